import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Pace } from "./pace.ts";

/** A process that finishes `perSecond` requests while `offered` come; the most it had at once. */
function simulate(options: { perSecond: number; offered: number; utilization: number }) {
  const pace = new Pace(() => options.utilization);
  let inProgress = 0;
  let refused = 0;
  let due = 0;
  let came = 0;
  let most = 0;
  for (let nowMs = 0; nowMs < 20_000; nowMs += 10) {
    for (due += options.perSecond / 100; due >= 1; due -= 1) {
      if (inProgress === 0) continue;
      inProgress -= 1;
      pace.finish(nowMs);
    }
    for (came += options.offered / 100; came >= 1; came -= 1) {
      if (pace.allows(inProgress + 1, nowMs)) inProgress += 1;
      else refused += 1;
    }
    if (nowMs > 10_000) most = Math.max(most, inProgress);
  }
  return { most, refused, inProgress };
}

describe("Pace", () => {
  it("keeps the wait near a second however much comes", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 50, max: 2_000 }),
        fc.integer({ min: 2, max: 4 }),
        (rate, times) => {
          const { most, refused } = simulate({
            perSecond: rate,
            offered: rate * times,
            utilization: 1,
          });
          expect(refused).toBeGreaterThan(0);
          // What came before it was known to be too much has been worked off by now.
          expect(most).toBeLessThanOrEqual(Math.max(65, rate * 1.1));
          // It never refuses so much that it has nothing to do.
          expect(most).toBeGreaterThan(40);
        },
      ),
      { numRuns: 30 },
    );
  });

  it("refuses nothing that it can take", () => {
    expect(simulate({ perSecond: 500, offered: 450, utilization: 1 }).refused).toBe(0);
  });

  it("leaves slow senders alone", () => {
    expect(simulate({ perSecond: 10, offered: 100, utilization: 0.2 }).refused).toBe(0);
  });

  it("lets a crowd in that comes at once", () => {
    const pace = new Pace(() => 1);
    for (let requests = 1; requests <= 2_000; requests++) {
      expect(pace.allows(requests, 10_000)).toBe(true);
    }
  });

  it("lets few in while nothing is finished, and more as soon as something is", () => {
    const pace = new Pace(() => 1);
    for (let nowMs = 0; nowMs <= 5_000; nowMs += 100) pace.allows(100, nowMs);
    expect(pace.allows(64, 5_000)).toBe(true);
    expect(pace.allows(65, 5_000)).toBe(false);
    for (let count = 0; count < 200; count++) pace.finish(5_001);
    expect(pace.allows(200, 5_002)).toBe(true);
    expect(pace.allows(201, 5_002)).toBe(false);
  });
});
