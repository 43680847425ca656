import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  computeBurnRate,
  computeHitRatio,
  computePendingRatio,
  computeUtilisation,
  computeWaitShare,
  findPlateauLimit,
} from "./utilisation.ts";

const positive = fc.double({ min: 1e-6, max: 1e9, noNaN: true });

describe("utilisation and saturation", () => {
  it.each([
    [8, 10, 0.8],
    [0, 10, 0],
    [12, 10, 1.2],
    [5, 0, undefined],
    [5, -1, undefined],
    [-1, 10, undefined],
    [Number.NaN, 10, undefined],
    [5, Number.NaN, undefined],
  ])("%d of %d is %s", (used, limit, expected) => {
    expect(computeUtilisation(used, limit)).toBe(expected);
    expect(computePendingRatio(used, limit)).toBe(expected);
  });

  it.each([
    [0, 5, 0],
    [5, 5, 0.5],
    [5, 0, 1],
    [0, 0, undefined],
    [-1, 5, undefined],
  ])("waiting %d beside service %d is %s", (wait, service, expected) => {
    expect(computeWaitShare(wait, service)).toBe(expected);
  });

  it("does not depend on the unit", () => {
    fc.assert(
      fc.property(
        positive,
        positive,
        fc.double({ min: 0.001, max: 1000, noNaN: true }),
        (used, limit, scale) => {
          const plain = computeUtilisation(used, limit) ?? Number.NaN;
          const scaled = computeUtilisation(used * scale, limit * scale) ?? Number.NaN;
          expect(Math.abs(scaled - plain)).toBeLessThanOrEqual(1e-9 * plain);
        },
      ),
    );
  });
});

describe("findPlateauLimit", () => {
  const sample = (used: number, pending: number) => ({ used, pending });

  it("takes the flat maximum while requests wait", () => {
    const samples = [sample(3, 0), sample(10, 2), sample(10, 5), sample(9.9, 1), sample(10, 1)];
    expect(findPlateauLimit(samples)).toBe(10);
  });

  it("needs three waiting samples at the top", () => {
    expect(findPlateauLimit([sample(10, 2), sample(10, 1), sample(4, 1)])).toBeUndefined();
    expect(findPlateauLimit([sample(10, 0), sample(10, 0), sample(10, 0)])).toBeUndefined();
    expect(findPlateauLimit([])).toBeUndefined();
  });

  it("refuses a plateau that use without waiting exceeded", () => {
    const samples = [sample(10, 2), sample(10, 2), sample(10, 2), sample(15, 0)];
    expect(findPlateauLimit(samples)).toBeUndefined();
  });
});

describe("computeHitRatio", () => {
  it.each([
    [90, 10, 0.9],
    [0, 10, 0],
    [10, 0, 1],
    [0, 0, undefined],
    [-5, 10, undefined],
  ])("%d hits and %d misses are %s", (hits, misses, expected) => {
    expect(computeHitRatio(hits, misses)).toBe(expected);
  });
});

describe("computeBurnRate", () => {
  it("is 1 when bad events use up exactly the budget", () => {
    expect(computeBurnRate(0.001, 0.999)).toBeCloseTo(1, 9);
    expect(computeBurnRate(0.0144, 0.999)).toBeCloseTo(14.4, 9);
    expect(computeBurnRate(0, 0.99)).toBe(0);
  });

  it("has no answer without a budget", () => {
    expect(computeBurnRate(0.1, 1)).toBeUndefined();
    expect(computeBurnRate(0.1, -0.1)).toBeUndefined();
    expect(computeBurnRate(Number.NaN, 0.9)).toBeUndefined();
  });
});
