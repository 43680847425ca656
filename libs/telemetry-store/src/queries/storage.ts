import { telemetryTables } from "@headroom/otlp";
import { z } from "zod";
import { snapshotPrefix } from "../backup/tables.ts";
import type { QueryRunner } from "../driver/query-runner.ts";
import { countField } from "./row-fields.ts";

/** What a table takes on the disk of this server. */
export interface TableSize {
  readonly table: string;
  readonly rows: number;
  readonly parts: number;
  readonly compressedBytes: number;
  readonly uncompressedBytes: number;
}

const sizeRow = z.object({
  table: z.string(),
  total_rows: countField,
  parts: countField,
  compressed: countField,
  uncompressed: countField,
});

/** Size of every table, largest first. */
export async function readStorageSizes(runner: QueryRunner): Promise<TableSize[]> {
  const rows = await runner.run({
    name: "storage.sizes",
    sql: `SELECT table, sum(rows) AS total_rows, count() AS parts,
  sum(bytes_on_disk) AS compressed, sum(data_uncompressed_bytes) AS uncompressed
FROM system.parts
WHERE active AND database = currentDatabase() AND NOT startsWith(table, '${snapshotPrefix}')
GROUP BY table ORDER BY compressed DESC, table LIMIT 100`,
    parameters: {},
    row: sizeRow,
  });
  return rows.map((row) => ({
    table: row.table,
    rows: row.total_rows,
    parts: row.parts,
    compressedBytes: row.compressed,
    uncompressedBytes: row.uncompressed,
  }));
}

/** Whether and when a signal arrived; times are the senders' own, ms. */
export interface SignalArrival {
  readonly signal: "traces" | "logs" | "metrics";
  readonly firstMs: number;
  readonly lastMs: number;
  readonly rows: number;
}

const arrivalRow = z.object({
  source: z.string(),
  total: countField,
  first_ms: countField,
  last_ms: countField,
});

/** The signals that have any data, not counting metrics of the services named. */
export async function readRecentArrival(
  runner: QueryRunner,
  exceptMetricsOf: readonly string[] = [],
): Promise<SignalArrival[]> {
  const parts = telemetryTables.map(
    (table) => `SELECT '${table}' AS source, count() AS total,
  toUnixTimestamp64Milli(min(timestamp)) AS first_ms, toUnixTimestamp64Milli(max(timestamp)) AS last_ms
FROM ${table}${table.startsWith("metrics_") ? " WHERE service_name NOT IN {except:Array(String)}" : ""}`,
  );
  const rows = await runner.run({
    name: "storage.arrival",
    sql: `SELECT * FROM (${parts.join("\nUNION ALL\n")}) LIMIT 10`,
    parameters: { except: exceptMetricsOf },
    row: arrivalRow,
  });
  const arrivals = new Map<SignalArrival["signal"], SignalArrival>();
  for (const row of rows) {
    if (row.total === 0) continue;
    const signal = row.source === "spans" ? "traces" : row.source === "logs" ? "logs" : "metrics";
    const before = arrivals.get(signal);
    arrivals.set(signal, {
      signal,
      firstMs: Math.min(row.first_ms, before?.firstMs ?? Infinity),
      lastMs: Math.max(row.last_ms, before?.lastMs ?? 0),
      rows: row.total + (before?.rows ?? 0),
    });
  }
  return [...arrivals.values()];
}

/** Throws `store_unavailable` when ClickHouse does not answer. */
export async function pingStore(runner: QueryRunner): Promise<void> {
  const row = z.object({ one: z.number() });
  await runner.run({ name: "storage.ping", sql: "SELECT 1 AS one", parameters: {}, row });
}
