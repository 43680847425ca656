import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nudgeThreshold, snapThreshold, thresholdStep } from "./threshold-steps";

describe("thresholdStep", () => {
  it.each([
    [1_000, 10],
    [800, 10],
    [0.05, 0.0005],
    [0, 1],
    [Number.NaN, 1],
  ])("an axis of %d moves in steps of %d", (span, step) => {
    expect(thresholdStep(span)).toBe(step);
  });
});

describe("nudgeThreshold", () => {
  it("goes to the next round value, past one that is round already", () => {
    expect(nudgeThreshold(503, 1, 10)).toBe(510);
    expect(nudgeThreshold(503, -1, 10)).toBe(500);
    expect(nudgeThreshold(500, -1, 10)).toBe(490);
    expect(nudgeThreshold(0.05, 1, 0.0005)).toBe(0.0505);
    expect(nudgeThreshold(500, 1, 10, 10)).toBe(600);
  });

  it("always moves in its direction and lands on a step", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -100_000, max: 100_000 }),
        fc.constantFrom(1, 2, 5, 10, 100),
        fc.constantFrom(1 as const, -1 as const),
        (value, step, direction) => {
          const next = nudgeThreshold(value, direction, step);
          expect((next - value) * direction).toBeGreaterThan(0);
          expect(snapThreshold(next, step)).toBe(next);
        },
      ),
    );
  });
});
