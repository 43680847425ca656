import type { ClickHouseClient } from "@clickhouse/client";
import { z } from "zod";
import { fetchRows } from "../driver/query-runner.ts";
import { countField } from "../queries/row-fields.ts";
import { quoteName } from "./place.ts";

/** How names of snapshots begin: they are no tables of their own. */
export const snapshotPrefix = "backup_snapshot_";
const LEFTOVER_AGE_MS = 7 * 24 * 3_600_000;

/** What of the database belongs to a backup. */
export interface TableCatalogue {
  readonly database: string;
  /** Newest step of the schema that was applied; 0 in an empty database. */
  readonly schemaVersion: number;
  /** Tables that hold data. */
  readonly tables: readonly string[];
  /** Views; they come back as definitions. */
  readonly views: readonly string[];
}

/** A table and how much of it there is. */
export interface TableContent {
  readonly table: string;
  readonly rows: number;
  readonly bytes: number;
}

const catalogueRow = z.object({ name: z.string(), engine: z.string() });
const databaseRow = z.object({ database: z.string() });
const versionRow = z.object({ version: z.number() });

/** Tables and views of the current database, without snapshots that a backup made. */
export async function readCatalogue(client: ClickHouseClient): Promise<TableCatalogue> {
  const read = <Row extends z.ZodType>(name: string, sql: string, row: Row) =>
    fetchRows(client, { name, sql, parameters: {}, row });
  const [current] = await read(
    "backup.database",
    "SELECT currentDatabase() AS database",
    databaseRow,
  );
  const rows = await read(
    "backup.catalogue",
    `SELECT name, engine FROM system.tables
WHERE database = currentDatabase() AND NOT startsWith(name, '${snapshotPrefix}')
ORDER BY name LIMIT 10000`,
    catalogueRow,
  );
  const named = (isWanted: (engine: string) => boolean): string[] =>
    rows.filter((row) => isWanted(row.engine)).map((row) => row.name);
  const tables = named((engine) => engine.endsWith("MergeTree"));
  const versions = tables.includes("schema_migrations")
    ? await read(
        "backup.schema",
        "SELECT max(version) AS version FROM schema_migrations",
        versionRow,
      )
    : [];
  return {
    database: current?.database ?? "default",
    schemaVersion: versions[0]?.version ?? 0,
    tables,
    views: named((engine) => engine.endsWith("View")),
  };
}

/** The name of the snapshot that a backup started at `startedMs` makes of a table. */
export function snapshotName(startedMs: number, table: string): string {
  return `${snapshotPrefix}${startedMs}_${table}`;
}

/** Which snapshots nobody uses any more: all of an engine that only this process has, or old ones. */
export function chooseLeftovers(
  names: readonly string[],
  kind: "embedded" | "server",
  nowMs: number,
): string[] {
  return names.filter((name) => {
    const startedMs = Number(/^backup_snapshot_(\d+)_/.exec(name)?.[1] ?? "NaN");
    if (Number.isNaN(startedMs)) return false;
    return kind === "embedded" || startedMs < nowMs - LEFTOVER_AGE_MS;
  });
}

/** Removes snapshots that a killed process left behind. */
export async function dropLeftovers(
  client: ClickHouseClient,
  kind: "embedded" | "server",
  nowMs: number,
): Promise<void> {
  const rows = await fetchRows(client, {
    name: "backup.leftovers",
    sql: `SELECT name FROM system.tables
WHERE database = currentDatabase() AND startsWith(name, '${snapshotPrefix}') LIMIT 10000`,
    parameters: {},
    row: z.object({ name: z.string() }),
  });
  const names = rows.map((row) => row.name);
  await dropTables(client, chooseLeftovers(names, kind, nowMs));
}

/** Drops tables; their files go with them. */
export async function dropTables(
  client: ClickHouseClient,
  names: readonly string[],
): Promise<void> {
  for (const name of names) {
    await client.command({ query: `DROP TABLE IF EXISTS ${quoteName(name)} SYNC` });
  }
}

const contentRow = z.object({ table: z.string(), total_rows: countField, bytes: countField });

/** Rows and bytes on the disk of the named tables, in their order; empty tables included. */
export async function readContents(
  client: ClickHouseClient,
  names: readonly string[],
): Promise<TableContent[]> {
  const rows = await fetchRows(client, {
    name: "backup.contents",
    sql: `SELECT table, sum(rows) AS total_rows, sum(bytes_on_disk) AS bytes
FROM system.parts WHERE active AND database = currentDatabase() GROUP BY table LIMIT 10000`,
    parameters: {},
    row: contentRow,
  });
  return names.map((table) => {
    const found = rows.find((row) => row.table === table);
    return { table, rows: found?.total_rows ?? 0, bytes: found?.bytes ?? 0 };
  });
}
