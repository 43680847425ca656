import type { Db } from "./database.ts";
import { pruneReports } from "./self/reports.ts";

const DAY_MS = 86_400_000;
const SLOT_AGE_MS = 7 * DAY_MS;
const IDLE_INSTANCE_AGE_MS = 30 * DAY_MS;
const LOOSE_INTENT_AGE_MS = 30 * DAY_MS;
const IDLE_BASELINE_AGE_MS = 30 * DAY_MS;
const MAX_ROWS = 10_000;

/** How many rows of each kind were removed. */
export interface Pruned {
  readonly slots: number;
  readonly instances: number;
  readonly intents: number;
  readonly baselines: number;
}

/**
 * Removes what nobody needs: slots after 7 days, alerts that were inactive for 30 days with
 * their transitions, finished notices without an incident after 30 days; at most 10,000 rows of each a
 * call. Besides what anomaly rules learnt of groups that were not seen for 30 days, and old words
 * of processes about themselves.
 */
export async function prune(db: Db, request: { readonly nowMs: number }): Promise<Pruned> {
  const { nowMs } = request;
  const slots = await db
    .deleteFrom("slot")
    .where(({ refTuple, selectFrom, eb }) =>
      eb(
        refTuple("rule_id", "slot_at"),
        "in",
        selectFrom("slot as old")
          .select(["old.rule_id", "old.slot_at"])
          .where("old.slot_at", "<", nowMs - SLOT_AGE_MS)
          .limit(MAX_ROWS)
          .$asTuple("rule_id", "slot_at"),
      ),
    )
    .executeTakeFirst();
  const instances = await db
    .deleteFrom("instance")
    .where("id", "in", (eb) =>
      eb
        .selectFrom("instance as old")
        .select("old.id")
        .where("old.state", "=", "inactive")
        .where("old.since_at", "<", nowMs - IDLE_INSTANCE_AGE_MS)
        .limit(MAX_ROWS),
    )
    .executeTakeFirst();
  const intents = await db
    .deleteFrom("intent")
    .where("id", "in", (eb) =>
      eb
        .selectFrom("intent as old")
        .select("old.id")
        .where("old.incident_id", "is", null)
        .where("old.status", "<>", "pending")
        .where("old.created_at", "<", nowMs - LOOSE_INTENT_AGE_MS)
        .limit(MAX_ROWS),
    )
    .executeTakeFirst();
  const baselines = await db
    .deleteFrom("baseline")
    .where("last_slot_at", "<", nowMs - IDLE_BASELINE_AGE_MS)
    .executeTakeFirst();
  await pruneReports(db, { nowMs });
  return {
    slots: Number(slots.numDeletedRows),
    instances: Number(instances.numDeletedRows),
    intents: Number(intents.numDeletedRows),
    baselines: Number(baselines.numDeletedRows),
  };
}
