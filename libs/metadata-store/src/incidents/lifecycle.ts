import { alertLabels, type Labels, type RuleDefinition } from "@headroom/alerting";
import type { Tx } from "../database.ts";
import { hashText, toJson, toText } from "../encoding.ts";
import { stopRun } from "../escalations/runs.ts";
import { enqueueResolved } from "../intents/enqueue.ts";
import { inChunks } from "../page.ts";
import type { IncidentCommit, NoticePayload } from "../rules/slot-commit.ts";
import type { IncidentRow } from "../schema.ts";
import { addEvents } from "./timeline.ts";

/** Labels shown in one timeline line; the rest is counted. */
const LISTED_ALERTS = 20;

/** An alert that began or ended. `labels` are the group's. */
export interface AlertChange {
  readonly instanceId: string;
  readonly labels: Labels;
  readonly annotations: Labels;
  readonly value: number | null;
  readonly firedMs: number | null;
  readonly evidence: unknown;
}

/** Locks and returns the unresolved incident of a group, if there is one. */
export async function lockOpenIncident(tx: Tx, groupKey: string): Promise<IncidentRow | undefined> {
  return tx
    .selectFrom("incident")
    .selectAll()
    .where("group_key_hash", "=", hashText(groupKey))
    .where("status", "<>", "resolved")
    .forNoKeyUpdate()
    .executeTakeFirst();
}

/** Inserts the incident and its first line. */
export async function insertIncident(
  tx: Tx,
  ruleId: string,
  facts: IncidentCommit,
  nowMs: number,
): Promise<void> {
  await tx
    .insertInto("incident")
    .values({
      id: facts.incidentId,
      group_key: toText(facts.groupKey),
      group_key_hash: hashText(facts.groupKey),
      rule_id: ruleId,
      title: toText(facts.title),
      severity: facts.severity,
      labels: toJson(facts.labels),
      status: "open",
      opened_at: nowMs,
    })
    .execute();
  await addEvents(tx, facts.incidentId, nowMs, [
    { type: "opened", detail: { title: facts.title } },
  ]);
}

/** Adds alerts to an incident; one that was part of it before counts as firing again. */
export async function addAlerts(
  tx: Tx,
  incidentId: string,
  rule: RuleDefinition,
  fired: readonly AlertChange[],
  at: { slotMs: number; nowMs: number },
): Promise<void> {
  for (const chunk of inChunks(fired)) {
    await tx
      .insertInto("incident_alert")
      .values(
        chunk.map((alert) => ({
          incident_id: incidentId,
          instance_id: alert.instanceId,
          fired_at: alert.firedMs ?? at.slotMs,
          resolved_at: null,
          labels: toJson(alertLabels(rule, alert.labels)),
          annotations: toJson(alert.annotations),
          value: alert.value,
          evidence: toJson(alert.evidence ?? null),
        })),
      )
      .onConflict((oc) =>
        oc.columns(["incident_id", "instance_id"]).doUpdateSet((eb) => ({
          fired_at: eb.ref("excluded.fired_at"),
          resolved_at: null,
          labels: eb.ref("excluded.labels"),
          annotations: eb.ref("excluded.annotations"),
          value: eb.ref("excluded.value"),
          evidence: eb.ref("excluded.evidence"),
        })),
      )
      .execute();
  }
  await addAlertLine(tx, incidentId, "alert_fired", fired, at.nowMs);
}

/** Marks alerts of an incident as over. */
export async function endAlerts(
  tx: Tx,
  incidentId: string,
  ended: readonly AlertChange[],
  at: { slotMs: number; nowMs: number },
): Promise<void> {
  for (const chunk of inChunks(ended)) {
    await tx
      .updateTable("incident_alert")
      .set({ resolved_at: at.slotMs })
      .where("incident_id", "=", incidentId)
      .where("resolved_at", "is", null)
      .where(
        "instance_id",
        "in",
        chunk.map((alert) => alert.instanceId),
      )
      .execute();
  }
  await addAlertLine(tx, incidentId, "alert_resolved", ended, at.nowMs);
}

async function addAlertLine(
  tx: Tx,
  incidentId: string,
  type: "alert_fired" | "alert_resolved",
  alerts: readonly AlertChange[],
  nowMs: number,
): Promise<void> {
  if (alerts.length === 0) return;
  const listed = alerts
    .slice(0, LISTED_ALERTS)
    .map(({ instanceId, labels, value }) => ({ instanceId, labels, value }));
  await addEvents(tx, incidentId, nowMs, [
    { type, detail: { count: alerts.length, alerts: listed } },
  ]);
}

/** How an incident ends: by its data or rule (`actor` null) or by a person. */
export interface IncidentEnd {
  readonly incidentId: string;
  readonly actor: string | null;
  readonly reason: string;
  /** Told to every channel that was told of the incident. */
  readonly notice: NoticePayload;
  readonly step: string;
  readonly nowMs: number;
}

/**
 * Resolves a locked incident: stops its escalation, ends its alerts and queues the notices.
 * @returns ids of the queued intents
 */
export async function endIncident(tx: Tx, end: IncidentEnd): Promise<string[]> {
  await tx
    .updateTable("incident")
    .set({
      status: "resolved",
      resolved_at: end.nowMs,
      resolved_by: end.actor === null ? null : toText(end.actor),
    })
    .where("id", "=", end.incidentId)
    .execute();
  await tx
    .updateTable("incident_alert")
    .set({ resolved_at: end.nowMs })
    .where("incident_id", "=", end.incidentId)
    .where("resolved_at", "is", null)
    .execute();
  await stopRun(tx, end.incidentId, "resolved");
  await addEvents(tx, end.incidentId, end.nowMs, [
    { type: "resolved", actor: end.actor, detail: { reason: end.reason } },
  ]);
  return enqueueResolved(tx, end.incidentId, end.notice, end.step, end.nowMs);
}
