import { sql, type Kysely } from "kysely";

/** What upkeep of the telemetry store did and saw, and work that one process does at a time. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table upkeep_event (
      id bigint generated always as identity primary key,
      at bigint not null,
      kind text not null,
      detail jsonb not null
    )`.execute(db);
  await sql`
    create table lease (
      name text primary key,
      owner text not null,
      expires_at bigint not null
    )`.execute(db);
}
