import type { RuleDefinition } from "@headroom/alerting";
import type { Db, Tx } from "../database.ts";
import { hashText, toText } from "../encoding.ts";
import { inChunks } from "../page.ts";

/** What an anomaly rule remembers of one group; both parts are opaque here. Times are Unix ms. */
export interface BaselineRecord {
  readonly fingerprint: string;
  /** The baseline, as libs/detection writes it. */
  readonly state: Uint8Array;
  /** Judgements that the rule's windows still need, as libs/alerting writes them. */
  readonly recent: Uint8Array;
  readonly trainedFromMs: number;
  /** Up to where stored history was learnt; null: all of it. */
  readonly trainedToMs: number | null;
  /** The last slot that saw the group. */
  readonly lastSlotMs: number;
}

/** What a slot changes about the baselines of its rule. */
export interface BaselineChanges {
  readonly written: readonly BaselineRecord[];
  /** Fingerprints of groups that are forgotten. */
  readonly removed: readonly string[];
}

/** Most baselines of one rule: as many groups as one evaluation reads. */
const MAX_BASELINES = 1_000;

/** Reads all baselines of a rule, those that were seen last first; at most 1,000. */
export async function listBaselines(db: Db, ruleId: string): Promise<BaselineRecord[]> {
  const rows = await db
    .selectFrom("baseline")
    .selectAll()
    .where("rule_id", "=", ruleId)
    .orderBy("last_slot_at", "desc")
    .orderBy("fingerprint_hash")
    .limit(MAX_BASELINES)
    .execute();
  return rows.map((row) => ({
    fingerprint: row.fingerprint,
    state: new Uint8Array(row.state),
    recent: new Uint8Array(row.recent),
    trainedFromMs: row.trained_from,
    trainedToMs: row.trained_to,
    lastSlotMs: row.last_slot_at,
  }));
}

/** Writes what a slot changes about baselines, in the transaction of the slot. */
export async function writeBaselines(
  tx: Tx,
  rule: { readonly id: string; readonly version: number },
  { written, removed }: BaselineChanges,
): Promise<void> {
  if (removed.length > 0) {
    await tx
      .deleteFrom("baseline")
      .where("rule_id", "=", rule.id)
      .where("fingerprint_hash", "in", removed.map(hashText))
      .execute();
  }
  for (const chunk of inChunks(written)) {
    await tx
      .insertInto("baseline")
      .values(
        chunk.map((each) => ({
          rule_id: rule.id,
          fingerprint_hash: hashText(each.fingerprint),
          fingerprint: toText(each.fingerprint),
          state: each.state,
          recent: each.recent,
          trained_from: each.trainedFromMs,
          trained_to: each.trainedToMs,
          rule_version: rule.version,
          last_slot_at: each.lastSlotMs,
        })),
      )
      .onConflict((oc) =>
        oc.columns(["rule_id", "fingerprint_hash"]).doUpdateSet((eb) => ({
          state: eb.ref("excluded.state"),
          recent: eb.ref("excluded.recent"),
          trained_from: eb.ref("excluded.trained_from"),
          trained_to: eb.ref("excluded.trained_to"),
          rule_version: eb.ref("excluded.rule_version"),
          last_slot_at: eb.ref("excluded.last_slot_at"),
        })),
      )
      .execute();
  }
}

/** Forgets everything a rule learnt. */
export async function dropBaselines(tx: Tx, ruleId: string): Promise<void> {
  await tx.deleteFrom("baseline").where("rule_id", "=", ruleId).execute();
}

/** Whether what was learnt under one definition holds under another: same values, same pace. */
export function learnsTheSame(before: RuleDefinition, after: RuleDefinition): boolean {
  return lessonOf(before) === lessonOf(after);
}

// jsonb keeps no order of keys, so they are sorted.
function lessonOf({ kind, enabled, signal, windowMs, intervalMs }: RuleDefinition): string {
  return JSON.stringify([kind, enabled, windowMs, intervalMs, sorted(signal)]);
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.entries(value)
    .filter(([, each]) => each !== undefined)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, each]) => [key, sorted(each)]);
}
