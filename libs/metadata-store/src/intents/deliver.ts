import type { DeliveryOutcome, Notification } from "@headroom/alerting";
import { sql, type QueryCreator, type SqlBool } from "kysely";
import { toChannelRecord, type ChannelRecord } from "../channels/manage.ts";
import type { ClaimRequest, DueRequest } from "../claims.ts";
import type { Db, Tx } from "../database.ts";
import { toText } from "../encoding.ts";
import { addEvents } from "../incidents/timeline.ts";
import type { Database, IntentRow } from "../schema.ts";

/** A notice to deliver now. */
export interface ClaimedIntent {
  readonly id: string;
  /** Number of this try, from 1; goes into `recordAttempt`. */
  readonly attempt: number;
  readonly incidentId: string | null;
  readonly notification: Notification;
  /** Null when the channel was removed: record the try as failed. */
  readonly channel: ChannelRecord | null;
}

// One notice at a time for each incident and channel, so that "resolved" never overtakes "firing".
const noEarlierUnfinished = sql<SqlBool>`not exists (select 1 from intent earlier
  where earlier.status = 'pending' and earlier.seq < intent.seq
  and earlier.incident_id = intent.incident_id and earlier.channel_id = intent.channel_id)`;

function selectDue(db: QueryCreator<Database>, nowMs: number, limit: number) {
  return db
    .selectFrom("intent")
    .select("intent.id")
    .where("status", "=", "pending")
    .where("next_attempt_at", "<=", nowMs)
    .where((eb) => eb.or([eb("lease_expires_at", "is", null), eb("lease_expires_at", "<=", nowMs)]))
    .where(noEarlierUnfinished)
    .orderBy("seq")
    .limit(limit);
}

/** Ids of notices that can be delivered now, oldest first. */
export async function listDueIntents(db: Db, request: DueRequest): Promise<string[]> {
  const rows = await selectDue(db, request.nowMs, request.limit).execute();
  return rows.map((row) => row.id);
}

/**
 * Takes due notices, oldest first, never one while an earlier notice of the same incident to
 * the same channel is unfinished. Starts a try of each; a try without outcome (its process died)
 * is taken again after its lease, with the same dedup key.
 */
export async function claimDueIntents(db: Db, request: ClaimRequest): Promise<ClaimedIntent[]> {
  const { nowMs, ids } = request;
  if (ids?.length === 0) return [];
  return db.transaction().execute(async (tx) => {
    const rows = await tx
      .with("due", (qb) => {
        const due = selectDue(qb, nowMs, request.limit).forUpdate("intent").skipLocked();
        return ids === undefined ? due : due.where("id", "in", ids);
      })
      .updateTable("intent")
      .from("due")
      .set({
        attempts: sql<number>`intent.attempts + 1`,
        lease_owner: request.owner,
        lease_expires_at: nowMs + request.leaseMs,
      })
      .whereRef("intent.id", "=", "due.id")
      .returningAll("intent")
      .execute();
    if (rows.length === 0) return [];
    await startAttempts(tx, rows, nowMs);
    const channels = await readChannels(tx, rows);
    return rows
      .toSorted((a, b) => a.seq - b.seq)
      .map((row) => ({
        id: row.id,
        attempt: row.attempts,
        incidentId: row.incident_id,
        notification: row.payload,
        channel: row.channel_id === null ? null : (channels.get(row.channel_id) ?? null),
      }));
  });
}

async function startAttempts(tx: Tx, rows: readonly IntentRow[], nowMs: number): Promise<void> {
  await tx
    .updateTable("attempt")
    .set({ outcome: "lost", detail: "The process ended before the outcome was known." })
    .where(
      "intent_id",
      "in",
      rows.map((row) => row.id),
    )
    .where("outcome", "is", null)
    .execute();
  await tx
    .insertInto("attempt")
    .values(rows.map((row) => ({ intent_id: row.id, n: row.attempts, started_at: nowMs })))
    .execute();
}

async function readChannels(
  tx: Tx,
  rows: readonly IntentRow[],
): Promise<Map<string, ChannelRecord>> {
  const ids = [...new Set(rows.flatMap((row) => row.channel_id ?? []))];
  if (ids.length === 0) return new Map();
  const channels = await tx.selectFrom("channel").selectAll().where("id", "in", ids).execute();
  return new Map(channels.map((channel) => [channel.id, toChannelRecord(channel)]));
}

/** How a try went. */
export interface AttemptResult {
  readonly intentId: string;
  /** The `attempt` of the claim; guards against a try that was given to another process. */
  readonly attempt: number;
  readonly finishedMs: number;
  readonly outcome: DeliveryOutcome;
  /** When to try again after `retryable`; null gives up. */
  readonly nextAttemptMs: number | null;
}

/** Whether the result was taken, and the notice that may go out next to the same channel. */
export interface AttemptRecorded {
  readonly recorded: boolean;
  readonly nextIntentId: string | null;
}

/**
 * Writes the outcome of a try and what follows from it: done, tried again later, or given up
 * (with a line in the incident's timeline). A result of a lost lease changes nothing.
 */
export async function recordAttempt(db: Db, result: AttemptResult): Promise<AttemptRecorded> {
  const { outcome, finishedMs } = result;
  const status = statusAfter(result);
  return db.transaction().execute(async (tx) => {
    const intent = await tx
      .updateTable("intent")
      .set({
        status,
        ...(status === "pending"
          ? { next_attempt_at: result.nextAttemptMs ?? finishedMs }
          : { finished_at: finishedMs }),
        lease_owner: null,
        lease_expires_at: null,
      })
      .where("id", "=", result.intentId)
      .where("attempts", "=", result.attempt)
      .where("status", "=", "pending")
      .returningAll()
      .executeTakeFirst();
    if (intent === undefined) return { recorded: false, nextIntentId: null };
    await tx
      .updateTable("attempt")
      .set({ finished_at: finishedMs, outcome: outcome.outcome, detail: toText(outcome.detail) })
      .where("intent_id", "=", intent.id)
      .where("n", "=", result.attempt)
      .execute();
    if (status === "pending") return { recorded: true, nextIntentId: null };
    await addOutcomeLine(tx, intent, outcome, finishedMs);
    return { recorded: true, nextIntentId: await findNext(tx, intent) };
  });
}

function statusAfter(result: AttemptResult): IntentRow["status"] {
  if (result.outcome.outcome !== "retryable") return result.outcome.outcome;
  return result.nextAttemptMs === null ? "failed" : "pending";
}

async function addOutcomeLine(
  tx: Tx,
  intent: IntentRow,
  outcome: DeliveryOutcome,
  nowMs: number,
): Promise<void> {
  if (intent.incident_id === null) return;
  await addEvents(tx, intent.incident_id, nowMs, [
    {
      type: outcome.outcome === "delivered" ? "notified" : "notification_failed",
      detail: {
        intentId: intent.id,
        channelId: intent.channel_id,
        channelName: intent.channel_name,
        kind: intent.kind,
        attempts: intent.attempts,
        reason: outcome.detail,
      },
    },
  ]);
}

async function findNext(tx: Tx, intent: IntentRow): Promise<string | null> {
  if (intent.incident_id === null || intent.channel_id === null) return null;
  const next = await tx
    .selectFrom("intent")
    .select("id")
    .where("incident_id", "=", intent.incident_id)
    .where("channel_id", "=", intent.channel_id)
    .where("status", "=", "pending")
    .orderBy("seq")
    .limit(1)
    .executeTakeFirst();
  return next?.id ?? null;
}
