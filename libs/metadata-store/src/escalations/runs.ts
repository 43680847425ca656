import { startEscalation, type EscalationPolicy } from "@headroom/alerting";
import { sql } from "kysely";
import type { Tx } from "../database.ts";
import { createId, toJson } from "../encoding.ts";
import { addEvents } from "../incidents/timeline.ts";

/**
 * Starts the escalation of an incident with a copy of the policy, so that later edits of the
 * policy do not change it. Due at once: the advance job tells the first level.
 * @returns the run's id, or null when the policy is gone (which the timeline then says)
 */
export async function startRun(
  tx: Tx,
  incidentId: string,
  policyId: string,
  nowMs: number,
): Promise<string | null> {
  const policy = await tx
    .selectFrom("escalation_policy")
    .select(["name", "levels", "repeat"])
    .where("id", "=", policyId)
    .executeTakeFirst();
  if (policy === undefined) {
    const reason = "This escalation policy no longer exists. Choose another one in the rule.";
    await addEvents(tx, incidentId, nowMs, [
      { type: "notification_failed", detail: { policyId, reason } },
    ]);
    return null;
  }
  const snapshot: EscalationPolicy = { levels: policy.levels, repeat: policy.repeat };
  const run = startEscalation(nowMs);
  const id = createId();
  await tx
    .insertInto("escalation_run")
    .values({
      id,
      incident_id: incidentId,
      policy_id: policyId,
      policy_name: policy.name,
      policy: toJson(snapshot),
      status: run.status,
      level: run.level,
      round: run.round,
      next_due_at: run.nextDueMs,
    })
    .execute();
  return id;
}

/** Stops the run of an incident: an active one, and on resolve an acknowledged one too. */
export async function stopRun(
  tx: Tx,
  incidentId: string,
  status: "acknowledged" | "resolved",
): Promise<void> {
  const from =
    status === "resolved" ? (["active", "acknowledged"] as const) : (["active"] as const);
  await tx
    .updateTable("escalation_run")
    .set({ status, next_due_at: null, lease_owner: null, lease_expires_at: null })
    .where("incident_id", "=", incidentId)
    .where("status", "in", from)
    .execute();
}

/** Starts a run over after an acknowledgement was taken back. Returns its id, if there is one. */
export async function restartRun(
  tx: Tx,
  incidentId: string,
  nowMs: number,
): Promise<string | null> {
  const run = startEscalation(nowMs);
  const row = await tx
    .updateTable("escalation_run")
    .set({
      status: run.status,
      level: run.level,
      round: run.round,
      next_due_at: run.nextDueMs,
      restarts: sql<number>`restarts + 1`,
      lease_owner: null,
      lease_expires_at: null,
    })
    .where("incident_id", "=", incidentId)
    .where("status", "<>", "resolved")
    .returning("id")
    .executeTakeFirst();
  return row?.id ?? null;
}
