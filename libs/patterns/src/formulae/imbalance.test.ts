import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  computeCoefficientOfVariation,
  computeFlappingPerHour,
  computeGini,
  computeHotShardFactor,
  computePeakRatio,
  computeThrash,
  measureImbalance,
} from "./imbalance.ts";

const loads = fc
  .array(fc.double({ min: 0, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 40 })
  .filter((values) => values.some((value) => value > 1e-3));

describe("imbalance", () => {
  it.each([
    [[10, 10, 10, 10], 0, 1, 0],
    [[0, 0, 0, 40], Math.sqrt(3), 4, 0.75],
    [[10, 20, 30, 40], Math.sqrt(125) / 25, 1.6, 0.25],
    [[7], 0, 1, 0],
  ])("of %j", (values, variation, peak, gini) => {
    expect(computeCoefficientOfVariation(values)).toBeCloseTo(variation, 9);
    expect(computePeakRatio(values)).toBeCloseTo(peak, 9);
    expect(computeHotShardFactor(values)).toBeCloseTo(peak, 9);
    expect(computeGini(values)).toBeCloseTo(gini, 9);
  });

  it.each([[[]], [[0, 0]], [[-1, 5]], [[Number.NaN, 1]], [[Infinity, 1]]])(
    "is undefined for %j",
    (values) => {
      expect(measureImbalance(values)).toBeUndefined();
      expect(computeGini(values)).toBeUndefined();
    },
  );

  it("leaves the Gini coefficient out for three instances or fewer", () => {
    expect(measureImbalance([1, 2, 3])).not.toHaveProperty("gini");
    expect(measureImbalance([1, 2, 3, 4])).toHaveProperty("gini");
  });

  it("stays within its bounds and knows no order", () => {
    fc.assert(
      fc.property(loads, (values) => {
        const count = values.length;
        const gini = computeGini(values) ?? Number.NaN;
        expect(gini).toBeGreaterThanOrEqual(0);
        expect(gini).toBeLessThanOrEqual((count - 1) / count + 1e-9);
        expect(computePeakRatio(values)).toBeGreaterThanOrEqual(1 - 1e-9);
        expect(computePeakRatio(values)).toBeLessThanOrEqual(count + 1e-9);
        expect(computeCoefficientOfVariation(values)).toBeLessThanOrEqual(
          Math.sqrt(count - 1) + 1e-6,
        );
        expect(computeGini(values.toReversed())).toBeCloseTo(gini, 9);
      }),
    );
  });
});

describe("flapping", () => {
  const hourMs = 3_600_000;

  it.each([
    [[2, 3, 2, 3, 2], 3],
    [[2, 2, 3, 3, 2, 2], 1],
    [[1, 2, 3, 4], 0],
    [[3], 0],
    [[], 0],
  ])("counts the turns of %j in an hour", (replicas, turns) => {
    expect(computeFlappingPerHour(replicas, hourMs)).toBe(turns);
    expect(computeFlappingPerHour(replicas, 2 * hourMs)).toBe(turns / 2);
  });

  it("needs a window", () => {
    expect(computeFlappingPerHour([1, 2], 0)).toBeUndefined();
  });

  it.each([
    [[2, 3, 2, 3, 2], 4],
    [[1, 2, 3, 4], 1],
    [[5, 5], 0],
    [[2, 6, 4], 3],
  ])("measures the thrash of %j", (replicas, thrash) => {
    expect(computeThrash(replicas)).toBe(thrash);
  });
});
