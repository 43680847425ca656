import type { MetadataBackup, MetadataSnapshot, MetadataStore } from "@headroom/metadata-store";
import type { TelemetryBackup, TelemetryStore } from "@headroom/telemetry-store";
import { version } from "../version.ts";
import { formatDestination, type Destination } from "./destination.ts";
import type { Manifest } from "./manifest.ts";
import type { S3Settings } from "./s3/object-store.ts";
import { openStorage } from "./open-storage.ts";
import type { BackupStorage } from "./storage.ts";

/** Longest wait until what was acknowledged before the backup is in ClickHouse. */
const SETTLE_LIMIT_MS = 60_000;

/** What a backup is made of and with. */
export interface BackupRequest {
  readonly to: Destination;
  readonly base: Destination | undefined;
  readonly telemetry: Pick<TelemetryStore, "backup" | "kind">;
  readonly metadata: Pick<MetadataStore, "openSnapshot">;
  readonly s3: S3Settings | undefined;
  readonly now: () => number;
  readonly onStep: (step: string) => void;
  /** Gives the backup up. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Makes a backup of both stores at one moment, while they go on. What a failed one wrote is
 * removed. @throws BackupError, TelemetryStoreError, MetadataStoreError
 */
export async function createBackup(request: BackupRequest): Promise<Manifest> {
  const { to, base, telemetry, s3, now } = request;
  const settings = { s3, isLocalEngine: telemetry.kind === "embedded" };
  const storage = openStorage(to, settings, now);
  const baseStorage = base === undefined ? undefined : openStorage(base, settings, now);
  // An incomplete base would make this backup incomplete as well.
  await baseStorage?.readManifest();
  await storage.create();
  try {
    const startedMs = now();
    const halves = await copyStores(request, storage, baseStorage);
    request.onStep("Computing checksums");
    const files = await storage.collect();
    request.signal?.throwIfAborted();
    const manifest = describe({ request, startedMs, ...halves, files });
    await storage.writeManifest(`${JSON.stringify(manifest, undefined, 1)}\n`);
    return manifest;
  } catch (error) {
    await storage.discard().catch(() => undefined);
    throw error;
  } finally {
    await storage.close();
  }
}

interface Halves {
  readonly telemetryBackup: TelemetryBackup;
  readonly metadataBackup: MetadataBackup;
}

async function copyStores(
  { telemetry, metadata, onStep, signal }: BackupRequest,
  storage: BackupStorage,
  base: BackupStorage | undefined,
): Promise<Halves> {
  const directory = await storage.openMetadata();
  let dumping: Promise<MetadataBackup> | undefined;
  onStep("Waiting until everything acknowledged is in ClickHouse");
  const copying = telemetry.backup({
    place: storage.telemetryPlace,
    base: base?.telemetryPlace,
    settleLimitMs: SETTLE_LIMIT_MS,
    signal,
    atSnapshot: async () => {
      const snapshot = await metadata.openSnapshot();
      dumping = dumpAndClose(snapshot, directory);
      // Awaited below; until then a failure must not count as unhandled.
      dumping.catch(() => undefined);
      onStep("Copying telemetry and metadata");
    },
    onProgress: ({ totalBytes }) => {
      if (totalBytes > 0) onStep(`Copying ${formatMegabytes(totalBytes)} of telemetry`);
    },
  });
  // Both have ended before a failure lets the files be removed.
  const [copied] = await Promise.allSettled([copying]);
  const [dumped] = await Promise.allSettled([dumping]);
  if (copied.status === "rejected") throw copied.reason;
  if (dumped.status === "rejected") throw dumped.reason;
  if (dumped.value === undefined) throw new Error("The snapshot was not taken.");
  return { telemetryBackup: copied.value, metadataBackup: dumped.value };
}

async function dumpAndClose(
  snapshot: MetadataSnapshot,
  directory: string,
): Promise<MetadataBackup> {
  try {
    return await snapshot.dump(directory);
  } finally {
    await snapshot.close();
  }
}

function describe(
  made: Halves & {
    readonly request: BackupRequest;
    readonly startedMs: number;
    readonly files: Manifest["files"];
  },
): Manifest {
  const { request, startedMs, files, telemetryBackup, metadataBackup } = made;
  const { database, schemaVersion, tables, views, contents, recoveryPointMs, pauseMs } =
    telemetryBackup;
  const iso = (ms: number): string => new Date(ms).toISOString();
  return {
    format: 1,
    product: version,
    startedAt: iso(startedMs),
    finishedAt: iso(request.now()),
    recoveryPoint: iso(recoveryPointMs),
    loadPauseMs: pauseMs,
    base: request.base === undefined ? null : formatDestination(request.base),
    telemetry: {
      schemaVersion,
      database,
      tables: [...tables],
      views: [...views],
      contents: [...contents],
    },
    metadata: {
      migration: metadataBackup.migration,
      tables: metadataBackup.tables.map((each) => ({
        ...each,
        columns: [...each.columns],
        references: [...each.references],
        file: each.file,
      })),
      sequences: [...metadataBackup.sequences],
    },
    files,
  };
}

function formatMegabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0)} MB`;
}
