import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ClaimedRule } from "@headroom/metadata-store";
import { startPostgres, type TestPostgres } from "../harness/postgres.ts";
import { definition, fired, resolved, slotOf, T0 } from "./metadata-fixtures.ts";

let postgres: TestPostgres;

beforeAll(async () => {
  postgres = await startPostgres();
}, 60_000);

afterAll(async () => {
  await postgres?.stop();
});

type Action =
  | { readonly type: "wait"; readonly ms: number }
  | { readonly type: "claim" | "commit" | "release"; readonly owner: number };

const owner = fc.nat({ max: 2 });
const action: fc.Arbitrary<Action> = fc.oneof(
  fc.record({ type: fc.constant("wait" as const), ms: fc.integer({ min: 1, max: 12_000 }) }),
  fc.record({ type: fc.constantFrom("claim", "commit", "release"), owner }),
);

describe("commits of three owners in any order", () => {
  it("write every slot at most once, by the newest claim, with transitions in sequence", async () => {
    const { store } = postgres;
    await fc.assert(
      fc.asyncProperty(fc.array(action, { minLength: 5, maxLength: 40 }), async (actions) => {
        const rule = await store.rules.create({ definition: definition(), nowMs: T0 });
        const held = new Map<number, ClaimedRule>();
        const committed: number[] = [];
        let nowMs = T0;
        let newest = 0;
        for (const step of actions) {
          if (step.type === "wait") {
            nowMs += step.ms;
            continue;
          }
          if (step.type === "claim") {
            const request = { nowMs, owner: `o${step.owner}`, leaseMs: 8_000, limit: 1 };
            const [claimed] = await store.rules.claimDue({ ...request, ids: [rule.id] });
            if (claimed === undefined) continue;
            expect(claimed.fencingToken).toBeGreaterThan(newest);
            newest = claimed.fencingToken;
            held.set(step.owner, claimed);
            continue;
          }
          const claimed = held.get(step.owner);
          if (claimed === undefined) continue;
          if (step.type === "release") {
            await store.rules.releaseClaim({
              ruleId: rule.id,
              fencingToken: claimed.fencingToken,
            });
            continue;
          }
          const slotMs = claimed.rule.nextSlotMs ?? T0;
          const [known] = claimed.instances;
          const base = fired(slotMs);
          const isFiring = known?.state.state === "firing";
          const seq = (known?.state.seq ?? 0) + 1;
          const instance = isFiring
            ? resolved({ ...base, state: { ...base.state, seq: seq - 1 } }, slotMs)
            : {
                ...base,
                state: { ...base.state, seq },
                transitions: base.transitions.map((each) => ({ ...each, seq })),
              };
          const result = await store.rules.commitSlot(
            slotOf(claimed, { instances: [instance], nowMs }),
          );
          if (claimed.fencingToken < newest) expect(result.committed).toBe(false);
          if (result.committed) committed.push(slotMs);
        }
        expect(new Set(committed).size).toBe(committed.length);
        expect(committed).toEqual(committed.toSorted((a, b) => a - b));
        const [alert] = [
          ...(await store.alerts.list({ ruleId: rule.id })).items,
          ...(await store.alerts.list({ ruleId: rule.id, state: "inactive" })).items,
        ];
        if (alert === undefined) {
          expect(committed).toEqual([]);
          return;
        }
        const history = await store.alerts.transitions({ instanceId: alert.id });
        expect(history.map((each) => each.slotMs).toReversed()).toEqual(committed);
        expect(history.map((each) => each.seq).toReversed()).toEqual(
          committed.map((_, index) => index + 1),
        );
        history.toReversed().reduce((from, each) => {
          expect(each.from).toBe(from);
          return each.to;
        }, "inactive");
      }),
      { numRuns: 30 },
    );
  });
});
