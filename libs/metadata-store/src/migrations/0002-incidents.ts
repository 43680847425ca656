import { sql, type Kysely } from "kysely";

/** Incidents with their alerts and timeline, channels, escalation, the outbox and its attempts. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createIncidents(db);
  await createEscalation(db);
  await createOutbox(db);
}

async function createIncidents(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table incident (
      id text primary key,
      number bigint generated always as identity unique,
      group_key text not null,
      group_key_hash text not null,
      rule_id text not null references rule (id),
      title text not null,
      severity text not null,
      labels jsonb not null,
      status text not null check (status in ('open', 'acknowledged', 'resolved')),
      opened_at bigint not null,
      acknowledged_at bigint,
      acknowledged_by text,
      resolved_at bigint,
      resolved_by text
    )`.execute(db);
  await sql`
    create unique index incident_unresolved on incident (group_key_hash)
    where status <> 'resolved'`.execute(db);
  await sql`create index incident_rule on incident (rule_id, number)`.execute(db);
  await sql`
    create table incident_alert (
      incident_id text not null references incident (id) on delete cascade,
      instance_id text not null,
      fired_at bigint not null,
      resolved_at bigint,
      labels jsonb not null,
      annotations jsonb not null,
      value double precision,
      evidence jsonb,
      primary key (incident_id, instance_id)
    )`.execute(db);
  await sql`create index incident_alert_instance on incident_alert (instance_id)`.execute(db);
  await sql`
    create table incident_event (
      id bigint generated always as identity primary key,
      incident_id text not null references incident (id) on delete cascade,
      type text not null,
      at bigint not null,
      actor text,
      detail jsonb not null
    )`.execute(db);
  await sql`create index incident_event_incident on incident_event (incident_id, id)`.execute(db);
}

async function createEscalation(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table channel (
      id text primary key,
      name text not null unique,
      type text not null,
      config jsonb not null,
      created_at bigint not null,
      updated_at bigint not null
    )`.execute(db);
  await sql`
    create table escalation_policy (
      id text primary key,
      name text not null unique,
      levels jsonb not null,
      repeat integer not null,
      created_at bigint not null,
      updated_at bigint not null
    )`.execute(db);
  await sql`
    create table escalation_run (
      id text primary key,
      incident_id text not null unique references incident (id) on delete cascade,
      policy_id text not null,
      policy_name text not null,
      policy jsonb not null,
      status text not null check (status in ('active', 'acknowledged', 'resolved', 'exhausted')),
      level integer not null,
      round integer not null,
      next_due_at bigint,
      restarts integer not null default 0,
      lease_owner text,
      lease_expires_at bigint
    )`.execute(db);
  await sql`
    create index escalation_run_due on escalation_run (next_due_at)
    where status = 'active'`.execute(db);
}

async function createOutbox(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table intent (
      id text primary key,
      seq bigint generated always as identity unique,
      dedup_key text not null unique,
      channel_id text references channel (id) on delete set null,
      channel_name text not null,
      incident_id text references incident (id) on delete cascade,
      kind text not null,
      payload jsonb not null,
      status text not null default 'pending'
        check (status in ('pending', 'delivered', 'failed')),
      attempts integer not null default 0,
      next_attempt_at bigint not null,
      lease_owner text,
      lease_expires_at bigint,
      created_at bigint not null,
      finished_at bigint
    )`.execute(db);
  await sql`
    create index intent_due on intent (next_attempt_at) where status = 'pending'`.execute(db);
  await sql`
    create index intent_order on intent (incident_id, channel_id, seq)
    where status = 'pending'`.execute(db);
  await sql`create index intent_incident on intent (incident_id, seq)`.execute(db);
  await sql`create index intent_channel on intent (channel_id)`.execute(db);
  await sql`
    create table attempt (
      intent_id text not null references intent (id) on delete cascade,
      n integer not null,
      started_at bigint not null,
      finished_at bigint,
      outcome text check (outcome in ('delivered', 'retryable', 'failed', 'lost')),
      detail text,
      primary key (intent_id, n)
    )`.execute(db);
}
