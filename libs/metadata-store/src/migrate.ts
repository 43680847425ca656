import type { Kysely } from "kysely";
import { Migrator, type Migration, type MigrationResultSet } from "kysely/migration";
import { MetadataStoreError, translateDriverError } from "./errors.ts";
import * as rules from "./migrations/0001-rules.ts";
import * as incidents from "./migrations/0002-incidents.ts";
import * as settings from "./migrations/0003-settings.ts";
import * as baselines from "./migrations/0004-baselines.ts";
import * as assessments from "./migrations/0005-assessments.ts";
import * as keyQuotas from "./migrations/0006-key-quotas.ts";
import * as ownReports from "./migrations/0007-own-reports.ts";
import * as upkeep from "./migrations/0008-upkeep.ts";

/** All migrations in order. A released one is never edited: a change takes the next number. */
const migrations: Readonly<Record<string, Migration>> = {
  "0001-rules": rules,
  "0002-incidents": incidents,
  "0003-settings": settings,
  "0004-baselines": baselines,
  "0005-assessments": assessments,
  "0006-key-quotas": keyQuotas,
  "0007-own-reports": ownReports,
  "0008-upkeep": upkeep,
};

/**
 * Brings the database to the newest schema. Processes that start together wait for one another
 * (the migrator takes a lock); a failed migration leaves nothing behind.
 * @throws MetadataStoreError start_failed, or unavailable when the database cannot be reached
 */
export async function migrateToLatest<T>(db: Kysely<T>): Promise<void> {
  await migrate(db, (migrator) => migrator.migrateToLatest());
}

/** Whether this version has a migration of that name. */
export function knowsMigration(name: string): boolean {
  return Object.hasOwn(migrations, name);
}

/**
 * Brings an empty database to the schema that it had after the named migration.
 * @throws MetadataStoreError start_failed, or unavailable when the database cannot be reached
 */
export async function migrateTo<T>(db: Kysely<T>, name: string): Promise<void> {
  await migrate(db, (migrator) => migrator.migrateTo(name));
}

async function migrate<T>(
  db: Kysely<T>,
  run: (migrator: Migrator) => Promise<MigrationResultSet>,
): Promise<void> {
  const migrator = new Migrator({
    db,
    provider: { getMigrations: () => Promise.resolve({ ...migrations }) },
    migrationTableName: "schema_migration",
    migrationLockTableName: "schema_migration_lock",
  });
  const { error, results } = await run(migrator);
  if (error === undefined) return;
  const translated = translateDriverError(error);
  if (translated instanceof MetadataStoreError) throw translated;
  const failed = results?.find((each) => each.status === "Error")?.migrationName;
  throw new MetadataStoreError(
    "start_failed",
    `The metadata database could not be brought to the present schema${failed === undefined ? "" : ` (migration ${failed})`}: ${error instanceof Error ? error.message : String(error)}. Check that the database belongs to Headroom of this or an older version and that its user may create tables.`,
    error,
  );
}
