import { sql, type Kysely } from "kysely";

/** What was found out about each service and when it is due again; limits set by hand. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table assessment (
      service text primary key,
      live_at bigint not null,
      next_due_at bigint not null,
      lease_expires_at bigint,
      fencing_token bigint not null default 0,
      failures integer not null default 0,
      last_error text,
      form integer,
      assessed_at bigint,
      overview jsonb,
      capacity jsonb,
      detail jsonb,
      forecast_at bigint,
      forecast jsonb
    )`.execute(db);
  await sql`create index assessment_due on assessment (next_due_at)`.execute(db);
  await sql`
    create table resource_limit (
      service text not null,
      resource text not null,
      subject text not null,
      value double precision not null,
      updated_at bigint not null,
      primary key (service, resource, subject)
    )`.execute(db);
}
