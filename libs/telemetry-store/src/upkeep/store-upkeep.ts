import type { ClickHouseClient } from "@clickhouse/client";
import { z } from "zod";
import { toStoreError } from "../driver/error-mapping.ts";
import type { StoreConnection } from "../driver/connection.ts";
import type { QueryRunner } from "../driver/query-runner.ts";
import type { SchemaDialect } from "../migrations/topology.ts";
import { countField } from "../queries/row-fields.ts";
import { dayMs } from "./plan-upkeep.ts";
import type { StoredPartition } from "./plan-upkeep.ts";
import { keptTables } from "./retention.ts";

/** What a log table of the ClickHouse server itself takes. */
export interface SystemLog {
  readonly table: string;
  readonly rows: number;
  readonly bytes: number;
}

/** Reads and drops partitions. All throw TelemetryStoreError. */
export interface StoreUpkeep {
  /** The partitions of every table that retention speaks of, oldest first, at most 100,000. */
  partitions(): Promise<StoredPartition[]>;
  /** Bytes of parts that were dropped or merged and whose files go within minutes. */
  leavingBytes(): Promise<number>;
  /** Drops a partition with all of its rows; one that is gone already changes nothing. */
  drop(partition: Pick<StoredPartition, "table" | "id">): Promise<void>;
  /** Log tables of a server, largest first; the embedded engine has none. */
  systemLogs(): Promise<SystemLog[]>;
}

const partitionRow = z.object({
  table: z.string(),
  partition_id: z.string().regex(/^\d{8}$/),
  total_rows: countField,
  total_bytes: countField,
  parts: countField,
});

const systemLogRow = z.object({ name: z.string(), total: countField, bytes: countField });

/** Upkeep over a connection; reads count among the queries of `runner`. */
export function createStoreUpkeep(
  connection: Pick<StoreConnection, "loads">,
  runner: QueryRunner,
  dialect: SchemaDialect,
): StoreUpkeep {
  return {
    partitions: () => readPartitions(runner, dialect),
    leavingBytes: () => readLeavingBytes(runner, dialect),
    drop: (partition) => dropPartition(connection.loads, dialect, partition),
    systemLogs: () => readSystemLogs(runner),
  };
}

async function readPartitions(
  runner: QueryRunner,
  dialect: SchemaDialect,
): Promise<StoredPartition[]> {
  const nameOf = new Map(Object.keys(keptTables).map((table) => [dialect.local(table), table]));
  const rows = await runner.run({
    name: "upkeep.partitions",
    sql: `SELECT table, partition_id, sum(rows) AS total_rows, sum(bytes_on_disk) AS total_bytes,
  count() AS parts
FROM ${dialect.shards("system.parts")}
WHERE active AND database = currentDatabase() AND has({tables:Array(String)}, table)
GROUP BY table, partition_id ORDER BY partition_id, table LIMIT 100000`,
    parameters: { tables: [...nameOf.keys()] },
    row: partitionRow,
  });
  return rows.map((row) => {
    const table = nameOf.get(row.table) ?? row.table;
    const fromMs = parseDay(row.partition_id);
    const toMs = fromMs + (keptTables[table]?.partitionDays ?? 1) * dayMs;
    const { partition_id: id, total_rows, total_bytes: bytes, parts } = row;
    return { table, id, fromMs, toMs, rows: total_rows, bytes, parts };
  });
}

async function readLeavingBytes(runner: QueryRunner, dialect: SchemaDialect): Promise<number> {
  const rows = await runner.run({
    name: "upkeep.leaving",
    sql: `SELECT sum(bytes_on_disk) AS bytes FROM ${dialect.shards("system.parts")}
WHERE NOT active AND database = currentDatabase()`,
    parameters: {},
    row: z.object({ bytes: countField }),
  });
  return rows[0]?.bytes ?? 0;
}

async function dropPartition(
  client: ClickHouseClient,
  dialect: SchemaDialect,
  { table, id }: Pick<StoredPartition, "table" | "id">,
): Promise<void> {
  if (!Object.hasOwn(keptTables, table) || !/^\d{8}$/.test(id)) {
    throw new RangeError(`There is no partition ${id} of ${table} to drop.`);
  }
  // A server refuses to drop what is above 50 GB unless told otherwise.
  const query = `ALTER TABLE ${dialect.local(table)} ${dialect.onCluster} DROP PARTITION ID '${id}'
SETTINGS max_partition_size_to_drop = 0`;
  try {
    await client.command({ query });
  } catch (cause) {
    throw toStoreError(cause, `Dropping the partition ${id} of ${table}`);
  }
}

async function readSystemLogs(runner: QueryRunner): Promise<SystemLog[]> {
  const rows = await runner.run({
    name: "upkeep.system_logs",
    sql: `SELECT name, ifNull(total_rows, 0) AS total, ifNull(total_bytes, 0) AS bytes
FROM system.tables WHERE database = 'system' AND endsWith(name, '_log') AND total_bytes > 0
ORDER BY bytes DESC, name LIMIT 50`,
    parameters: {},
    row: systemLogRow,
  });
  return rows.map(({ name, total, bytes }) => ({ table: name, rows: total, bytes }));
}

function parseDay(id: string): number {
  return Date.UTC(Number(id.slice(0, 4)), Number(id.slice(4, 6)) - 1, Number(id.slice(6, 8)));
}
