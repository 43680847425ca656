import type { ClickHouseClient } from "@clickhouse/client";
import { toStoreError } from "../driver/error-mapping.ts";
import type { StoreConnection } from "../driver/connection.ts";
import { placeSql, quoteName, type BackupPlace } from "./place.ts";
import { runOperation, type OperationProgress } from "./run-operation.ts";
import {
  dropLeftovers,
  dropTables,
  readCatalogue,
  readContents,
  snapshotName,
  type TableCatalogue,
  type TableContent,
} from "./tables.ts";

/** What a backup of telemetry is made with. */
export interface TelemetryBackupRequest {
  readonly place: BackupPlace;
  /** An earlier backup: files that it has are not written again. */
  readonly base?: BackupPlace | undefined;
  /** How long to wait for what was acknowledged before, ms. */
  readonly settleLimitMs: number;
  /** Runs once the tables stand still: what it reads elsewhere belongs to the same moment. */
  readonly atSnapshot?: (() => Promise<void>) | undefined;
  readonly onProgress?: ((progress: OperationProgress) => void) | undefined;
  /** Gives the backup up; what was written of it is removed. */
  readonly signal?: AbortSignal | undefined;
}

/** What a backup of telemetry holds. */
export interface TelemetryBackup extends TableCatalogue {
  readonly contents: readonly TableContent[];
  /** Everything acknowledged by this process before this time is in it, ms. */
  readonly recoveryPointMs: number;
  /** How long loading stood still, ms. */
  readonly pauseMs: number;
}

/** What the backup needs of the store around it. */
export interface BackupSurroundings {
  readonly connection: StoreConnection;
  /** Runs work while no load runs, once all acknowledged before the time is loaded or time is up. */
  holdAfter<T>(throughMs: number, timeoutMs: number, work: () => Promise<T>): Promise<T>;
  /** Everything acknowledged before this time is loaded, ms, over all tables. */
  loadedThrough(): number;
  now(): number;
}

/**
 * Writes a backup of all telemetry tables. While loading stands still each table gets a snapshot
 * of hard links, so that roll-ups fit the rows they were made of; ClickHouse then copies the
 * snapshots under the names of their tables while the product goes on. Throws `backup_failed`,
 * `store_unavailable`.
 */
export async function backupTelemetry(
  { connection, holdAfter, loadedThrough, now }: BackupSurroundings,
  request: TelemetryBackupRequest,
): Promise<TelemetryBackup> {
  const client = connection.loads;
  const startedMs = now();
  const catalogue = await prepare(connection, startedMs);
  const names = new Map(
    catalogue.tables.map((table) => [table, snapshotName(startedMs, table)] as const),
  );
  try {
    for (const [table, snapshot] of names) await makeSnapshotTable(client, table, snapshot);
    const point = await holdAfter(startedMs, request.settleLimitMs, async () => {
      const heldMs = now();
      for (const [table, snapshot] of names) await linkParts(client, table, snapshot);
      await request.atSnapshot?.();
      return { recoveryPointMs: Math.min(heldMs, loadedThrough()), pauseMs: now() - heldMs };
    });
    const contents = await readContents(client, [...names.values()]);
    await runOperation(client, {
      kind: "backup",
      sql: backupSql(catalogue, names, request),
      onProgress: request.onProgress,
      signal: request.signal,
    });
    const named = contents.map((content, index) => ({
      ...content,
      table: catalogue.tables[index] ?? content.table,
    }));
    return { ...catalogue, contents: named, ...point };
  } catch (cause) {
    throw toStoreError(cause, "The backup");
  } finally {
    await dropTables(client, [...names.values()]).catch(() => undefined);
  }
}

async function prepare(connection: StoreConnection, nowMs: number): Promise<TableCatalogue> {
  try {
    await dropLeftovers(connection.loads, connection.kind, nowMs);
    return await readCatalogue(connection.loads);
  } catch (cause) {
    throw toStoreError(cause, "The backup");
  }
}

async function makeSnapshotTable(
  client: ClickHouseClient,
  table: string,
  snapshot: string,
): Promise<void> {
  const name = quoteName(snapshot);
  await client.command({ query: `CREATE TABLE ${name} AS ${quoteName(table)}` });
  // A merge or an expiry in the snapshot would cost work and change what was counted.
  await client.command({ query: `SYSTEM STOP MERGES ${name}` });
}

async function linkParts(client: ClickHouseClient, table: string, snapshot: string): Promise<void> {
  await client.command({
    query: `ALTER TABLE ${quoteName(snapshot)} ATTACH PARTITION ALL FROM ${quoteName(table)}`,
  });
}

function backupSql(
  { database, tables, views }: TableCatalogue,
  snapshots: ReadonlyMap<string, string>,
  { place, base }: TelemetryBackupRequest,
): string {
  const full = (name: string): string => `${quoteName(database)}.${quoteName(name)}`;
  const elements = [
    ...tables.map((table) => `TABLE ${full(snapshots.get(table) ?? table)} AS ${full(table)}`),
    ...views.map((view) => `TABLE ${full(view)}`),
  ];
  const settings = [
    "max_execution_time = 0",
    ...(base === undefined ? [] : [`base_backup = ${placeSql(base)}`]),
  ];
  return `BACKUP ${elements.join(", ")} TO ${placeSql(place)} SETTINGS ${settings.join(", ")}`;
}
