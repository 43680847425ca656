import { sql, type Kysely } from "kysely";

/** Settings by key, and the keys that may send telemetry. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table setting (
      key text primary key,
      value jsonb not null,
      updated_at bigint not null
    )`.execute(db);
  await sql`
    create table ingest_key (
      id text primary key,
      name text not null,
      hash text not null unique,
      prefix text not null,
      created_at bigint not null,
      last_used_at bigint,
      revoked_at bigint
    )`.execute(db);
}
