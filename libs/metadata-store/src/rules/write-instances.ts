import { sql } from "kysely";
import type { Tx } from "../database.ts";
import { createId, hashText, toJson, toText } from "../encoding.ts";
import { inChunks } from "../page.ts";
import { toStateColumns } from "./records.ts";
import type { InstanceCommit } from "./slot-commit.ts";

/** Writes states and evidence. Returns the id of each instance by its fingerprint. */
export async function writeInstances(
  tx: Tx,
  ruleId: string,
  instances: readonly InstanceCommit[],
): Promise<Map<string, string>> {
  const ids = new Map<string, string>();
  for (const chunk of inChunks(instances)) {
    const rows = await tx
      .insertInto("instance")
      .values(chunk.map((instance) => toRow(ruleId, instance)))
      .onConflict((oc) =>
        oc.columns(["rule_id", "fingerprint_hash"]).doUpdateSet((eb) => ({
          labels: eb.ref("excluded.labels"),
          annotations: eb.ref("excluded.annotations"),
          state: eb.ref("excluded.state"),
          since_at: eb.ref("excluded.since_at"),
          first_true_at: eb.ref("excluded.first_true_at"),
          clear_since_at: eb.ref("excluded.clear_since_at"),
          fired_at: eb.ref("excluded.fired_at"),
          last_slot_at: eb.ref("excluded.last_slot_at"),
          data_status: eb.ref("excluded.data_status"),
          missing_slots: eb.ref("excluded.missing_slots"),
          value: eb.ref("excluded.value"),
          seq: eb.ref("excluded.seq"),
          evidence: sql<string>`case when excluded.evidence = 'null'::jsonb
            then instance.evidence else excluded.evidence end`,
          revision: sql<number>`instance.revision + 1`,
        })),
      )
      .returning(["id", "fingerprint_hash"])
      .execute();
    const byHash = new Map(rows.map((row) => [row.fingerprint_hash, row.id]));
    for (const { fingerprint } of chunk) {
      const id = byHash.get(hashText(fingerprint));
      if (id !== undefined) ids.set(fingerprint, id);
    }
  }
  return ids;
}

function toRow(ruleId: string, instance: InstanceCommit) {
  return {
    id: createId(),
    rule_id: ruleId,
    fingerprint: toText(instance.fingerprint),
    fingerprint_hash: hashText(instance.fingerprint),
    labels: toJson(instance.labels),
    annotations: toJson(instance.annotations ?? {}),
    ...toStateColumns(instance.state),
    evidence: toJson(instance.evidence ?? null),
  };
}

/** Appends the transitions of a slot with what it saw. */
export async function writeTransitions(
  tx: Tx,
  rule: { readonly id: string; readonly version: number },
  instances: readonly InstanceCommit[],
  ids: ReadonlyMap<string, string>,
): Promise<void> {
  const rows = instances.flatMap((instance) => {
    const instanceId = ids.get(instance.fingerprint);
    if (instanceId === undefined) return [];
    return instance.transitions.map((transition) => ({
      instance_id: instanceId,
      seq: transition.seq,
      rule_id: rule.id,
      rule_version: rule.version,
      from_state: transition.from,
      to_state: transition.to,
      slot_at: transition.slotMs,
      cause: transition.cause,
      value: instance.state.value,
      evidence: toJson(instance.evidence ?? null),
    }));
  });
  for (const chunk of inChunks(rows)) await tx.insertInto("transition").values(chunk).execute();
}
