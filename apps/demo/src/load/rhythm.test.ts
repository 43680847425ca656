import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { demandAt, growthAt, nextArrivalMs, shopTime, WEEKLY_GROWTH } from "./rhythm.ts";

const HOUR_MS = 3_600_000;
const WEEK_MS = 7 * 24 * HOUR_MS;
/** A Wednesday, 00:00 UTC. */
const WEDNESDAY_MS = Date.UTC(2026, 0, 7);
const at = (hour: number) => demandAt(WEDNESDAY_MS + hour * HOUR_MS, 0);

describe("demandAt", () => {
  it("has two humps with a dip between and a quiet night", () => {
    expect(at(11.5)).toBeGreaterThan(at(16));
    expect(at(20)).toBeGreaterThan(at(16));
    expect(at(20)).toBeGreaterThan(at(11.5));
    expect(at(4)).toBeLessThan(0.25);
  });

  it("reaches its peak of about 1 in the evening of a working day", () => {
    expect(at(20)).toBeGreaterThan(0.95);
    expect(at(20)).toBeLessThanOrEqual(1);
  });

  it("dips at the weekend", () => {
    const saturday = demandAt(WEDNESDAY_MS + 3 * 24 * HOUR_MS + 20 * HOUR_MS, 0);
    expect(saturday).toBeCloseTo(at(20) * 0.68, 6);
  });

  it("follows local time", () => {
    expect(demandAt(WEDNESDAY_MS + 18 * HOUR_MS, 120)).toBeCloseTo(at(20), 9);
  });

  it("stays between 0 and 1 and repeats every week", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 4e12 }),
        fc.integer({ min: -720, max: 840 }),
        (timeMs, offset) => {
          const demand = demandAt(timeMs, offset);
          expect(demand).toBeGreaterThan(0.1);
          expect(demand).toBeLessThanOrEqual(1);
          expect(demandAt(timeMs + WEEK_MS, offset)).toBeCloseTo(demand, 9);
        },
      ),
    );
  });

  it("has no jump at midnight within the working week", () => {
    expect(Math.abs(at(24) - at(24 - 1 / 3600))).toBeLessThan(0.001);
  });
});

describe("growthAt", () => {
  it("is 1 now and compounds by week", () => {
    expect(growthAt(WEDNESDAY_MS, WEDNESDAY_MS)).toBe(1);
    expect(growthAt(WEDNESDAY_MS - 2 * WEEK_MS, WEDNESDAY_MS)).toBeCloseTo(
      (1 + WEEKLY_GROWTH) ** -2,
      12,
    );
  });
});

describe("shopTime", () => {
  it("runs faster than real time by the speed", () => {
    expect(shopTime(1_000 + 60_000, 1_000, 60)).toBe(1_000 + 3_600_000);
  });
});

describe("nextArrivalMs", () => {
  it("grows with the draw and falls with the rate", () => {
    expect(nextArrivalMs(2, 0)).toBeCloseTo(0, 9);
    expect(nextArrivalMs(2, 0.5)).toBeCloseTo((Math.LN2 / 2) * 1000, 6);
    expect(nextArrivalMs(4, 0.5)).toBeLessThan(nextArrivalMs(2, 0.5));
  });
});
