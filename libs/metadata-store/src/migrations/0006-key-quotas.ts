import { sql, type Kysely } from "kysely";

/** What a key may send each second; null is without limit. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table ingest_key
      add column requests_per_second bigint,
      add column rows_per_second bigint,
      add column bytes_per_second bigint`.execute(db);
}
