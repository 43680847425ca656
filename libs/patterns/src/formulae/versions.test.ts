import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { computeNormalCdf, findNormalQuantile } from "./normal.ts";
import { compareErrorRatios, computeSampleSize } from "./versions.ts";

describe("normal distribution", () => {
  it.each([
    [0, 0.5],
    [1, 0.8413447],
    [-1.959964, 0.025],
    [2.575829, 0.995],
  ])("at %d is %d", (z, expected) => {
    expect(computeNormalCdf(z)).toBeCloseTo(expected, 6);
    expect(findNormalQuantile(expected)).toBeCloseTo(z, 4);
  });

  it("has open ends", () => {
    expect(findNormalQuantile(0)).toBe(-Infinity);
    expect(findNormalQuantile(1)).toBe(Infinity);
    expect(findNormalQuantile(2)).toBeNaN();
  });
});

describe("compareErrorRatios", () => {
  const baseline = { requests: 10_000, errors: 50 };

  it("judges a clear change and leaves a small one alone", () => {
    expect(compareErrorRatios(baseline, { requests: 1000, errors: 40 }).verdict).toBe("worse");
    expect(compareErrorRatios(baseline, { requests: 1000, errors: 6 }).verdict).toBe("same");
    expect(compareErrorRatios({ requests: 1000, errors: 100 }, baseline).verdict).toBe("better");
  });

  it("follows the textbook", () => {
    const result = compareErrorRatios(
      { requests: 1000, errors: 20 },
      { requests: 1000, errors: 40 },
    );
    // pooled 0.03, standard error √(0.03·0.97·0.002)
    expect(result.zScore).toBeCloseTo(0.02 / Math.sqrt(0.03 * 0.97 * 0.002), 9);
    expect(result.pValue).toBeCloseTo(0.0087, 3);
  });

  it.each([
    [
      { requests: 100, errors: 50 },
      { requests: 100, errors: 90 },
    ],
    [
      { requests: 1000, errors: 4 },
      { requests: 1000, errors: 5 },
    ],
    [
      { requests: 0, errors: 0 },
      { requests: 1000, errors: 50 },
    ],
  ])("gives no verdict on %j against %j", (before, after) => {
    expect(compareErrorRatios(before, after)).toEqual({
      verdict: "insufficient",
      difference: 0,
      zScore: 0,
      pValue: 1,
    });
  });

  it("turns round when the sides are swapped", () => {
    const side = fc
      .integer({ min: 1000, max: 5000 })
      .chain((requests) =>
        fc.integer({ min: 10, max: requests }).map((errors) => ({ requests, errors })),
      );
    fc.assert(
      fc.property(side, side, (left, right) => {
        const there = compareErrorRatios(left, right);
        const back = compareErrorRatios(right, left);
        expect(back.zScore).toBeCloseTo(-there.zScore, 9);
        expect(there.pValue).toBeGreaterThanOrEqual(0);
        expect(there.pValue).toBeLessThanOrEqual(1 + 1e-6);
      }),
    );
  });
});

describe("computeSampleSize", () => {
  it("follows the textbook", () => {
    // 10 % against 15 %, 5 % two-sided, power 80 %: 686 on each side.
    expect(computeSampleSize(0.1, 0.05, 0.05, 0.8)).toBe(686);
  });

  it("needs more for smaller differences", () => {
    const small = computeSampleSize(0.01, 0.002) ?? 0;
    const large = computeSampleSize(0.01, 0.02) ?? Infinity;
    expect(small).toBeGreaterThan(large);
  });

  it("has no answer without a difference or outside ratios", () => {
    expect(computeSampleSize(0.1, 0)).toBeUndefined();
    expect(computeSampleSize(0.9, 0.2)).toBeUndefined();
    expect(computeSampleSize(0.1, 0.1, 0)).toBeUndefined();
  });
});
