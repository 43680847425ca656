import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  advanceEscalation,
  startEscalation,
  stopEscalation,
  type EscalationPolicy,
} from "./escalation.ts";

const policy: EscalationPolicy = {
  levels: [
    { channelIds: ["a"], timeoutMs: 100 },
    { channelIds: ["b", "b", "c"], timeoutMs: 200 },
  ],
  repeat: 1,
};

describe("advanceEscalation", () => {
  it("tells level after level, repeats, and ends by telling everybody", () => {
    const log: string[] = [];
    let run = startEscalation(0);
    let now = 0;
    while (run.nextDueMs !== null) {
      now = run.nextDueMs;
      const step = advanceEscalation(run, policy, now);
      log.push(`${now}:${step.notify.join("+")}`);
      run = step.run;
    }
    expect(log).toEqual(["0:a", "100:b+c", "300:a", "400:b+c", "600:a+b+c"]);
    expect(run.status).toBe("exhausted");
  });

  it("does nothing before its time", () => {
    const started = advanceEscalation(startEscalation(0), policy, 0).run;
    expect(advanceEscalation(started, policy, 99)).toEqual({
      run: started,
      notify: [],
      emptyLevels: [],
    });
  });

  it("passes over a level without anybody and says so", () => {
    const empty: EscalationPolicy = {
      levels: [
        { channelIds: [], timeoutMs: 100 },
        { channelIds: ["b"], timeoutMs: 100 },
      ],
      repeat: 0,
    };
    const step = advanceEscalation(startEscalation(0), empty, 0);
    expect(step.notify).toEqual(["b"]);
    expect(step.emptyLevels).toEqual([0]);
  });

  it("ends exhausted when nobody is on any level", () => {
    const nobody: EscalationPolicy = { levels: [{ channelIds: [], timeoutMs: 100 }], repeat: 3 };
    expect(advanceEscalation(startEscalation(0), nobody, 0).run.status).toBe("exhausted");
  });

  it("stays stopped once acknowledged", () => {
    const stopped = stopEscalation(startEscalation(0), "acknowledged");
    expect(advanceEscalation(stopped, policy, 1_000_000).notify).toEqual([]);
    expect(stopEscalation(stopped, "resolved").status).toBe("resolved");
  });

  it("ends for every policy, with levels in order within a round", () => {
    const anyPolicy = fc.record({
      levels: fc.array(
        fc.record({
          channelIds: fc.array(fc.constantFrom("a", "b", "c"), { maxLength: 3 }),
          timeoutMs: fc.integer({ min: 1, max: 1_000 }),
        }),
        { minLength: 1, maxLength: 5 },
      ),
      repeat: fc.integer({ min: 0, max: 9 }),
    });
    fc.assert(
      fc.property(anyPolicy, (each) => {
        let run = startEscalation(0);
        for (let steps = 0; run.nextDueMs !== null; steps++) {
          expect(steps).toBeLessThanOrEqual(each.levels.length * (each.repeat + 1));
          const next = advanceEscalation(run, each, run.nextDueMs).run;
          if (next.status === "active") {
            const isLater = next.round > run.round || next.level > run.level;
            expect(isLater).toBe(true);
          }
          run = next;
        }
        expect(run.status).toBe("exhausted");
      }),
    );
  });
});
