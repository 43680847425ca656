import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createConditions } from "../conditions.ts";
import { addSlices, extendSlices, sliceWindow } from "./scan.ts";

const range = { fromMs: 1_000_000, toMs: 4_600_000 };

describe("sliceWindow", () => {
  it("is the window itself where it holds no more than the budget", () => {
    expect(sliceWindow(range, { spans: 10, budget: 10, count: 6 })).toEqual([range]);
  });

  it("covers the budgeted part in slices that lie apart within the window", () => {
    const arguments_ = fc.record({
      spans: fc.integer({ min: 1_001, max: 100_000_000 }),
      budget: fc.integer({ min: 1, max: 1_000 }),
      count: fc.integer({ min: 1, max: 20 }),
    });
    fc.assert(
      fc.property(arguments_, (plan) => {
        const slices = sliceWindow(range, plan);
        expect(slices).toHaveLength(plan.count);
        let covered = 0;
        let before = range.fromMs;
        for (const { fromMs, toMs } of slices) {
          expect(fromMs).toBeGreaterThanOrEqual(before);
          expect(toMs).toBeGreaterThan(fromMs);
          covered += toMs - fromMs;
          before = toMs;
        }
        expect(before).toBe(range.toMs);
        const wanted = ((range.toMs - range.fromMs) * plan.budget) / plan.spans;
        // Each slice is rounded to whole ms and has one at least.
        expect(Math.abs(covered - wanted)).toBeLessThanOrEqual(2 * plan.count);
      }),
    );
  });
});

describe("extendSlices", () => {
  it("makes one of those that meet", () => {
    const slices = [
      { fromMs: 0, toMs: 10 },
      { fromMs: 15, toMs: 20 },
      { fromMs: 100, toMs: 110 },
    ];
    expect(extendSlices(slices, 5)).toEqual([
      { fromMs: 0, toMs: 25 },
      { fromMs: 100, toMs: 115 },
    ]);
  });
});

describe("addSlices", () => {
  it("refuses none and too many", () => {
    const many = Array.from({ length: 25 }, (_, index) => ({ fromMs: index, toMs: index + 1 }));
    for (const slices of [[], many]) {
      expect(() => addSlices(createConditions(), slices)).toThrow("parts of the window");
    }
  });
});
