import { sql, type Kysely } from "kysely";

/** Rules, their versions and slots, and the state of their alerts. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createRules(db);
  await createInstances(db);
}

async function createRules(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table rule (
      id text primary key,
      definition jsonb not null,
      version integer not null,
      enabled boolean not null,
      next_slot_at bigint,
      last_slot_at bigint,
      lease_owner text,
      lease_expires_at bigint,
      fencing_token bigint not null default 0,
      last_error text,
      data_status text not null default 'ok',
      failing_slots integer not null default 0,
      created_at bigint not null,
      updated_at bigint not null,
      deleted_at bigint
    )`.execute(db);
  await sql`
    create index rule_due on rule (next_slot_at)
    where enabled and deleted_at is null`.execute(db);
  await sql`
    create table rule_version (
      rule_id text not null references rule (id) on delete cascade,
      version integer not null,
      definition jsonb not null,
      created_at bigint not null,
      created_by text,
      primary key (rule_id, version)
    )`.execute(db);
  await sql`
    create table slot (
      rule_id text not null references rule (id) on delete cascade,
      slot_at bigint not null,
      status text not null check (status in ('evaluated', 'error')),
      data_upto bigint not null,
      fencing_token bigint not null,
      committed_at bigint not null,
      primary key (rule_id, slot_at)
    )`.execute(db);
  await sql`create index slot_age on slot (slot_at)`.execute(db);
}

async function createInstances(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table instance (
      id text primary key,
      rule_id text not null references rule (id) on delete cascade,
      fingerprint text not null,
      fingerprint_hash text not null,
      labels jsonb not null,
      annotations jsonb not null default '{}',
      state text not null check (state in ('inactive', 'pending', 'firing', 'recovering')),
      since_at bigint not null,
      first_true_at bigint,
      clear_since_at bigint,
      fired_at bigint,
      last_slot_at bigint not null,
      data_status text not null,
      missing_slots integer not null,
      value double precision,
      seq integer not null,
      evidence jsonb,
      revision integer not null default 1,
      unique (rule_id, fingerprint_hash)
    )`.execute(db);
  await sql`create index instance_active on instance (id) where state <> 'inactive'`.execute(db);
  await sql`
    create table transition (
      instance_id text not null references instance (id) on delete cascade,
      seq integer not null,
      rule_id text not null,
      rule_version integer not null,
      from_state text not null,
      to_state text not null,
      slot_at bigint not null,
      cause text not null,
      value double precision,
      evidence jsonb,
      primary key (instance_id, seq)
    )`.execute(db);
}
