import type { EscalationPolicy, EscalationRun, EscalationStep } from "@headroom/alerting";
import type { QueryCreator } from "kysely";
import type { ClaimRequest, DueRequest } from "../claims.ts";
import type { Db } from "../database.ts";
import { readIncidentAlerts, type IncidentAlertRecord } from "../incidents/read.ts";
import { toIncidentRecord, type IncidentRecord } from "../incidents/records.ts";
import { addEvents, type NewIncidentEvent } from "../incidents/timeline.ts";
import { enqueueIntents } from "../intents/enqueue.ts";
import type { NewIntent } from "../rules/slot-commit.ts";
import type { Database } from "../schema.ts";

const DEFAULT_LEASE_MS = 30_000;

/** An escalation whose time has come. */
export interface ClaimedRun {
  readonly id: string;
  readonly run: EscalationRun;
  /** The policy as it was when the incident opened. */
  readonly policy: EscalationPolicy;
  readonly policyName: string;
  readonly incident: IncidentRecord;
  /** Firing ones first; at most 500. */
  readonly alerts: readonly IncidentAlertRecord[];
}

function selectDue(db: QueryCreator<Database>, nowMs: number, limit: number) {
  return db
    .selectFrom("escalation_run")
    .select("id")
    .where("status", "=", "active")
    .where("next_due_at", "<=", nowMs)
    .where((eb) => eb.or([eb("lease_expires_at", "is", null), eb("lease_expires_at", "<=", nowMs)]))
    .orderBy("next_due_at")
    .limit(limit);
}

/** Ids of due runs that nobody holds, longest due first. */
export async function listDueRuns(db: Db, request: DueRequest): Promise<string[]> {
  const rows = await selectDue(db, request.nowMs, request.limit).execute();
  return rows.map((row) => row.id);
}

/** Takes due runs; `leaseMs` defaults to 30 s. The lease saves work; `from` keeps order. */
export async function claimDueRuns(
  db: Db,
  request: Omit<ClaimRequest, "leaseMs"> & { readonly leaseMs?: number | undefined },
): Promise<ClaimedRun[]> {
  const { nowMs, ids } = request;
  if (ids?.length === 0) return [];
  const runs = await db
    .with("due", (qb) => {
      const due = selectDue(qb, nowMs, request.limit).forUpdate().skipLocked();
      return ids === undefined ? due : due.where("id", "in", ids);
    })
    .updateTable("escalation_run")
    .from("due")
    .set({
      lease_owner: request.owner,
      lease_expires_at: nowMs + (request.leaseMs ?? DEFAULT_LEASE_MS),
    })
    .whereRef("escalation_run.id", "=", "due.id")
    .returningAll("escalation_run")
    .execute();
  const claimed: ClaimedRun[] = [];
  for (const row of runs) {
    const incident = await db
      .selectFrom("incident")
      .selectAll()
      .where("id", "=", row.incident_id)
      .executeTakeFirstOrThrow();
    const { status, level, round } = row;
    claimed.push({
      id: row.id,
      run: { status, level, round, nextDueMs: row.next_due_at },
      policy: row.policy,
      policyName: row.policy_name,
      incident: toIncidentRecord(incident),
      alerts: await readIncidentAlerts(db, incident.id),
    });
  }
  return claimed;
}

/** One step of a run, decided by `advanceEscalation`. */
export interface EscalationAdvance {
  readonly runId: string;
  /** Where the run stood when the step was decided. */
  readonly from: { readonly level: number; readonly round: number };
  readonly step: EscalationStep;
  readonly intents: readonly NewIntent[];
  readonly events: readonly NewIncidentEvent[];
  readonly nowMs: number;
}

/** False: the run moved on, was acknowledged or resolved meanwhile; nothing was sent. */
export type AdvanceResult =
  | { readonly committed: true; readonly intentIds: readonly string[] }
  | { readonly committed: false };

/**
 * Commits a step with its notices and timeline lines, unless the run is no longer active at
 * `from` (alerting.md I16, I17). After an acknowledgement was taken back the keys of the notices
 * carry the number of restarts, because levels repeat.
 */
export async function commitAdvance(db: Db, input: EscalationAdvance): Promise<AdvanceResult> {
  return db.transaction().execute(async (tx): Promise<AdvanceResult> => {
    const found = await tx
      .selectFrom("escalation_run")
      .select("incident_id")
      .where("id", "=", input.runId)
      .executeTakeFirst();
    if (found === undefined) return { committed: false };
    // The incident is locked before its run everywhere, so that nothing deadlocks.
    await tx
      .selectFrom("incident")
      .select("id")
      .where("id", "=", found.incident_id)
      .forNoKeyUpdate()
      .execute();
    const { run } = input.step;
    const moved = await tx
      .updateTable("escalation_run")
      .set({
        status: run.status,
        level: run.level,
        round: run.round,
        next_due_at: run.nextDueMs,
        lease_owner: null,
        lease_expires_at: null,
      })
      .where("id", "=", input.runId)
      .where("status", "=", "active")
      .where("level", "=", input.from.level)
      .where("round", "=", input.from.round)
      .where("next_due_at", "<=", input.nowMs)
      .returning(["incident_id", "restarts"])
      .executeTakeFirst();
    if (moved === undefined) return { committed: false };
    await addEvents(tx, moved.incident_id, input.nowMs, input.events);
    const intents = moved.restarts === 0 ? input.intents : renumber(input.intents, moved.restarts);
    return {
      committed: true,
      intentIds: await enqueueIntents(tx, moved.incident_id, intents, input.nowMs),
    };
  });
}

function renumber(intents: readonly NewIntent[], restarts: number): NewIntent[] {
  return intents.map((intent) => ({
    ...intent,
    dedupKey: `${intent.dedupKey}:restart-${restarts}`,
  }));
}
