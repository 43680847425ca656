import type { ClickHouseClient } from "@clickhouse/client";
import { toStoreError } from "../driver/error-mapping.ts";
import { openEmbedded } from "../driver/embedded.ts";
import { openServer } from "../driver/server.ts";
import type { StoreConnection } from "../driver/connection.ts";
import { TelemetryStoreError } from "../errors.ts";
import { placeSql, quoteName, type BackupPlace } from "./place.ts";
import { runOperation } from "./run-operation.ts";
import { dropTables, readCatalogue, readContents } from "./tables.ts";
import type { TableCatalogue, TableContent } from "./tables.ts";

/** An empty ClickHouse and the backup that it is to hold. */
export interface TelemetryRestoreRequest {
  readonly target:
    | { readonly kind: "embedded"; readonly directory: string; readonly maxMemoryBytes: number }
    | { readonly kind: "server"; readonly url: string };
  readonly place: BackupPlace;
  /** The backup that this one was based on, where there is one. */
  readonly base?: BackupPlace | undefined;
  /** What the backup says it holds. */
  readonly backup: TableCatalogue & { readonly contents: readonly TableContent[] };
}

const limits = { timeLimitMs: 60_000, maxQueryMemoryBytes: 1024 ** 3 };

/**
 * Brings tables, views and data of a backup into an empty database, part by part: no view runs.
 * The schema stays that of the backup until the store is opened. Throws `not_empty`,
 * `restore_failed`, `directory_in_use`, `store_unavailable`; after `restore_failed` on a server
 * the tables made here are gone again.
 */
export async function restoreTelemetry(request: TelemetryRestoreRequest): Promise<void> {
  const connection = await connect(request.target);
  try {
    await refuseTables(connection.loads);
    await restoreInto(connection.loads, request);
  } catch (cause) {
    throw toStoreError(cause, "The restore");
  } finally {
    await connection.close();
  }
}

/** Throws `not_empty` when the database of a ClickHouse server has tables. */
export async function requireEmptyServer(url: string): Promise<void> {
  const connection = openServer({ url }, limits, 1);
  try {
    await refuseTables(connection.loads);
  } catch (cause) {
    throw toStoreError(cause, "Looking into the ClickHouse database");
  } finally {
    await connection.close();
  }
}

function connect(target: TelemetryRestoreRequest["target"]): Promise<StoreConnection> {
  if (target.kind === "embedded") return openEmbedded(target, limits);
  return Promise.resolve(openServer(target, limits, 1));
}

async function refuseTables(client: ClickHouseClient): Promise<void> {
  const present = await readCatalogue(client);
  if (present.tables.length + present.views.length === 0) return;
  throw new TelemetryStoreError(
    "not_empty",
    `The ClickHouse database ${present.database} has tables already. Restore into an empty database: create one and name it in CLICKHOUSE_URL.`,
  );
}

async function restoreInto(
  client: ClickHouseClient,
  { place, base, backup }: TelemetryRestoreRequest,
): Promise<void> {
  const { database } = await readCatalogue(client);
  const run = (settings: readonly string[]): Promise<void> =>
    runOperation(client, {
      kind: "restore",
      sql: restoreSql(backup, database, place, [
        ...settings,
        "max_execution_time = 0",
        ...(base === undefined ? [] : [`base_backup = ${placeSql(base)}`]),
      ]),
    });
  try {
    // Structure first: without merges the counts can be compared with those of the backup.
    await run(["structure_only = 1"]);
    for (const table of backup.tables) await setMerges(client, "STOP", table);
    await run([]);
    compareContents(await readContents(client, backup.tables), backup.contents);
    for (const table of backup.tables) await setMerges(client, "START", table);
  } catch (cause) {
    await dropTables(client, [...backup.views, ...backup.tables]).catch(() => undefined);
    throw cause;
  }
}

function setMerges(
  client: ClickHouseClient,
  action: "STOP" | "START",
  table: string,
): Promise<unknown> {
  return client.command({ query: `SYSTEM ${action} MERGES ${quoteName(table)}` });
}

function restoreSql(
  backup: TableCatalogue,
  database: string,
  place: BackupPlace,
  settings: readonly string[],
): string {
  const elements = [...backup.tables, ...backup.views].map((name) => {
    const [from, to] = [backup.database, database].map(
      (each) => `${quoteName(each)}.${quoteName(name)}`,
    );
    return `TABLE ${from} AS ${to}`;
  });
  return `RESTORE ${elements.join(", ")} FROM ${placeSql(place)} SETTINGS ${settings.join(", ")}`;
}

function compareContents(
  restored: readonly TableContent[],
  expected: readonly TableContent[],
): void {
  for (const { table, rows } of expected) {
    const found = restored.find((each) => each.table === table)?.rows ?? 0;
    if (found === rows) continue;
    throw new TelemetryStoreError(
      "restore_failed",
      `Table ${table} has ${found} rows after the restore instead of ${rows}. The backup is damaged: use another one.`,
    );
  }
}
