import { endInstance } from "@headroom/alerting";
import { sql } from "kysely";
import type { Tx } from "../database.ts";
import { toJson } from "../encoding.ts";
import { endIncident } from "../incidents/lifecycle.ts";
import { toIncidentRecord, type IncidentRecord } from "../incidents/records.ts";
import type { RuleRow } from "../schema.ts";
import { toInstanceRecord, toStateColumns, type InstanceRecord } from "./records.ts";
import type { NoticePayload } from "./slot-commit.ts";

/**
 * Writes the notice that an incident is over because its rule changed. `ended` are the alerts
 * that were active until now, in their last state. Must be pure: it runs inside a transaction.
 */
export type ComposeResolved = (
  incident: IncidentRecord,
  ended: readonly InstanceRecord[],
) => NoticePayload;

/** Why and when the instances of a rule end. */
export interface RuleEnd {
  readonly cause: "rule_deleted" | "rule_disabled" | "rule_changed";
  readonly actor: string | null;
  readonly nowMs: number;
  readonly composeResolved: ComposeResolved;
}

const reasons: Readonly<Record<RuleEnd["cause"], string>> = {
  rule_deleted: "the rule was deleted",
  rule_disabled: "the rule was disabled",
  rule_changed: "the rule groups by other labels now",
};

/**
 * Ends all active instances of a locked rule from outside the data, and its incident with one
 * notice to every channel that was told. Returns ids of the queued intents.
 */
export async function endRuleInstances(tx: Tx, rule: RuleRow, end: RuleEnd): Promise<string[]> {
  const rows = await tx
    .selectFrom("instance")
    .selectAll()
    .where("rule_id", "=", rule.id)
    .where("state", "<>", "inactive")
    .execute();
  const ended = rows.map(toInstanceRecord);
  for (const instance of ended) await endOne(tx, rule, instance, end);
  const incidents = await tx
    .selectFrom("incident")
    .selectAll()
    .where("rule_id", "=", rule.id)
    .where("status", "<>", "resolved")
    .forNoKeyUpdate()
    .execute();
  const intentIds: string[] = [];
  for (const incident of incidents) {
    const told = await endIncident(tx, {
      incidentId: incident.id,
      actor: end.actor,
      reason: reasons[end.cause],
      notice: end.composeResolved(toIncidentRecord(incident), ended),
      step: end.cause,
      nowMs: end.nowMs,
    });
    intentIds.push(...told);
  }
  return intentIds;
}

async function endOne(tx: Tx, rule: RuleRow, instance: InstanceRecord, end: RuleEnd) {
  const step = endInstance(instance.state, end.nowMs, end.cause);
  await tx
    .updateTable("instance")
    .set({ ...toStateColumns(step.next), revision: sql<number>`revision + 1` })
    .where("id", "=", instance.id)
    .execute();
  for (const transition of step.transitions) {
    await tx
      .insertInto("transition")
      .values({
        instance_id: instance.id,
        seq: transition.seq,
        rule_id: rule.id,
        rule_version: rule.version,
        from_state: transition.from,
        to_state: transition.to,
        slot_at: transition.slotMs,
        cause: transition.cause,
        value: instance.state.value,
        evidence: toJson(null),
      })
      .execute();
  }
}
