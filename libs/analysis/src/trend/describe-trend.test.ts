import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { makePoints, seedNormal } from "../testing/made-up-series.ts";
import { describeTrend, type Trend } from "./describe-trend.ts";

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** A Monday, 00:00 UTC. */
const mondayMs = Date.UTC(2026, 0, 5);

type Described = Extract<Trend, { status: "described" }>;

function describeDays(
  days: number,
  valueAt: (timeMs: number, index: number) => number,
  stepMs = hourMs,
): Described {
  const count = Math.floor((days * dayMs) / stepMs);
  const points = makePoints(count, stepMs, (index, timeMs) => valueAt(timeMs, index), mondayMs);
  const trend = describeTrend(points, { nowMs: mondayMs + days * dayMs, stepMs });
  if (trend.status !== "described") throw new Error(trend.sentence);
  return trend;
}

const dayWave = (timeMs: number): number => Math.sin((2 * Math.PI * timeMs) / dayMs);

describe("describeTrend", () => {
  it("finds level, slope, season and noise of a series made of them", () => {
    const normal = seedNormal(3);
    const trend = describeDays(28, (timeMs) => {
      const days = (timeMs - mondayMs) / dayMs;
      const weekend = days % 7 >= 5 ? -15 : 0;
      return 100 + 2 * days + 20 * dayWave(timeMs) + weekend + normal();
    });
    expect(trend.slope.direction).toBe("rising");
    expect(trend.slope.perDay.value).toBeCloseTo(2, 1);
    expect(trend.slope.perDay.low).toBeLessThan(2.02);
    expect(trend.slope.perDay.high).toBeGreaterThan(1.98);
    expect(trend.changes).toEqual([]);
    expect(trend.level.value).toBeGreaterThan(145);
    expect(trend.level.value).toBeLessThan(160);
    expect(trend.season.daily?.strength).toBeGreaterThan(0.5);
    expect(trend.season.weekly?.strength).toBeGreaterThan(0.5);
    expect(trend.season.weekly?.profile[6 * 24]).toBeLessThan(-8);
    expect(trend.noise.value).toBeLessThan(2);
    expect(trend.weekOnWeek?.difference.value).toBeCloseTo(14, 0);
  });

  it("finds no season, slope or jump in noise", () => {
    let slopes = 0;
    for (let seed = 0; seed < 20; seed++) {
      const normal = seedNormal(seed);
      const trend = describeDays(21, () => 50 + normal());
      expect(trend.season.daily?.strength).toBeLessThan(0.15);
      expect(trend.season.weekly?.strength).toBeLessThan(0.15);
      expect(trend.changes).toEqual([]);
      expect(trend.level.value).toBeCloseTo(50, 0);
      if (trend.slope.direction !== "steady") slopes++;
    }
    expect(slopes).toBeLessThanOrEqual(4);
  });

  it("tells a jump from a slope", () => {
    const normal = seedNormal(8);
    const trend = describeDays(
      14,
      (timeMs) => (timeMs < mondayMs + 9 * dayMs ? 10 : 30) + 5 * dayWave(timeMs) + normal(),
    );
    expect(trend.changes).toHaveLength(1);
    const [jump] = trend.changes;
    expect(Math.abs((jump?.timeMs ?? 0) - (mondayMs + 9 * dayMs))).toBeLessThanOrEqual(2 * hourMs);
    expect(jump?.before).toBeCloseTo(10, 0);
    expect(jump?.after).toBeCloseTo(30, 0);
    expect(jump?.sureness).toBe("high");
    expect(trend.slope.direction).toBe("steady");
    expect(trend.level.value).toBeCloseTo(30, 0);
    expect(trend.sentence).toContain("2026-01-14");
  });

  it("is not moved by outliers and holes", () => {
    const normal = seedNormal(4);
    const trend = describeDays(10, (timeMs, index) => {
      if (index % 7 === 0) return Number.NaN;
      if (index % 31 === 0) return 1e6;
      return 5 * ((timeMs - mondayMs) / dayMs) + normal();
    });
    expect(trend.slope.perDay.value).toBeCloseTo(5, 0);
    expect(trend.noise.value).toBeLessThan(3);
  });

  it("compares weeks hour by hour", () => {
    const normal = seedNormal(6);
    const trend = describeDays(14, (timeMs) => {
      const isThisWeek = timeMs >= mondayMs + 7 * dayMs;
      const hour = Math.floor((timeMs - mondayMs) / hourMs) % 168;
      const odd = isThisWeek && hour === 50 ? 4 : 1;
      return (
        (100 + 30 * dayWave(timeMs)) * (isThisWeek ? 1.3 : 1) * odd * Math.exp(0.02 * normal())
      );
    });
    const weeks = trend.weekOnWeek;
    expect(weeks?.ratio?.value).toBeCloseTo(1.3, 1);
    expect(weeks?.ratio?.low).toBeGreaterThan(1.2);
    expect(weeks?.pValue).toBeLessThan(1e-6);
    expect(weeks?.hours).toHaveLength(168);
    expect(weeks?.hours[50]?.isUnusual).toBe(true);
    expect(weeks?.sentence).toContain("30 % more");
  });

  it("says what is missing", () => {
    const short = describeTrend(
      makePoints(5, hourMs, () => 1),
      { nowMs: dayMs, stepMs: hourMs },
    );
    expect(short.status).toBe("too-few-points");
    expect(short.sentence).toContain("12 points");
    const day = describeDays(1, (_, index) => index % 5);
    expect(day.season.daily).toBeUndefined();
    expect(day.season.sentence).toContain("needs 3 days");
    expect(day.weekOnWeek).toBeUndefined();
  });

  it("describes a constant series", () => {
    const trend = describeDays(4, () => 7);
    expect(trend.level.value).toBe(7);
    expect(trend.noise.value).toBe(0);
    expect(trend.slope.direction).toBe("steady");
  });

  it("follows scale and shift, and does not mind the order of the points", () => {
    const normal = seedNormal(12);
    const base = makePoints(
      240,
      hourMs,
      (index, timeMs) => 0.1 * index + 3 * dayWave(timeMs) + (index > 150 ? 20 : 0) + normal(),
    );
    const options = { nowMs: 240 * hourMs, stepMs: hourMs };
    const plain = describeTrend(base, options) as Described;
    fc.assert(
      fc.property(
        fc.double({ min: 0.01, max: 1000, noNaN: true }),
        fc.double({ min: -1000, max: 1000, noNaN: true }),
        (scale, shift) => {
          const moved = base.map(({ timeMs, value }) => ({ timeMs, value: scale * value + shift }));
          const trend = describeTrend(moved.toReversed(), options) as Described;
          expect(trend.slope.perDay.value / (scale * plain.slope.perDay.value)).toBeCloseTo(1, 5);
          expect(trend.slope.direction).toBe(plain.slope.direction);
          expect(trend.changes.map(({ timeMs }) => timeMs)).toEqual(
            plain.changes.map(({ timeMs }) => timeMs),
          );
          expect(trend.season.daily?.strength).toBeCloseTo(plain.season.daily?.strength ?? 0, 5);
          expect((trend.level.value - shift) / (scale * plain.level.value)).toBeCloseTo(1, 4);
        },
      ),
      { numRuns: 30 },
    );
  });
});
