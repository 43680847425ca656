import {
  beginLive,
  planSlot,
  restoreBaseline,
  storeBaseline,
  type AnomalyRule,
  type GroupBaseline,
} from "@headroom/alerting";
import type { BaselineRecord, ClaimedRule, MetadataStore } from "@headroom/metadata-store";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startPostgres, type TestPostgres } from "../harness/postgres.ts";
import { claim, definition, notice, slotOf, T0 } from "./metadata-fixtures.ts";

let postgres: TestPostgres;

beforeAll(async () => {
  postgres = await startPostgres();
}, 60_000);

afterAll(async () => {
  await postgres?.stop();
});

const { condition: _, ...base } = definition({ intervalMs: 10_000, windowMs: 10_000 });
const rule: AnomalyRule = {
  ...base,
  kind: "anomaly",
  condition: {
    direction: "both",
    sensitivity: 0.5,
    triggerWindowMs: 30_000,
    triggerShare: 0.6,
    repeats: "quiet",
  },
};
const sensitivity = rule.condition.sensitivity;
const group = "[]";

/** A value for each slot: noise, and a step every fiftieth. */
function valueAt(slotMs: number): number {
  const k = Math.round((slotMs - T0) / 10_000);
  return 100 + 5 * Math.sin(k * 12.9898) + (k % 50 > 44 ? 200 : 0);
}

/** What a slot says and teaches, as the evaluation of the rule does it. */
function judge(baseline: GroupBaseline, slotMs: number) {
  const plan = planSlot({
    rule,
    known: [],
    hasOpenIncident: false,
    slotMs,
    result: {
      kind: "values",
      groups: [{ labels: {}, value: valueAt(slotMs), samples: 1 }],
      truncated: false,
    },
    context: { unit: "", baselines: new Map([[group, baseline]]), forecasts: new Map() },
  });
  return plan.judged.get(group);
}

function learn(baseline: GroupBaseline, slotMs: number): GroupBaseline {
  return judge(baseline, slotMs)?.baseline ?? baseline;
}

const begin = (): GroupBaseline => beginLive(rule, T0);

function recordOf(baseline: GroupBaseline, slotMs: number): BaselineRecord {
  return { fingerprint: group, ...storeBaseline(baseline), lastSlotMs: slotMs };
}

async function recall(store: MetadataStore, ruleId: string): Promise<GroupBaseline> {
  const [stored] = await store.rules.baselines(ruleId);
  return (stored && restoreBaseline(stored, sensitivity)) ?? begin();
}

type Action =
  | { readonly type: "wait"; readonly ms: number }
  | { readonly type: "claim" | "commit"; readonly owner: number };

const owner = fc.nat({ max: 2 });
const action: fc.Arbitrary<Action> = fc.oneof(
  fc.record({ type: fc.constant("wait" as const), ms: fc.integer({ min: 1, max: 12_000 }) }),
  fc.record({ type: fc.constantFrom("claim", "commit"), owner }),
);

interface Held {
  readonly claimed: ClaimedRule;
  readonly baseline: GroupBaseline;
}

describe("baselines of a rule", () => {
  it("are what the committed slots taught, whoever committed them and however often it was lost", async () => {
    const { store } = postgres;
    await fc.assert(
      fc.asyncProperty(fc.array(action, { minLength: 10, maxLength: 80 }), async (actions) => {
        const { id } = await store.rules.create({ definition: rule, nowMs: T0 });
        const held = new Map<number, Held>();
        let expected = storeBaseline(begin());
        let nowMs = T0;
        for (const step of actions) {
          if (step.type === "wait") {
            nowMs += step.ms;
            continue;
          }
          if (step.type === "claim") {
            const request = { nowMs, owner: `o${step.owner}`, leaseMs: 8_000, limit: 1 };
            const [claimed] = await store.rules.claimDue({ ...request, ids: [id] });
            // A process that took the rule over knows only what was committed.
            if (claimed !== undefined) {
              held.set(step.owner, { claimed, baseline: await recall(store, id) });
            }
            continue;
          }
          const mine = held.get(step.owner);
          if (mine === undefined) continue;
          const slotMs = mine.claimed.rule.nextSlotMs ?? T0;
          const next = learn(mine.baseline, slotMs);
          const result = await store.rules.commitSlot(
            slotOf(mine.claimed, {
              nowMs,
              learning: "learning",
              baselines: { written: [recordOf(next, slotMs)], removed: [] },
            }),
          );
          if (!result.committed) continue;
          const before = restoreBaseline(expected, sensitivity);
          if (before === undefined) throw new Error("not restored");
          expected = storeBaseline(learn(before, slotMs));
        }
        const [stored] = await store.rules.baselines(id);
        expect(stored ?? expected).toMatchObject(expected);
      }),
      { numRuns: 20 },
    );
  });

  it("give the same verdicts whether a process goes on or starts anew at every slot", () => {
    let kept = begin();
    let restarted = begin();
    const verdicts = new Set<string>();
    for (let k = 1; k <= 400; k++) {
      const slotMs = T0 + k * 10_000;
      const before = judge(kept, slotMs);
      const after = judge(restarted, slotMs);
      expect([slotMs, after?.verdict]).toEqual([slotMs, before?.verdict]);
      verdicts.add(after?.verdict ?? "");
      kept = before?.baseline ?? kept;
      restarted = restoreBaseline(storeBaseline(after?.baseline ?? begin()), sensitivity) ?? kept;
    }
    expect([...verdicts].toSorted()).toEqual(["false", "hold", "true", "unknown"]);
  });

  it("go with what they were learnt from: a change of the values, a removal, a forgotten group", async () => {
    const { store } = postgres;
    const { id } = await store.rules.create({ definition: rule, nowMs: T0 });
    const first = await claim(store, id, T0);
    const slotMs = first.rule.nextSlotMs ?? T0;
    const records = ["[]", '[["pod","a"]]'].map((fingerprint) => ({
      ...recordOf(learn(begin(), slotMs), slotMs),
      fingerprint,
    }));
    await store.rules.commitSlot(
      slotOf(first, { learning: "1 of 60", baselines: { written: records, removed: [] } }),
    );
    expect(await store.rules.baselines(id)).toHaveLength(2);
    expect(await store.rules.get(id)).toMatchObject({ learning: "1 of 60" });
    const second = await claim(store, id, slotMs + 20_000);
    await store.rules.commitSlot(slotOf(second, { baselines: { written: [], removed: ["[]"] } }));
    expect((await store.rules.baselines(id)).map((each) => each.fingerprint)).toEqual([
      '[["pod","a"]]',
    ]);
    expect(await store.rules.get(id)).toMatchObject({ learning: null });
    const change = { id, nowMs: slotMs, composeResolved: () => notice("resolved", "none") };
    const wider = { ...rule.condition, sensitivity: 0.2, triggerWindowMs: 60_000 };
    await store.rules.update({ ...change, version: 1, definition: { ...rule, condition: wider } });
    expect(await store.rules.baselines(id)).toHaveLength(1);
    await store.rules.update({ ...change, version: 2, definition: { ...rule, windowMs: 20_000 } });
    expect(await store.rules.baselines(id)).toHaveLength(0);
  });
});
