import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  explicitIntervals,
  exponentialIntervals,
  quantileOfIntervals,
} from "./histogram-quantile.ts";

const bounds = fc
  .uniqueArray(fc.integer({ min: 1, max: 100_000 }), { minLength: 1, maxLength: 20 })
  .map((list) => list.sort((a, b) => a - b));
const histogram = bounds.chain((list) =>
  fc.record({
    bounds: fc.constant(list),
    counts: fc.array(fc.nat({ max: 1000 }), {
      minLength: list.length + 1,
      maxLength: list.length + 1,
    }),
  }),
);
const quantile = fc.double({ min: 0, max: 1, noNaN: true });

// The textbook formula for one histogram: find the bucket, interpolate inside it.
function quantileOfOne(list: readonly number[], counts: readonly number[], q: number): number {
  const wanted = q * counts.reduce((sum, count) => sum + count, 0);
  let below = 0;
  for (const [index, count] of counts.entries()) {
    const high = list[index];
    const low = index === 0 ? 0 : (list[index - 1] ?? 0);
    if (count > 0 && below + count >= wanted) {
      return high === undefined ? low : low + ((high - low) * (wanted - below)) / count;
    }
    below += count;
  }
  return list.at(-1) ?? 0;
}

describe("quantileOfIntervals", () => {
  it("is the textbook formula for one explicit histogram", () => {
    fc.assert(
      fc.property(histogram, quantile, (one, q) => {
        fc.pre(one.counts.some((count) => count > 0) && q > 0);
        const value = quantileOfIntervals(explicitIntervals(one.bounds, one.counts), q);
        const expected = quantileOfOne(one.bounds, one.counts, q);
        expect(Math.abs((value ?? NaN) - expected)).toBeLessThan(1e-6 * Math.max(1, expected));
      }),
    );
  });

  it("rises with q and stays within the buckets of merged histograms", () => {
    fc.assert(
      fc.property(histogram, histogram, quantile, quantile, (a, b, q1, q2) => {
        const intervals = [a, b].flatMap((one) => explicitIntervals(one.bounds, one.counts));
        fc.pre(intervals.length > 0);
        const [low, high] = [Math.min(q1, q2), Math.max(q1, q2)].map((q) =>
          quantileOfIntervals(intervals, q),
        );
        expect(low ?? NaN).toBeLessThanOrEqual((high ?? NaN) + 1e-6);
        expect(low ?? NaN).toBeGreaterThanOrEqual(0);
        const top = Math.max(...intervals.map((interval) => interval.high));
        expect(high ?? NaN).toBeLessThanOrEqual(top);
      }),
    );
  });

  it("gives the same for a histogram merged with itself", () => {
    fc.assert(
      fc.property(histogram, quantile, (one, q) => {
        const intervals = explicitIntervals(one.bounds, one.counts);
        fc.pre(intervals.length > 0);
        const once = quantileOfIntervals(intervals, q) ?? NaN;
        const twice = quantileOfIntervals([...intervals, ...intervals], q) ?? NaN;
        expect(Math.abs(once - twice)).toBeLessThan(1e-6 * Math.max(1, once));
      }),
    );
  });

  it("finds exponential buckets on both sides of zero", () => {
    const intervals = [
      ...exponentialIntervals(0, [0, 1], [5, 5], false),
      ...exponentialIntervals(0, [0], [10], true),
    ];
    expect(quantileOfIntervals(intervals, 0)).toBe(-2);
    expect(quantileOfIntervals(intervals, 0.5)).toBe(-1);
    expect(quantileOfIntervals(intervals, 0.75)).toBe(2);
    expect(quantileOfIntervals(intervals, 1)).toBe(4);
  });

  it("is null without observations", () => {
    expect(quantileOfIntervals(explicitIntervals([1, 2], [0, 0, 0]), 0.5)).toBeNull();
  });
});
