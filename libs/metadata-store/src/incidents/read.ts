import type {
  EscalationPolicy,
  EscalationRun,
  IncidentStatus,
  Labels,
  NotificationKind,
  RuleDefinition,
  Severity,
} from "@headroom/alerting";
import { sql, type SqlBool } from "kysely";
import type { Db } from "../database.ts";
import { notFound } from "../errors.ts";
import { readNotifications } from "../intents/read.ts";
import { rowLimit, toPage, type Page, type PageRequest } from "../page.ts";
import type { AttemptRow, IncidentRow } from "../schema.ts";
import {
  toEventRecord,
  toIncidentRecord,
  type IncidentEventRecord,
  type IncidentRecord,
} from "./records.ts";

/** Rows of one incident that are read at most, newest events first where there are more. */
const MAX_DETAIL_ROWS = 500;

/** An incident with its counts. */
export interface IncidentSummary extends IncidentRecord {
  readonly alertCount: number;
  readonly firingCount: number;
}

/** An alert as part of an incident. Times are slot times in Unix ms. */
export interface IncidentAlertRecord {
  readonly instanceId: string;
  readonly firedMs: number;
  readonly resolvedMs: number | null;
  readonly labels: Labels;
  readonly annotations: Labels;
  readonly value: number | null;
  /** What the slot saw that fired it. */
  readonly evidence: unknown;
}

/** A notice of an incident with its tries. */
export interface NotificationRecord {
  readonly id: string;
  readonly kind: NotificationKind;
  /** Null when the channel was removed since. */
  readonly channelId: string | null;
  readonly channelName: string;
  readonly status: "pending" | "delivered" | "failed";
  readonly nextAttemptMs: number | null;
  readonly createdMs: number;
  readonly attempts: readonly {
    readonly number: number;
    readonly startedMs: number;
    readonly finishedMs: number | null;
    /** lost: the process ended before the outcome was known. Null: under way. */
    readonly outcome: AttemptRow["outcome"];
    readonly detail: string;
  }[];
}

/** Everything about one incident. Each list holds at most 500 entries. */
export interface IncidentDetail extends IncidentSummary {
  readonly rule: RuleDefinition;
  readonly alerts: readonly IncidentAlertRecord[];
  readonly timeline: readonly IncidentEventRecord[];
  readonly notifications: readonly NotificationRecord[];
  readonly escalation: EscalationRecord | null;
}

/** The escalation of an incident. */
export interface EscalationRecord {
  readonly id: string;
  readonly policyName: string;
  /** The policy as it was when the incident opened. */
  readonly policy: EscalationPolicy;
  readonly run: EscalationRun;
}

const alertCount = sql<number>`(select count(*)::int from incident_alert a
  where a.incident_id = incident.id)`;
const firingCount = sql<number>`(select count(*)::int from incident_alert a
  where a.incident_id = incident.id and a.resolved_at is null)`;

function selectSummaries(db: Db) {
  return db
    .selectFrom("incident")
    .selectAll()
    .select([alertCount.as("alert_count"), firingCount.as("firing_count")]);
}

function toSummary(
  row: IncidentRow & { alert_count: number; firing_count: number },
): IncidentSummary {
  return { ...toIncidentRecord(row), alertCount: row.alert_count, firingCount: row.firing_count };
}

/** Which incidents to list; given conditions must all hold. */
export interface IncidentQuery extends PageRequest {
  readonly status?: IncidentStatus | "unresolved" | undefined;
  readonly ruleId?: string | undefined;
  readonly severity?: Severity | undefined;
  /** Incidents whose alerts name this service in the label `service` or `service.name`. */
  readonly service?: string | undefined;
}

/** Lists incidents, newest first. */
export async function listIncidents(
  db: Db,
  query: IncidentQuery = {},
): Promise<Page<IncidentSummary>> {
  let select = selectSummaries(db).orderBy("id", "desc").limit(rowLimit(query));
  if (query.cursor !== undefined) select = select.where("id", "<", query.cursor);
  if (query.status === "unresolved") select = select.where("status", "<>", "resolved");
  else if (query.status !== undefined) select = select.where("status", "=", query.status);
  if (query.ruleId !== undefined) select = select.where("rule_id", "=", query.ruleId);
  if (query.severity !== undefined) select = select.where("severity", "=", query.severity);
  if (query.service !== undefined) {
    select = select.where(sql<SqlBool>`exists (select 1 from incident_alert a
      where a.incident_id = incident.id
      and ${query.service} in (a.labels->>'service', a.labels->>'service.name'))`);
  }
  return toPage((await select.execute()).map(toSummary), query);
}

/**
 * Reads an incident with its alerts, timeline (oldest first), notices and escalation.
 * @throws MetadataStoreError not_found
 */
export async function getIncident(db: Db, id: string): Promise<IncidentDetail> {
  const row = await selectSummaries(db).where("id", "=", id).executeTakeFirst();
  if (row === undefined) throw notFound("incident", id);
  const rule = await db
    .selectFrom("rule")
    .select("definition")
    .where("id", "=", row.rule_id)
    .executeTakeFirstOrThrow();
  const events = await db
    .selectFrom("incident_event")
    .selectAll()
    .where("incident_id", "=", id)
    .orderBy("id", "desc")
    .limit(MAX_DETAIL_ROWS)
    .execute();
  return {
    ...toSummary(row),
    rule: rule.definition,
    alerts: await readIncidentAlerts(db, id),
    timeline: events.toReversed().map(toEventRecord),
    notifications: await readNotifications(db, id, MAX_DETAIL_ROWS),
    escalation: await readRun(db, id),
  };
}

/** The alerts of an incident, firing ones first; at most 500. */
export async function readIncidentAlerts(db: Db, id: string): Promise<IncidentAlertRecord[]> {
  const rows = await db
    .selectFrom("incident_alert")
    .selectAll()
    .where("incident_id", "=", id)
    .orderBy("resolved_at", (order) => order.desc().nullsFirst())
    .orderBy("fired_at")
    .orderBy("instance_id")
    .limit(MAX_DETAIL_ROWS)
    .execute();
  return rows.map((row) => ({
    instanceId: row.instance_id,
    firedMs: row.fired_at,
    resolvedMs: row.resolved_at,
    labels: row.labels,
    annotations: row.annotations,
    value: row.value,
    evidence: row.evidence,
  }));
}

async function readRun(db: Db, incidentId: string): Promise<EscalationRecord | null> {
  const run = await db
    .selectFrom("escalation_run")
    .selectAll()
    .where("incident_id", "=", incidentId)
    .executeTakeFirst();
  if (run === undefined) return null;
  return {
    id: run.id,
    policyName: run.policy_name,
    policy: run.policy,
    run: {
      status: run.status,
      level: run.level,
      round: run.round,
      nextDueMs: run.next_due_at,
    },
  };
}
