import type { ClickHouseClient } from "@clickhouse/client";
import { z } from "zod";
import { describeCause, TelemetryStoreError } from "../errors.ts";
import { toStoreError } from "../driver/error-mapping.ts";
import { fetchRows } from "../driver/query-runner.ts";
import { migrations } from "./all-migrations.ts";
import { dialectOf } from "./topology.ts";
import type { Migration, SchemaDialect, Topology } from "./topology.ts";

const versionRow = z.object({ version: z.number() });

async function readVersions(client: ClickHouseClient): Promise<Set<number>> {
  const rows = await fetchRows(client, {
    name: "migrations.applied",
    sql: "SELECT DISTINCT version FROM schema_migrations ORDER BY version LIMIT 10000",
    parameters: {},
    row: versionRow,
  });
  return new Set(rows.map((row) => row.version));
}

async function runStatement(
  client: ClickHouseClient,
  query: string,
  { doneAlready }: Migration,
): Promise<void> {
  try {
    await client.command({ query });
  } catch (cause) {
    if (doneAlready?.test(describeCause(cause)) !== true) throw cause;
  }
}

async function applyMigration(
  client: ClickHouseClient,
  migration: Migration,
  dialect: SchemaDialect,
): Promise<void> {
  try {
    for (const query of migration.statements(dialect)) await runStatement(client, query, migration);
    await client.command({
      query: `INSERT INTO schema_migrations (version, name) VALUES (${migration.version}, '${migration.name}')`,
    });
  } catch (cause) {
    throw new TelemetryStoreError(
      "migration_failed",
      `Schema step ${migration.version} (${migration.name}) failed: ${describeCause(cause).slice(0, 500)}. Check that the ClickHouse user may create tables, then start again.`,
      cause,
    );
  }
}

/**
 * Brings the schema to this version and returns the versions that were applied now. Steps are
 * idempotent, so several processes may run it at once. Throws `migration_failed`, also when the
 * database was written by a newer version, and `store_unavailable`.
 */
export async function runMigrations(
  client: ClickHouseClient,
  topology: Topology,
): Promise<number[]> {
  const dialect = dialectOf(topology);
  let applied: Set<number>;
  try {
    await client.command({
      query: `CREATE TABLE IF NOT EXISTS schema_migrations ${dialect.onCluster}
(version UInt32, name String, applied_at DateTime DEFAULT now())
ENGINE = ${dialect.engine("MergeTree")} ORDER BY version SETTINGS fsync_after_insert = 1`,
    });
    applied = await readVersions(client);
  } catch (cause) {
    throw toStoreError(cause, "Reading the schema version");
  }
  const latest = migrations.at(-1)?.version ?? 0;
  if ([...applied].some((version) => version > latest)) {
    throw new TelemetryStoreError(
      "migration_failed",
      "The telemetry database was written by a newer version of Headroom. Run that version, or choose another data directory.",
    );
  }
  const pending = migrations.filter((migration) => !applied.has(migration.version));
  for (const migration of pending) await applyMigration(client, migration, dialect);
  return pending.map((migration) => migration.version);
}
