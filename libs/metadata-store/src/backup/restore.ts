import { access } from "node:fs/promises";
import { join } from "node:path";
import type { Kysely } from "kysely";
import type pg from "pg";
import { createDatabase, openPool } from "../database.ts";
import { openEmbeddedServer } from "../embedded/embedded-server.ts";
import { MetadataStoreError, translateDriverError } from "../errors.ts";
import { knowsMigration, migrateTo } from "../migrate.ts";
import type { MetadataBackup } from "./dump.ts";
import { loadTables } from "./load.ts";
import { migratorTables, quoteName, readTables } from "./table-facts.ts";

/** An empty PostgreSQL and the dump that it is to hold. */
export interface MetadataRestoreRequest {
  readonly target:
    | { readonly kind: "embedded"; readonly directory: string }
    | { readonly kind: "server"; readonly url: string };
  /** Where the files of the dump are. */
  readonly directory: string;
  readonly backup: MetadataBackup;
  /** Makes the tables that are not this package's: those of the login. */
  readonly prepare: (database: Kysely<unknown>) => Promise<void>;
}

const noReport = (): void => undefined;

/**
 * Makes the schema of the dump in an empty database and fills it. Later migrations run when the
 * store is opened.
 * @throws MetadataStoreError not_empty, restore_failed, start_failed, unavailable; on a server
 *   what was made here is gone again then
 */
export async function restoreMetadata(request: MetadataRestoreRequest): Promise<void> {
  requireKnownSchema(request.backup);
  await withDatabase(request.target, async (pool) => {
    const client = await pool.connect();
    try {
      await refuseTables(client);
      await restoreInto(pool, client, request);
    } finally {
      client.release();
    }
  });
}

/** @throws MetadataStoreError restore_failed when the dump is of a newer schema */
export function requireKnownSchema(backup: Pick<MetadataBackup, "migration">): void {
  if (knowsMigration(backup.migration)) return;
  throw new MetadataStoreError(
    "restore_failed",
    `The backup was made by a newer version of Headroom (metadata schema ${backup.migration}). Restore it with that version or a later one.`,
  );
}

/** @throws MetadataStoreError not_empty when the database has tables, unavailable */
export async function requireEmptyDatabase(url: string): Promise<void> {
  await withDatabase({ kind: "server", url }, async (pool) => {
    const client = await pool.connect();
    try {
      await refuseTables(client);
    } finally {
      client.release();
    }
  });
}

/**
 * Stops an embedded server that a killed process left behind, so that its files can be moved.
 * @throws MetadataStoreError directory_in_use, start_failed
 */
export async function stopLeftoverServer(directory: string): Promise<void> {
  const isMade = await access(join(directory, "postgres", "data", "postmaster.pid")).then(
    () => true,
    () => false,
  );
  if (!isMade) return;
  const server = await openEmbeddedServer(directory, noReport);
  await server.close();
}

async function withDatabase(
  target: MetadataRestoreRequest["target"],
  work: (pool: pg.Pool) => Promise<void>,
): Promise<void> {
  const server =
    target.kind === "embedded" ? await openEmbeddedServer(target.directory, noReport) : undefined;
  const url = target.kind === "server" ? target.url : (server?.connectionString ?? "");
  const pool = openPool(url, noReport);
  try {
    await work(pool);
  } catch (error) {
    throw toRestoreError(error);
  } finally {
    await pool.end();
    await server?.close();
  }
}

async function restoreInto(
  pool: pg.Pool,
  client: pg.PoolClient,
  { backup, directory, prepare }: MetadataRestoreRequest,
): Promise<void> {
  const db = createDatabase(pool);
  try {
    await migrateTo(db, backup.migration);
    await prepare(db as unknown as Kysely<unknown>);
    await loadTables(client, backup, directory);
  } catch (error) {
    // The first failure is the one to report.
    await dropTables(client).catch(() => undefined);
    throw error;
  }
}

async function dropTables(client: pg.ClientBase): Promise<void> {
  const made = [...(await readTables(client)).map((each) => each.table), ...migratorTables];
  await client.query(`drop table if exists ${made.map(quoteName).join(", ")} cascade`);
}

async function refuseTables(client: pg.ClientBase): Promise<void> {
  const present = await readTables(client);
  if (present.length === 0) return;
  throw new MetadataStoreError(
    "not_empty",
    "The PostgreSQL database has tables already. Restore into an empty database: create one and name it in DATABASE_URL.",
  );
}

function toRestoreError(error: unknown): unknown {
  const translated = translateDriverError(error);
  if (translated instanceof MetadataStoreError) return translated;
  const detail = error instanceof Error ? error.message : String(error);
  return new MetadataStoreError(
    "restore_failed",
    `The restore of rules, incidents and users failed: ${detail}. Restore with the version of Headroom that made the backup.`,
    error,
  );
}
