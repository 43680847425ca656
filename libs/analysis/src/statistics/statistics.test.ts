import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { seedNormal } from "../testing/made-up-series.ts";
import { effectivePairs, inflationOf } from "./autocorrelation.ts";
import { pValueOfNormal, pValueOfStudent } from "./distributions.ts";
import { exactPValue } from "./exact-rank-sum.ts";
import { adjustPValues, pValueOfBest } from "./false-discovery.ts";
import { medianOf, quantileOf, spreadOf } from "./quantile.ts";
import { compareGroups, estimateCentre, estimateDifference } from "./rank-sum.ts";
import { rankValues } from "./ranks.ts";
import { estimateSlope } from "./slope.ts";

describe("distributions", () => {
  it.each([
    [0, 1],
    [1, 0.317_310_5],
    [1.959_964, 0.05],
    [3.290_527, 0.001],
    [6, 1.973e-9],
  ])("a normal value beyond ±%d has probability %d", (z, expected) => {
    expect(pValueOfNormal(z) / expected).toBeCloseTo(1, 3);
    expect(pValueOfNormal(-z)).toBe(pValueOfNormal(z));
  });

  it.each([
    [12.706_2, 1, 0.05],
    [2.228_139, 10, 0.05],
    [3.169_273, 10, 0.01],
    [2.042_272, 30, 0.05],
    [0, 5, 1],
  ])("t = %d with %d degrees has probability %d", (t, freedom, expected) => {
    expect(pValueOfStudent(t, freedom)).toBeCloseTo(expected, 5);
  });

  it("knows nothing without freedom", () => {
    expect(pValueOfStudent(5, 0)).toBe(1);
    expect(pValueOfStudent(Number.POSITIVE_INFINITY, 3)).toBe(0);
  });
});

describe("order statistics", () => {
  it("leaves out what is not finite", () => {
    expect(medianOf([3, Number.NaN, 1, Number.POSITIVE_INFINITY, 2])).toBe(2);
    expect(medianOf([])).toBeNaN();
    expect(quantileOf([0, 10], 0.25)).toBe(2.5);
  });

  it("has the spread of normal noise, and one of mostly still values", () => {
    const normal = seedNormal(1);
    expect(spreadOf(Array.from({ length: 5000 }, () => 7 * normal()))).toBeCloseTo(7, 0);
    expect(spreadOf([1, 1, 1, 1, 5])).toBeGreaterThan(0);
    expect(spreadOf([4, 4, 4])).toBe(0);
  });

  it("shares ranks between equal values", () => {
    const { ranks, count, ties } = rankValues([5, Number.NaN, 1, 5]);
    expect([...ranks]).toEqual([2.5, Number.NaN, 1, 2.5]);
    expect({ count, ties }).toEqual({ count: 3, ties: 6 });
  });
});

describe("tests of groups", () => {
  it("is exact for small groups", () => {
    // 3 against 3: the most extreme of 20 arrangements on either side.
    expect(exactPValue(1, 3, 3)).toBeCloseTo(0.1, 12);
    expect(exactPValue(-1, 3, 3)).toBeCloseTo(0.1, 12);
    expect(exactPValue(1, 5, 8)).toBeCloseTo(2 / 1287, 12);
    expect(exactPValue(0, 5, 8)).toBe(1);
  });

  it("agrees with the exact distribution in the middle", () => {
    const first = [1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23];
    const second = first.map((value) => value + 6);
    const { delta, pValue } = compareGroups(first, second);
    expect(pValue).toBeCloseTo(exactPValue(delta, 12, 12), 1);
    expect(delta).toBeGreaterThan(0);
  });

  it("finds the difference within its interval", () => {
    const normal = seedNormal(5);
    const first = Array.from({ length: 100 }, normal);
    const second = Array.from({ length: 80 }, () => 2 + normal());
    const { value, low, high } = estimateDifference(first, second);
    expect(low).toBeLessThan(2);
    expect(high).toBeGreaterThan(2);
    expect(value).toBeCloseTo(2, 0);
    const paired = estimateCentre(second.map((after, index) => after - (first[index] ?? 0)));
    expect(paired.pValue).toBeLessThan(1e-6);
  });

  it("widens for autocorrelated noise and not for white noise", () => {
    const normal = seedNormal(9);
    const white = Array.from({ length: 400 }, normal);
    let last = 0;
    const slow = white.map((value) => (last = 0.8 * last + value));
    expect(inflationOf(white)).toBeLessThan(1.4);
    expect(inflationOf(slow)).toBeGreaterThan(5);
    expect(effectivePairs(100, Float64Array.of(0.8, 0.6), Float64Array.of(0.8, 0.6))).toBeLessThan(
      40,
    );
  });
});

describe("false discovery", () => {
  it("adjusts as Benjamini and Hochberg do", () => {
    const expected = [0.02, 0.04, 0.04, 0.02];
    adjustPValues([0.01, 0.04, 0.03, 0.005]).forEach((value, index) =>
      expect(value).toBeCloseTo(expected[index] ?? 1, 12),
    );
    expect(adjustPValues([0.01], 10)).toEqual([0.1]);
  });

  it("keeps the order and the range", () => {
    const pValues = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 40 });
    fc.assert(
      fc.property(pValues, (values) => {
        const adjusted = adjustPValues(values);
        adjusted.forEach((after, index) => {
          expect(after).toBeGreaterThanOrEqual(values[index] ?? 0);
          expect(after).toBeLessThanOrEqual(1);
          adjusted.forEach((other, place) => {
            if ((values[index] ?? 0) < (values[place] ?? 0))
              expect(after).toBeLessThanOrEqual(other);
          });
        });
      }),
    );
  });

  it("counts tries", () => {
    expect(pValueOfBest(1e-20, 10)).toBeCloseTo(1e-19, 24);
    expect(pValueOfBest(0.5, 2)).toBeCloseTo(0.75, 12);
    expect(pValueOfBest(1, 3)).toBe(1);
  });
});

describe("slope", () => {
  it("is not tilted by outliers or by jumps between stretches", () => {
    const places = Array.from({ length: 40 }, (_, index) => index);
    const values = places.map((place) => 3 * place);
    values[20] = 10_000;
    expect(estimateSlope([{ places, values }])?.value).toBe(3);
    const shifted = values.map((value) => value + 1000);
    const later = places.map((place) => place + 40);
    const both = estimateSlope([
      { places, values },
      { places: later, values: shifted },
    ]);
    expect(both?.value).toBe(3);
  });

  it("holds the truth in its interval about as often as it says", () => {
    const normal = seedNormal(77);
    let inside = 0;
    for (let run = 0; run < 1000; run++) {
      const places = Array.from({ length: 30 }, (_, index) => index);
      const slope = estimateSlope([{ places, values: places.map((x) => 0.2 * x + normal()) }]);
      if (slope !== undefined && slope.low <= 0.2 && slope.high >= 0.2) inside++;
    }
    expect(inside).toBeGreaterThanOrEqual(930);
    expect(inside).toBeLessThanOrEqual(970);
  });

  it("is none of two values", () => {
    expect(estimateSlope([{ places: [0, 1], values: [0, 1] }])).toBeUndefined();
  });
});
