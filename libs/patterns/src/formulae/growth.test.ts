import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fitTheilSen, forecastTimeToLimit } from "./growth.ts";

const minuteMs = 60_000;

function buildSeries(count: number, valueAt: (index: number) => number) {
  return Array.from({ length: count }, (_, index) => ({
    atMs: index * minuteMs,
    value: valueAt(index),
  }));
}

describe("fitTheilSen", () => {
  it("finds a line exactly", () => {
    const line = fitTheilSen(buildSeries(20, (index) => 5 + 3 * index));
    expect(line?.slopePerS).toBeCloseTo(3 / 60, 12);
    expect(line?.slopeLowPerS).toBeCloseTo(3 / 60, 12);
    expect(line?.slopeHighPerS).toBeCloseTo(3 / 60, 12);
    expect(line?.level).toBeCloseTo(5 + 3 * 19, 9);
    expect(line?.atMs).toBe(19 * minuteMs);
  });

  it("withstands outliers", () => {
    const line = fitTheilSen(buildSeries(40, (index) => (index % 5 === 0 ? 1000 : 2 * index)));
    expect(line?.slopePerS).toBeCloseTo(2 / 60, 2);
  });

  it("brackets the slope of noisy series, and more tightly with more points", () => {
    const noise = (index: number) => 5 * Math.sin(index * 12.9898) * Math.cos(index * 78.233);
    const short = fitTheilSen(buildSeries(20, (index) => index + noise(index)));
    const long = fitTheilSen(buildSeries(200, (index) => index + noise(index)));
    for (const line of [short, long]) {
      expect(line?.slopeLowPerS).toBeLessThanOrEqual(1 / 60);
      expect(line?.slopeHighPerS).toBeGreaterThanOrEqual(1 / 60);
    }
    const width = (line: typeof long) => (line?.slopeHighPerS ?? 0) - (line?.slopeLowPerS ?? 0);
    expect(width(long)).toBeLessThan(width(short));
  });

  it("takes points in any order and leaves out what is not a number", () => {
    const series = buildSeries(10, (index) => index);
    const mixed = [...series.toReversed(), { atMs: 5, value: Number.NaN }];
    expect(fitTheilSen(mixed)).toEqual(fitTheilSen(series));
  });

  it("stays fast and right for long series", () => {
    expect(fitTheilSen(buildSeries(50_000, (index) => index))?.slopePerS).toBeCloseTo(1 / 60, 9);
  });

  it("needs three points and two moments", () => {
    expect(fitTheilSen(buildSeries(2, (index) => index))).toBeUndefined();
    expect(fitTheilSen([1, 2, 3].map((value) => ({ atMs: 7, value })))).toBeUndefined();
  });
});

describe("forecastTimeToLimit", () => {
  const line = { slopePerS: 1, slopeLowPerS: 0.5, slopeHighPerS: 2, atMs: 0, level: 100 };

  it("gives the interval with the early end first", () => {
    expect(forecastTimeToLimit(line, 200, 0)).toEqual({ earlyS: 50, expectedS: 100, lateS: 200 });
  });

  it("counts from now", () => {
    expect(forecastTimeToLimit(line, 200, 40_000).expectedS).toBe(60);
  });

  it("is 0 behind the limit and infinite when moving away", () => {
    expect(forecastTimeToLimit(line, 90, 0)).toEqual({ earlyS: 0, expectedS: 0, lateS: 0 });
    expect(forecastTimeToLimit(line, 50, 0, "below").expectedS).toBe(Infinity);
  });

  it("falls to a limit below", () => {
    const falling = { slopePerS: -1, slopeLowPerS: -2, slopeHighPerS: 1, atMs: 0, level: 100 };
    expect(forecastTimeToLimit(falling, 0, 0, "below")).toEqual({
      earlyS: 50,
      expectedS: 100,
      lateS: Infinity,
    });
  });

  it("keeps its order", () => {
    const slope = fc.double({ min: -10, max: 10, noNaN: true });
    fc.assert(
      fc.property(
        slope,
        slope,
        slope,
        fc.double({ min: -500, max: 500, noNaN: true }),
        (a, b, c, limit) => {
          const [low = 0, middle = 0, high = 0] = [a, b, c].toSorted((left, right) => left - right);
          const trend = {
            slopePerS: middle,
            slopeLowPerS: low,
            slopeHighPerS: high,
            atMs: 0,
            level: 0,
          };
          const { earlyS, expectedS, lateS } = forecastTimeToLimit(trend, limit, 0);
          expect(earlyS).toBeLessThanOrEqual(expectedS);
          expect(expectedS).toBeLessThanOrEqual(lateS);
        },
      ),
    );
  });
});
