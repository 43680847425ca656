import { access, mkdir, open, readdir, readFile, rm, rmdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { formatError } from "../lifecycle/format-error.ts";
import { BackupError } from "./destination.ts";
import { describeFiles, listFiles, verifyFiles } from "./files.ts";
import { manifestName } from "./manifest.ts";
import { parts, type BackupStorage } from "./storage.ts";

/** A backup in a directory that only this user may enter. */
export function openDirectoryStorage(root: string, isLocalEngine: boolean): BackupStorage {
  const metadata = join(root, parts.metadata);
  const telemetry = join(root, parts.telemetry);
  let wasThere = false;
  return {
    telemetryPlace: { kind: "directory", path: telemetry },
    async create() {
      wasThere = await claim(root, isLocalEngine);
    },
    async openMetadata() {
      await mkdir(metadata, { mode: 0o700 });
      return metadata;
    },
    async collect() {
      const seen = await access(join(telemetry, ".backup")).then(
        () => true,
        () => false,
      );
      if (!seen) {
        throw new BackupError(
          `ClickHouse wrote its part, but it is not at ${telemetry} on this machine. Share that directory between both machines under the same path, or back up to s3://bucket/prefix.`,
        );
      }
      return describeFiles(root, await listFiles(root));
    },
    writeManifest: (text) => writeDurably(join(root, manifestName), text),
    async discard() {
      for (const part of [telemetry, metadata, join(root, manifestName)]) {
        await rm(part, { recursive: true, force: true });
      }
      if (!wasThere) await rmdir(root).catch(() => undefined);
    },
    readManifest: () => readText(root),
    async fetchMetadata(files) {
      await verifyFiles(root, files);
      return metadata;
    },
    close: () => Promise.resolve(),
  };
}

/** Makes the directory; true when it was there already, and empty. */
async function claim(root: string, isLocalEngine: boolean): Promise<boolean> {
  try {
    await mkdir(dirname(root), { recursive: true });
    // A ClickHouse server runs under another account and has to come in.
    await mkdir(root, { mode: isLocalEngine ? 0o700 : 0o755 });
    return false;
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) {
      throw new BackupError(
        `The directory ${root} can't be made (${formatError(error)}). Choose one that this user may write.`,
      );
    }
  }
  const present = await readdir(root).catch(() => undefined);
  if (present?.length === 0) return true;
  throw new BackupError(
    `${root} is not an empty directory. Each backup needs a directory of its own: add the date to its name, for example.`,
  );
}

async function writeDurably(path: string, text: string): Promise<void> {
  const handle = await open(path, "wx", 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
  const directory = await open(dirname(path));
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}

async function readText(root: string): Promise<string> {
  try {
    return await readFile(join(root, manifestName), "utf8");
  } catch (error) {
    throw new BackupError(
      `There is no complete backup at ${root}: ${manifestName} can't be read (${formatError(error)}). It is written last, so a backup without it was interrupted. Use another one.`,
    );
  }
}
