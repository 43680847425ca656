import {
  requireEmptyDatabase,
  requireKnownSchema,
  restoreMetadata,
} from "@headroom/metadata-store";
import {
  requireEmptyServer,
  restoreTelemetry,
  telemetrySchemaVersion,
  type BackupPlace,
} from "@headroom/telemetry-store";
import { join } from "node:path";
import { openAuth } from "../auth/auth.ts";
import type { Config } from "../config/load.ts";
import { BackupError, parseDestination, type Destination } from "./destination.ts";
import { emptyDirectory } from "./empty-directory.ts";
import { parseManifest, type Manifest } from "./manifest.ts";
import { openStorage } from "./open-storage.ts";
import type { BackupStorage } from "./storage.ts";

/** What a restore works with. */
export interface RestoreRequest {
  readonly from: Destination;
  /** Where the base of the backup is now; default: where it was. */
  readonly base: Destination | undefined;
  readonly config: Config;
  /** Whether data that is in the data directory may be moved aside. */
  readonly force: boolean;
  readonly now: () => number;
  readonly onStep: (step: string) => void;
}

/** What was restored, and where older data went. */
export interface Restored {
  readonly manifest: Manifest;
  readonly movedTo: string | undefined;
}

/**
 * Checks a backup and brings it into the stopped, empty instance that the configuration names.
 * Nothing is touched before every check has passed; a restore that fails leaves the data
 * directory as it was. @throws BackupError, TelemetryStoreError, MetadataStoreError
 */
export async function restoreBackup(request: RestoreRequest): Promise<Restored> {
  const { config, onStep } = request;
  const storage = openRequested(request.from, request);
  try {
    const manifest = parseManifest(await storage.readManifest());
    requireKnownSchemas(manifest);
    onStep("Checking the backup");
    const metadataFiles = await storage.fetchMetadata(manifest.files);
    const base = await checkBase(manifest, request);
    await requireEmptyServers(config);
    const directory = await emptyDirectory(config.dataDirectory, request.force, request.now());
    try {
      onStep("Restoring telemetry");
      await restoreTelemetry({
        target: telemetryTarget(config),
        place: storage.telemetryPlace,
        base,
        backup: manifest.telemetry,
      });
      onStep("Restoring rules, incidents and users");
      await restoreMetadata({
        target:
          config.databaseUrl === undefined
            ? { kind: "embedded", directory: config.dataDirectory }
            : { kind: "server", url: config.databaseUrl },
        directory: metadataFiles,
        backup: manifest.metadata,
        prepare: (database) => makeLoginTables(database, config),
      });
      await directory.finish();
    } catch (error) {
      await directory.undo();
      throw error;
    }
    return { manifest, movedTo: directory.movedTo };
  } finally {
    await storage.close();
  }
}

function openRequested(place: Destination, { config, now }: RestoreRequest): BackupStorage {
  const isLocalEngine = config.clickhouseUrl === undefined;
  return openStorage(place, { s3: config.s3, isLocalEngine }, now);
}

/** @throws BackupError or MetadataStoreError when this version is older than the backup */
function requireKnownSchemas({ telemetry, metadata }: Manifest): void {
  requireKnownSchema(metadata);
  if (telemetry.schemaVersion <= telemetrySchemaVersion) return;
  throw new BackupError(
    `The backup was made by a newer version of Headroom (telemetry schema ${telemetry.schemaVersion}, this one knows ${telemetrySchemaVersion}). Restore it with that version or a later one.`,
  );
}

/** The place of the base, checked; undefined for a backup that stands alone. */
async function checkBase(
  manifest: Manifest,
  request: RestoreRequest,
): Promise<BackupPlace | undefined> {
  if (manifest.base === null) return undefined;
  const base = openRequested(request.base ?? parseDestination(manifest.base), request);
  try {
    const its = parseManifest(await base.readManifest());
    await base.fetchMetadata(its.files);
    // A base may have a base itself: ClickHouse follows the places that it noted.
    await checkBase(its, { ...request, base: undefined });
    return base.telemetryPlace;
  } finally {
    await base.close();
  }
}

async function requireEmptyServers({ clickhouseUrl, databaseUrl }: Config): Promise<void> {
  if (clickhouseUrl !== undefined) await requireEmptyServer(clickhouseUrl);
  if (databaseUrl !== undefined) await requireEmptyDatabase(databaseUrl);
}

function telemetryTarget(config: Config): Parameters<typeof restoreTelemetry>[0]["target"] {
  if (config.clickhouseUrl !== undefined) return { kind: "server", url: config.clickhouseUrl };
  return {
    kind: "embedded",
    directory: join(config.dataDirectory, "clickhouse"),
    maxMemoryBytes: config.engineMemoryBytes,
  };
}

async function makeLoginTables(
  database: Parameters<Parameters<typeof restoreMetadata>[0]["prepare"]>[0],
  config: Config,
): Promise<void> {
  await openAuth({
    database,
    // Nothing is signed here; the secret of the backup comes with the settings.
    secret: "0".repeat(32),
    publicUrl: config.publicUrl,
    trustedOrigins: [],
  });
}
