import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { makeNoise } from "../anomaly/made-up-series.ts";
import { findLevelShifts } from "./level-shifts.ts";

/** Noise around one level after the other, each for 60 values. */
const steps = (levels: readonly number[], seed = 1): number[] => {
  const noise = makeNoise(seed);
  return levels.flatMap((level) => Array.from({ length: 60 }, () => level + noise()));
};

describe("findLevelShifts", () => {
  it.each([
    ["one step", [0, 5], [60]],
    ["up and down", [0, 5, 0], [60, 120]],
    ["a staircase", [0, 6, 2, 9], [60, 120, 180]],
    ["no step", [3, 3, 3], []],
    ["one level", [3], []],
  ])("%s", (_name, levels, wanted) => {
    const found = findLevelShifts(steps(levels));
    expect(found).toHaveLength(wanted.length);
    found.forEach((at, index) => expect(Math.abs(at - (wanted[index] ?? 0))).toBeLessThan(4));
  });

  it("finds no shift in noise, slow noise or a ramp", () => {
    let found = 0;
    for (let seed = 1; seed <= 20; seed++) {
      const noise = makeNoise(seed * 104_729);
      let slow = 0;
      found += findLevelShifts(Array.from({ length: 300 }, noise)).length;
      found += findLevelShifts(
        Array.from({ length: 300 }, () => (slow = 0.8 * slow + noise())),
      ).length;
      found += findLevelShifts(Array.from({ length: 300 }, (_, index) => index + noise())).length;
    }
    expect(found).toBeLessThan(6);
  });

  it("keeps to the limits it is given", () => {
    const values = steps([0, 9, 0, 9, 0, 9]);
    expect(findLevelShifts(values, { mostShifts: 2 }).length).toBeLessThanOrEqual(2);
    expect(findLevelShifts(values, { leastLength: 400 })).toEqual([]);
  });

  it("takes the value before for one that is missing", () => {
    const values = steps([0, 8]).map((value, index) => (index % 7 === 3 ? Number.NaN : value));
    expect(findLevelShifts(values)).toHaveLength(1);
    expect(findLevelShifts([Number.NaN, Number.NaN])).toEqual([]);
    expect(findLevelShifts([])).toEqual([]);
  });

  it("finds the same shifts in moved and scaled values, and none in a constant", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1000 }),
        fc.integer({ min: -6, max: 6 }),
        fc.integer({ min: -1000, max: 1000 }),
        (seed, power, shift) => {
          const values = steps([0, 7, 1], seed);
          const moved = values.map((value) => value * 2 ** power + shift);
          expect(findLevelShifts(moved)).toEqual(findLevelShifts(values));
          expect(findLevelShifts(Array.from({ length: 50 }, () => shift / 7))).toEqual([]);
        },
      ),
      { numRuns: 50 },
    );
  });
});
