import { sql, type Kysely } from "kysely";

/**
 * What each process last said about itself, and the values that rules about Headroom read: they
 * must be known while ClickHouse is not.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table process_report (
      instance_id text primary key,
      service text not null,
      version text not null,
      roles jsonb not null,
      started_at bigint not null,
      reported_at bigint not null,
      last_rows_at bigint,
      document jsonb not null
    )`.execute(db);
  await sql`
    create table vital (
      metric text not null,
      at bigint not null,
      instance_id text not null,
      service text not null,
      value double precision not null,
      primary key (metric, at, instance_id)
    )`.execute(db);
}
