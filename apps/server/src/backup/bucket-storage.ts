import { createWriteStream } from "node:fs";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { formatError } from "../lifecycle/format-error.ts";
import { BackupError, formatDestination, type Destination } from "./destination.ts";
import { describeFiles, listFiles, verifyFiles } from "./files.ts";
import { manifestName } from "./manifest.ts";
import { openObjectStore, type ObjectStore, type S3Settings } from "./s3/object-store.ts";
import { parts, type BackupStorage } from "./storage.ts";

/** A backup in a bucket: ClickHouse talks to the service itself, the rest goes through here. */
export function openBucketStorage(
  destination: Extract<Destination, { kind: "s3" }>,
  settings: S3Settings,
  now: () => number,
): BackupStorage {
  const objects = openObjectStore(settings, destination.bucket, destination.prefix, now);
  const name = formatDestination(destination);
  let local: Promise<string> | undefined;
  const openLocal = (): Promise<string> => (local ??= mkdtemp(join(tmpdir(), "headroom-backup-")));
  const close = async (): Promise<void> => {
    if (local !== undefined) await rm(await local, { recursive: true, force: true });
  };
  return {
    telemetryPlace: {
      kind: "s3",
      url: objects.urlOf(parts.telemetry),
      accessKeyId: settings.accessKeyId,
      secretAccessKey: settings.secretAccessKey,
    },
    async create() {
      if ((await objects.get(manifestName)) === undefined) return;
      throw new BackupError(
        `${name} holds a backup already. Each backup needs a prefix of its own: add the date, for example.`,
      );
    },
    async openMetadata() {
      const directory = join(await openLocal(), parts.metadata);
      await mkdir(directory, { mode: 0o700 });
      return directory;
    },
    async collect() {
      const directory = await openLocal();
      const files = await describeFiles(directory, await listFiles(directory));
      for (const file of files) await objects.putFile(directory, file);
      return files;
    },
    writeManifest: (text) => objects.putText(manifestName, text),
    // Without its manifest a backup is incomplete; objects are left to the bucket's own clean-up.
    discard: close,
    async readManifest() {
      const answer = await objects.get(manifestName);
      if (answer !== undefined) return answer.text();
      throw new BackupError(
        `There is no complete backup at ${name}: ${manifestName} is missing. It is written last, so a backup without it was interrupted. Use another one.`,
      );
    },
    async fetchMetadata(files) {
      const directory = await openLocal();
      await mkdir(join(directory, parts.metadata), { recursive: true, mode: 0o700 });
      for (const file of files) await download(objects, file.path, directory);
      await verifyFiles(directory, files);
      return join(directory, parts.metadata);
    },
    close,
  };
}

async function download(objects: ObjectStore, path: string, directory: string): Promise<void> {
  const answer = await objects.get(path);
  if (answer?.body === undefined || answer.body === null) {
    throw new BackupError(
      `The backup is damaged: ${path} is missing. Nothing was restored. Use another backup.`,
    );
  }
  const target = createWriteStream(join(directory, path), { flags: "wx", mode: 0o600 });
  await pipeline(Readable.fromWeb(answer.body), target).catch((error: unknown) => {
    throw new BackupError(`${path} could not be fetched (${formatError(error)}). Try again.`);
  });
}
