import { sql, type Kysely } from "kysely";

/** What anomaly rules remember of each group, and what a rule still waits for. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table baseline (
      rule_id text not null references rule (id) on delete cascade,
      fingerprint_hash text not null,
      fingerprint text not null,
      state bytea not null,
      recent bytea not null,
      trained_from bigint not null,
      trained_to bigint,
      rule_version integer not null,
      last_slot_at bigint not null,
      primary key (rule_id, fingerprint_hash)
    )`.execute(db);
  await sql`alter table rule add column learning text`.execute(db);
}
