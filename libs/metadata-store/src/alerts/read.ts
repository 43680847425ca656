import type { AlertState, Severity, TransitionCause } from "@headroom/alerting";
import { sql, type SqlBool } from "kysely";
import type { Db } from "../database.ts";
import { notFound } from "../errors.ts";
import { rowLimit, toPage, type Page, type PageRequest } from "../page.ts";
import { toInstanceRecord, type InstanceRecord } from "../rules/records.ts";

/** An alert instance with its rule and, while unresolved, its incident. */
export interface AlertRecord extends InstanceRecord {
  readonly ruleName: string;
  readonly severity: Severity;
  readonly incidentId: string | null;
}

/** Which alerts to list; given conditions must all hold. */
export interface AlertQuery extends PageRequest {
  /** Default: every state but inactive. */
  readonly state?: AlertState | undefined;
  readonly ruleId?: string | undefined;
  readonly severity?: Severity | undefined;
  /** Alerts that name this service in the label `service` or `service.name`. */
  readonly service?: string | undefined;
}

const incidentId = sql<string | null>`(select a.incident_id from incident_alert a
  join incident n on n.id = a.incident_id
  where a.instance_id = instance.id and a.resolved_at is null and n.status <> 'resolved'
  order by n.number desc limit 1)`;

function selectAlerts(db: Db) {
  return db
    .selectFrom("instance")
    .innerJoin("rule", "rule.id", "instance.rule_id")
    .selectAll("instance")
    .select([
      sql<string>`rule.definition->>'name'`.as("rule_name"),
      sql<Severity>`rule.definition->>'severity'`.as("severity"),
      incidentId.as("incident_id"),
    ]);
}

type AlertRow = Awaited<ReturnType<ReturnType<typeof selectAlerts>["execute"]>>[number];

function toAlertRecord(row: AlertRow): AlertRecord {
  return {
    ...toInstanceRecord(row),
    ruleName: row.rule_name,
    severity: row.severity,
    incidentId: row.incident_id,
  };
}

/** Lists alerts, newest instance first. */
export async function listAlerts(db: Db, query: AlertQuery = {}): Promise<Page<AlertRecord>> {
  let select = selectAlerts(db)
    .where("rule.deleted_at", "is", null)
    .orderBy("instance.id", "desc")
    .limit(rowLimit(query));
  if (query.cursor !== undefined) select = select.where("instance.id", "<", query.cursor);
  select =
    query.state === undefined
      ? select.where("instance.state", "<>", "inactive")
      : select.where("instance.state", "=", query.state);
  if (query.ruleId !== undefined) select = select.where("instance.rule_id", "=", query.ruleId);
  if (query.severity !== undefined) {
    select = select.where(sql<SqlBool>`rule.definition->>'severity' = ${query.severity}`);
  }
  if (query.service !== undefined) {
    const { service } = query;
    select = select.where(
      sql<SqlBool>`${service} in (instance.labels->>'service', instance.labels->>'service.name',
        rule.definition->'signal'->>'service')`,
    );
  }
  return toPage((await select.execute()).map(toAlertRecord), query);
}

/** Reads one alert, whatever its state. @throws MetadataStoreError not_found */
export async function getAlert(db: Db, id: string): Promise<AlertRecord> {
  const row = await selectAlerts(db).where("instance.id", "=", id).executeTakeFirst();
  if (row === undefined) throw notFound("alert", id);
  return toAlertRecord(row);
}

/** One change of an alert's state, with what its slot saw. */
export interface TransitionRecord {
  readonly seq: number;
  readonly ruleVersion: number;
  readonly from: AlertState;
  readonly to: AlertState;
  readonly slotMs: number;
  readonly cause: TransitionCause;
  readonly value: number | null;
  readonly evidence: unknown;
}

/** The state changes of an alert, newest first. `beforeSeq` reads on from an earlier answer. */
export async function listTransitions(
  db: Db,
  query: {
    readonly instanceId: string;
    readonly beforeSeq?: number | undefined;
    readonly limit?: number | undefined;
  },
): Promise<TransitionRecord[]> {
  let select = db
    .selectFrom("transition")
    .selectAll()
    .where("instance_id", "=", query.instanceId)
    .orderBy("seq", "desc")
    .limit(rowLimit(query) - 1);
  if (query.beforeSeq !== undefined) select = select.where("seq", "<", query.beforeSeq);
  return (await select.execute()).map((row) => ({
    seq: row.seq,
    ruleVersion: row.rule_version,
    from: row.from_state,
    to: row.to_state,
    slotMs: row.slot_at,
    cause: row.cause,
    value: row.value,
    evidence: row.evidence,
  }));
}

/** Services that one count returns at most. */
const MAX_SERVICES = 10_000;

/**
 * How many alerts fire for each service, by the name in the label `service` or `service.name`,
 * or else the service that the rule watches.
 */
export async function countFiringByService(db: Db): Promise<ReadonlyMap<string, number>> {
  const service = sql<string>`coalesce(instance.labels->>'service',
    instance.labels->>'service.name', rule.definition->'signal'->>'service')`;
  const rows = await db
    .selectFrom("instance")
    .innerJoin("rule", "rule.id", "instance.rule_id")
    .select([service.as("service"), sql<number>`count(*)::int`.as("firing")])
    .where("instance.state", "in", ["firing", "recovering"])
    .where("rule.deleted_at", "is", null)
    .where(sql<SqlBool>`${service} is not null`)
    .groupBy(service)
    .limit(MAX_SERVICES)
    .execute();
  return new Map(rows.map((row) => [row.service, row.firing]));
}
