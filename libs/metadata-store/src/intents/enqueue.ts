import { dedupKeyOf } from "@headroom/alerting";
import type { Tx } from "../database.ts";
import { createId, toJson } from "../encoding.ts";
import { addEvents } from "../incidents/timeline.ts";
import { inChunks } from "../page.ts";
import type { NewIntent, NoticePayload } from "../rules/slot-commit.ts";

/**
 * Adds notices to the outbox, due at once. A notice whose key is there already is not added
 * again; one for a channel that is gone leaves a line in the timeline instead.
 * @returns ids of the added intents
 */
export async function enqueueIntents(
  tx: Tx,
  incidentId: string | null,
  intents: readonly NewIntent[],
  nowMs: number,
): Promise<string[]> {
  if (intents.length === 0) return [];
  const channelIds = [...new Set(intents.map((intent) => intent.channelId))];
  const channels = await tx
    .selectFrom("channel")
    .select(["id", "name"])
    .where("id", "in", channelIds)
    .orderBy("id")
    .forKeyShare()
    .execute();
  const names = new Map(channels.map((channel) => [channel.id, channel.name]));
  const added: string[] = [];
  for (const chunk of inChunks(intents)) {
    const rows = chunk.flatMap((intent) => {
      const name = names.get(intent.channelId);
      return name === undefined ? [] : [toRow(intent, name, incidentId, nowMs)];
    });
    if (rows.length === 0) continue;
    const inserted = await tx
      .insertInto("intent")
      .values(rows)
      .onConflict((oc) => oc.column("dedup_key").doNothing())
      .returning("id")
      .execute();
    added.push(...inserted.map((row) => row.id));
  }
  if (incidentId !== null) {
    const gone = channelIds.filter((id) => !names.has(id));
    await addEvents(
      tx,
      incidentId,
      nowMs,
      gone.map((channelId) => missingChannel(channelId)),
    );
  }
  return added;
}

function toRow(intent: NewIntent, channelName: string, incidentId: string | null, nowMs: number) {
  return {
    id: createId(),
    dedup_key: intent.dedupKey,
    channel_id: intent.channelId,
    channel_name: channelName,
    incident_id: incidentId,
    kind: intent.kind,
    payload: toJson({ ...intent.payload, dedupKey: intent.dedupKey }),
    next_attempt_at: nowMs,
    created_at: nowMs,
  };
}

function missingChannel(channelId: string) {
  return {
    type: "notification_failed" as const,
    detail: {
      channelId,
      reason: "This channel no longer exists. Take it out of the rule or the escalation policy.",
    },
  };
}

/**
 * Tells the end of an incident to every channel that was told of it, once each.
 * @param step what sets this end apart: the slot, or `manual`
 */
export async function enqueueResolved(
  tx: Tx,
  incidentId: string,
  notice: NoticePayload,
  step: string,
  nowMs: number,
): Promise<string[]> {
  const told = await tx
    .selectFrom("intent")
    .select("channel_id")
    .distinct()
    .where("incident_id", "=", incidentId)
    .where("kind", "in", ["firing", "escalation", "escalation_exhausted"])
    .where("status", "<>", "failed")
    .where("channel_id", "is not", null)
    .execute();
  const intents = told.flatMap(({ channel_id: channelId }): NewIntent[] => {
    if (channelId === null) return [];
    const dedupKey = dedupKeyOf({ channelId, incidentId, kind: "resolved", step });
    return [{ channelId, dedupKey, kind: "resolved", payload: { ...notice, kind: "resolved" } }];
  });
  return enqueueIntents(tx, incidentId, intents, nowMs);
}
