import type { Db } from "../database.ts";
import type { NotificationRecord } from "../incidents/read.ts";

/** The notices of an incident with their tries, oldest first. */
export async function readNotifications(
  db: Db,
  incidentId: string,
  limit: number,
): Promise<NotificationRecord[]> {
  const intents = await db
    .selectFrom("intent")
    .selectAll()
    .where("incident_id", "=", incidentId)
    .orderBy("seq", "desc")
    .limit(limit)
    .execute();
  if (intents.length === 0) return [];
  const ids = intents.map((intent) => intent.id);
  const attempts = await db
    .selectFrom("attempt")
    .selectAll()
    .where("intent_id", "in", ids)
    .orderBy("n")
    .execute();
  const byIntent = Map.groupBy(attempts, (attempt) => attempt.intent_id);
  return intents.toReversed().map((intent) => ({
    id: intent.id,
    kind: intent.kind,
    channelId: intent.channel_id,
    channelName: intent.channel_name,
    status: intent.status,
    nextAttemptMs: intent.status === "pending" ? intent.next_attempt_at : null,
    createdMs: intent.created_at,
    attempts: (byIntent.get(intent.id) ?? []).map((attempt) => ({
      number: attempt.n,
      startedMs: attempt.started_at,
      finishedMs: attempt.finished_at,
      outcome: attempt.outcome,
      detail: attempt.detail ?? "",
    })),
  }));
}
