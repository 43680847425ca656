import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  computeCriticalDistance,
  computeHistogramDistance,
  computeQuantileRatio,
  findHistogramQuantile,
} from "./histograms.ts";

const bounds = [1, 2, 5, 10];
const counts = fc.array(fc.nat({ max: 1000 }), { minLength: 5, maxLength: 5 });

describe("computeHistogramDistance", () => {
  it("is 0 for equal and 1 for separate distributions", () => {
    const low = { bounds, counts: [10, 0, 0, 0, 0] };
    const high = { bounds, counts: [0, 0, 0, 0, 10] };
    expect(computeHistogramDistance(low, low)).toBe(0);
    expect(computeHistogramDistance(low, high)).toBe(1);
  });

  it("merges buckets to common bounds", () => {
    const fine = { bounds: [1, 2, 3, 5], counts: [10, 10, 10, 10, 0] };
    const coarse = { bounds: [2, 5], counts: [20, 20, 0] };
    expect(computeHistogramDistance(fine, coarse)).toBe(0);
  });

  it("has no answer without data or without a common bound", () => {
    const one = { bounds: [1], counts: [1, 1] };
    expect(computeHistogramDistance(one, { bounds: [1], counts: [0, 0] })).toBeUndefined();
    expect(computeHistogramDistance(one, { bounds: [2], counts: [1, 1] })).toBeUndefined();
  });

  it("is a distance", () => {
    fc.assert(
      fc.property(counts, counts, (left, right) => {
        const distance = computeHistogramDistance(
          { bounds, counts: left },
          { bounds, counts: right },
        );
        const back = computeHistogramDistance({ bounds, counts: right }, { bounds, counts: left });
        expect(back).toBe(distance);
        if (distance === undefined) return;
        expect(distance).toBeGreaterThanOrEqual(0);
        expect(distance).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe("computeCriticalDistance", () => {
  it("follows the table", () => {
    expect(computeCriticalDistance(100, 100, 0.05)).toBeCloseTo(1.3581 * Math.sqrt(0.02), 4);
    expect(computeCriticalDistance(0, 100)).toBeUndefined();
    expect(computeCriticalDistance(10, 10, 1)).toBeUndefined();
  });
});

describe("findHistogramQuantile", () => {
  const histogram = { bounds, counts: [10, 10, 60, 20, 0] };

  it.each([
    [0, 0],
    [0.05, 0.5],
    [0.1, 1],
    [0.5, 3.5],
    [0.9, 7.5],
    [1, 10],
  ])("at %d is %d", (quantile, expected) => {
    expect(findHistogramQuantile(histogram, quantile)).toBeCloseTo(expected, 9);
  });

  it("gives the last bound for what lies beyond it", () => {
    expect(findHistogramQuantile({ bounds, counts: [0, 0, 0, 0, 9] }, 0.5)).toBe(10);
  });

  it("has no answer without data", () => {
    expect(findHistogramQuantile({ bounds, counts: [0, 0, 0, 0, 0] }, 0.5)).toBeUndefined();
    expect(findHistogramQuantile(histogram, 1.5)).toBeUndefined();
    expect(findHistogramQuantile({ bounds: [], counts: [5] }, 0.5)).toBeUndefined();
  });
});

describe("computeQuantileRatio", () => {
  it("compares the candidate with the baseline", () => {
    const fast = { bounds, counts: [0, 100, 0, 0, 0] };
    const slow = { bounds, counts: [0, 0, 0, 100, 0] };
    expect(computeQuantileRatio(fast, slow, 0.5)).toBe(5);
    expect(computeQuantileRatio(fast, { bounds, counts: [] }, 0.5)).toBeUndefined();
  });
});
