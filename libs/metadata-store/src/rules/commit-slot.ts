import type { Db, Tx } from "../database.ts";
import { toText } from "../encoding.ts";
import { startRun } from "../escalations/runs.ts";
import {
  addAlerts,
  endAlerts,
  endIncident,
  insertIncident,
  lockOpenIncident,
  type AlertChange,
} from "../incidents/lifecycle.ts";
import { enqueueIntents } from "../intents/enqueue.ts";
import type { RuleRow } from "../schema.ts";
import { writeBaselines } from "./baselines.ts";
import type { IncidentCommit, SlotCommit, SlotCommitResult, SlotRefusal } from "./slot-commit.ts";
import { writeInstances, writeTransitions } from "./write-instances.ts";

/**
 * Commits one slot of a rule in one transaction: states, transitions, the slot, the incident with
 * its timeline and escalation, and the outgoing notices (alerting.md 4.3.3). Either all of it
 * happens, once, or nothing does and the result says why.
 */
export async function commitSlot(db: Db, input: SlotCommit): Promise<SlotCommitResult> {
  return db.transaction().execute(async (tx): Promise<SlotCommitResult> => {
    const rule = await tx
      .selectFrom("rule")
      .selectAll()
      .where("id", "=", input.ruleId)
      .forNoKeyUpdate()
      .executeTakeFirst();
    const reason = (await refuse(tx, rule, input)) ?? (await refuseIncident(tx, input.incident));
    if (rule === undefined || reason !== undefined) {
      return { committed: false, reason: reason ?? "rule_gone" };
    }
    await writeSlot(tx, input, rule);
    const ids = await writeInstances(tx, rule.id, input.instances);
    await writeTransitions(tx, rule, input.instances, ids);
    if (input.baselines !== undefined) await writeBaselines(tx, rule, input.baselines);
    return { committed: true, ...(await applyIncident(tx, input, rule, ids)) };
  });
}

async function refuse(
  tx: Tx,
  rule: RuleRow | undefined,
  input: SlotCommit,
): Promise<SlotRefusal | undefined> {
  if (rule === undefined || rule.deleted_at !== null || !rule.enabled) return "rule_gone";
  if (rule.fencing_token !== input.fencingToken) return "stale_token";
  if (rule.version !== input.ruleVersion) return "version_changed";
  if (rule.last_slot_at !== null && input.slotMs <= rule.last_slot_at) return "slot_exists";
  const slot = await tx
    .selectFrom("slot")
    .select("slot_at")
    .where("rule_id", "=", rule.id)
    .where("slot_at", "=", input.slotMs)
    .executeTakeFirst();
  return slot === undefined ? undefined : "slot_exists";
}

/** People act on incidents without a claim, so the decision may rest on an old one. */
async function refuseIncident(
  tx: Tx,
  incident: IncidentCommit | undefined,
): Promise<SlotRefusal | undefined> {
  if (incident === undefined || incident.decision === "none") return undefined;
  const open = await lockOpenIncident(tx, incident.groupKey);
  const expected = incident.decision === "open" ? undefined : incident.incidentId;
  return open?.id === expected ? undefined : "incident_changed";
}

async function writeSlot(tx: Tx, input: SlotCommit, rule: RuleRow): Promise<void> {
  await tx
    .insertInto("slot")
    .values({
      rule_id: rule.id,
      slot_at: input.slotMs,
      status: input.status,
      data_upto: input.dataUptoMs,
      fencing_token: input.fencingToken,
      committed_at: input.nowMs,
    })
    .execute();
  const isDone = input.nextSlotMs > input.nowMs;
  await tx
    .updateTable("rule")
    .set({
      last_slot_at: input.slotMs,
      next_slot_at: input.nextSlotMs,
      last_error: input.status === "error" ? toText(input.error ?? "unknown error") : null,
      failing_slots: input.status === "error" ? rule.failing_slots + 1 : 0,
      data_status: input.dataStatus,
      learning:
        input.learning === undefined || input.learning === null ? null : toText(input.learning),
      ...(isDone ? { lease_owner: null, lease_expires_at: null } : {}),
    })
    .where("id", "=", rule.id)
    .execute();
}

interface Queued {
  readonly intentIds: readonly string[];
  readonly escalationRunId: string | null;
}

async function applyIncident(
  tx: Tx,
  input: SlotCommit,
  rule: RuleRow,
  ids: ReadonlyMap<string, string>,
): Promise<Queued> {
  const { incident, slotMs, nowMs } = input;
  if (incident === undefined || incident.decision === "none") {
    const intentIds = await enqueueIntents(tx, null, input.intents, nowMs);
    return { intentIds, escalationRunId: null };
  }
  const { incidentId } = incident;
  const at = { slotMs, nowMs };
  let escalationRunId: string | null = null;
  if (incident.decision === "open") {
    await insertIncident(tx, rule.id, incident, nowMs);
    await addAlerts(tx, incidentId, rule.definition, await readFiring(tx, rule.id), at);
    const policyId = input.escalation?.start.policyId;
    if (policyId !== undefined) escalationRunId = await startRun(tx, incidentId, policyId, nowMs);
  } else {
    await addAlerts(tx, incidentId, rule.definition, changesOf(input, ids, "fired"), at);
    await endAlerts(tx, incidentId, changesOf(input, ids, "resolved"), at);
  }
  const intentIds = await enqueueIntents(tx, incidentId, input.intents, nowMs);
  if (incident.decision !== "resolve") return { intentIds, escalationRunId };
  const told = await endIncident(tx, {
    incidentId,
    actor: null,
    reason: "no alert fires any more",
    notice: incident.resolvedNotice,
    step: String(slotMs),
    nowMs,
  });
  return { intentIds: [...intentIds, ...told], escalationRunId };
}

function changesOf(
  input: SlotCommit,
  ids: ReadonlyMap<string, string>,
  event: "fired" | "resolved",
): AlertChange[] {
  return input.instances.flatMap((instance) => {
    const instanceId = ids.get(instance.fingerprint);
    if (instance.event !== event || instanceId === undefined) return [];
    const { labels, annotations = {}, state, evidence } = instance;
    const { value, firedMs } = state;
    return [{ instanceId, labels, annotations, value, firedMs, evidence }];
  });
}

/** All firing alerts: some may fire since before a person resolved the last incident. */
async function readFiring(tx: Tx, ruleId: string): Promise<AlertChange[]> {
  const rows = await tx
    .selectFrom("instance")
    .select(["id", "labels", "annotations", "value", "fired_at", "evidence"])
    .where("rule_id", "=", ruleId)
    .where("state", "in", ["firing", "recovering"])
    .execute();
  return rows.map(({ id, fired_at: firedMs, ...alert }) => ({
    instanceId: id,
    firedMs,
    ...alert,
  }));
}
