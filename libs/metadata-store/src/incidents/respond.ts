import { canAcknowledge, canResolve } from "@headroom/alerting";
import type { Db, Tx } from "../database.ts";
import { toText } from "../encoding.ts";
import { conflict, notFound } from "../errors.ts";
import { restartRun, stopRun } from "../escalations/runs.ts";
import type { NoticePayload } from "../rules/slot-commit.ts";
import type { IncidentRow } from "../schema.ts";
import { endIncident } from "./lifecycle.ts";
import { toIncidentRecord, type IncidentRecord } from "./records.ts";
import { addEvents } from "./timeline.ts";

/** What a person does to an incident. */
export interface IncidentAction {
  readonly id: string;
  readonly actor: string;
  readonly note?: string | undefined;
  readonly nowMs: number;
}

async function lockIncident(tx: Tx, id: string): Promise<IncidentRow> {
  const row = await tx
    .selectFrom("incident")
    .selectAll()
    .where("id", "=", id)
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (row === undefined) throw notFound("incident", id);
  return row;
}

function noteOf(action: IncidentAction): Readonly<Record<string, unknown>> {
  return action.note === undefined || action.note === "" ? {} : { note: action.note };
}

/**
 * Acknowledges an open incident and stops its escalation. Of several at once one wins.
 * @throws MetadataStoreError not_found; conflict when it is not open any more
 */
export async function acknowledgeIncident(db: Db, action: IncidentAction): Promise<IncidentRecord> {
  return db.transaction().execute(async (tx) => {
    const incident = await lockIncident(tx, action.id);
    if (!canAcknowledge(incident.status)) {
      throw conflict(`Incident #${incident.number} is ${incident.status} already; nothing to do.`);
    }
    const row = await tx
      .updateTable("incident")
      .set({
        status: "acknowledged",
        acknowledged_at: action.nowMs,
        acknowledged_by: toText(action.actor),
      })
      .where("id", "=", incident.id)
      .returningAll()
      .executeTakeFirstOrThrow();
    await stopRun(tx, incident.id, "acknowledged");
    await addEvents(tx, incident.id, action.nowMs, [
      { type: "acknowledged", actor: action.actor, detail: noteOf(action) },
    ]);
    return toIncidentRecord(row);
  });
}

/** An incident that is open again. */
export interface Unacknowledged {
  readonly incident: IncidentRecord;
  /** The run that starts over at its first level, due now; null without a policy. */
  readonly escalationRunId: string | null;
}

/**
 * Takes an acknowledgement back; the escalation starts over at its first level.
 * @throws MetadataStoreError not_found; conflict when it is not acknowledged
 */
export async function unacknowledgeIncident(
  db: Db,
  action: IncidentAction,
): Promise<Unacknowledged> {
  return db.transaction().execute(async (tx) => {
    const incident = await lockIncident(tx, action.id);
    if (incident.status !== "acknowledged") {
      throw conflict(`Incident #${incident.number} is ${incident.status}, not acknowledged.`);
    }
    const row = await tx
      .updateTable("incident")
      .set({ status: "open", acknowledged_at: null, acknowledged_by: null })
      .where("id", "=", incident.id)
      .returningAll()
      .executeTakeFirstOrThrow();
    await addEvents(tx, incident.id, action.nowMs, [
      { type: "unacknowledged", actor: action.actor, detail: noteOf(action) },
    ]);
    const escalationRunId = await restartRun(tx, incident.id, action.nowMs);
    return { incident: toIncidentRecord(row), escalationRunId };
  });
}

/** A resolved incident and the notices that were queued. */
export interface ResolvedIncident {
  readonly incident: IncidentRecord;
  readonly intentIds: readonly string[];
}

/**
 * Resolves an incident by hand: stops its escalation and tells every channel that was told.
 * `payload` is the notice; the store sets its `dedupKey`.
 * @throws MetadataStoreError not_found; conflict when it is resolved already
 */
export async function resolveIncident(
  db: Db,
  action: IncidentAction & { readonly payload: NoticePayload },
): Promise<ResolvedIncident> {
  return db.transaction().execute(async (tx) => {
    const incident = await lockIncident(tx, action.id);
    if (!canResolve(incident.status)) {
      throw conflict(`Incident #${incident.number} is resolved already; nothing to do.`);
    }
    const intentIds = await endIncident(tx, {
      incidentId: incident.id,
      actor: action.actor,
      reason: action.note ?? "resolved by hand",
      notice: action.payload,
      step: "manual",
      nowMs: action.nowMs,
    });
    return { incident: toIncidentRecord(await lockIncident(tx, incident.id)), intentIds };
  });
}

/**
 * Adds a comment to the timeline.
 * @throws MetadataStoreError not_found
 */
export async function commentIncident(
  db: Db,
  comment: {
    readonly id: string;
    readonly actor: string;
    readonly text: string;
    readonly nowMs: number;
  },
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const incident = await lockIncident(tx, comment.id);
    await addEvents(tx, incident.id, comment.nowMs, [
      { type: "commented", actor: comment.actor, detail: { text: comment.text } },
    ]);
  });
}
