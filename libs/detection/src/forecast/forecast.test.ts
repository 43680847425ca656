import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dailyWave, makeNoise, makePoints } from "../anomaly/made-up-series.ts";
import type { Point } from "../anomaly/judgement.ts";
import { forecast } from "./forecast.ts";

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const startMs = 1_767_225_600_000;
/** Forecasts the hours after the last of hourly points. */
const ahead = (points: readonly Point[], hours: number) =>
  forecast(points, {
    stepMs: hourMs,
    horizonMs: hours * hourMs,
    nowMs: startMs + points.length * hourMs,
  });
const hourly = (days: number, valueAt: (timeMs: number, index: number) => number) =>
  makePoints(days * 24, hourMs, valueAt, startMs);
const isWeekend = (timeMs: number): boolean => [0, 6].includes(new Date(timeMs).getUTCDay());

describe("forecast", () => {
  it.each([
    ["a day", (timeMs: number) => 50 + dailyWave(timeMs, 20)],
    ["a week", (timeMs: number) => (isWeekend(timeMs) ? 10 : 50 + dailyWave(timeMs, 20))],
    ["a constant", () => 7],
  ])("of a pure season repeats it: %s", (_name, valueAt) => {
    const { status, quantiles, errorLastWeek } = ahead(hourly(35, valueAt), 72);
    expect(status).toBe("ready");
    expect(quantiles).toHaveLength(72);
    for (const { timeMs, p10, p50, p90 } of quantiles) {
      expect(p50).toBeCloseTo(valueAt(timeMs), 6);
      expect(p90 - p10).toBeLessThan(1e-6);
    }
    expect(errorLastWeek?.smapePercent).toBeCloseTo(0, 6);
  });

  it("starts after the last whole step and keeps to the times asked for", () => {
    const points = hourly(10, (timeMs) => dailyWave(timeMs, 1));
    const { quantiles } = forecast(points, {
      stepMs: hourMs,
      horizonMs: 5 * hourMs,
      nowMs: startMs + 10 * dayMs - hourMs / 2,
    });
    expect(quantiles[0]?.timeMs).toBe(startMs + 10 * dayMs - hourMs);
    expect(quantiles.at(-1)?.timeMs).toBe(startMs + 10 * dayMs + 4 * hourMs);
  });

  it("does not see points after now", () => {
    const points = hourly(20, (timeMs, index) => dailyWave(timeMs, 5) + (index > 300 ? 1000 : 0));
    const options = { stepMs: hourMs, horizonMs: dayMs, nowMs: startMs + 300 * hourMs };
    expect(forecast(points, options)).toEqual(forecast(points.slice(0, 300), options));
  });

  it("goes on with growth", () => {
    const noise = makeNoise(1);
    const { quantiles } = ahead(
      hourly(28, (timeMs, index) => 100 + index / 4 + dailyWave(timeMs, 10) + noise()),
      7 * 24,
    );
    const last = quantiles.at(-1);
    expect(last?.p50).toBeGreaterThan(100 + 35 * 6 + dailyWave(last?.timeMs ?? 0, 10) - 10);
    expect(last?.p50).toBeLessThan(100 + 35 * 6 + dailyWave(last?.timeMs ?? 0, 10) + 10);
  });

  it.each([5, 6, 7, 8, 10])("goes on with a leak that is %i days old", (days) => {
    const noise = makeNoise(days);
    const perHour = 40;
    const points = hourly(
      days,
      (timeMs, index) => 5_000 + perHour * index + dailyWave(timeMs, 100) + 50 * noise(),
    );
    const { quantiles } = ahead(points, 24 * 7);
    const last = quantiles.at(-1);
    const truth = perHour * 24 * 7;
    const grown = (last?.p50 ?? 0) - (points.at(-1)?.value ?? 0);
    expect(grown / truth).toBeGreaterThan(0.8);
    expect(grown / truth).toBeLessThan(1.2);
  });

  it("forgets the level before a shift and keeps its season", () => {
    const noise = makeNoise(2);
    const valueAt = (timeMs: number, level: number) => level + dailyWave(timeMs, 10);
    const { quantiles, reasons } = ahead(
      hourly(28, (timeMs, index) => valueAt(timeMs, index < 24 * 25 ? 100 : 300) + noise()),
      48,
    );
    for (const { timeMs, p50 } of quantiles)
      expect(Math.abs(p50 - valueAt(timeMs, 300))).toBeLessThan(8);
    expect(reasons.join(" ")).toMatch(/level shifted/);
  });

  it("is not led astray by outliers", () => {
    const noise = makeNoise(3);
    const { quantiles } = ahead(
      hourly(28, (timeMs, index) => {
        return 100 + dailyWave(timeMs, 10) + noise() + (index % 97 === 0 ? 5000 : 0);
      }),
      48,
    );
    for (const { timeMs, p50 } of quantiles)
      expect(Math.abs(p50 - 100 - dailyWave(timeMs, 10))).toBeLessThan(5);
  });

  it("bridges holes", () => {
    const points = hourly(28, (timeMs) => 100 + dailyWave(timeMs, 10)).filter(
      (_, index) => index < 400 || index > 480,
    );
    const { quantiles, reasons } = forecast(points, {
      stepMs: hourMs,
      horizonMs: dayMs,
      nowMs: startMs + 28 * dayMs,
    });
    for (const { timeMs, p50 } of quantiles)
      expect(Math.abs(p50 - 100 - dailyWave(timeMs, 10))).toBeLessThan(1);
    expect(reasons.join(" ")).toMatch(/had no data/);
  });

  it("holds about 80 % of what comes inside its band", () => {
    let inside = 0;
    let count = 0;
    for (let seed = 1; seed <= 12; seed++) {
      const noise = makeNoise(seed * 7919);
      const points = hourly(23, (timeMs) => 100 + dailyWave(timeMs, 10) + 5 * noise());
      const { quantiles } = forecast(points, {
        stepMs: hourMs,
        horizonMs: 2 * dayMs,
        nowMs: startMs + 21 * dayMs,
      });
      quantiles.forEach(({ p10, p90 }, lead) => {
        const actual = points[21 * 24 + lead]?.value ?? 0;
        if (actual >= p10 && actual <= p90) inside++;
        count++;
      });
    }
    expect(inside / count).toBeGreaterThan(0.7);
    expect(inside / count).toBeLessThan(0.9);
  });

  it("orders its quantiles, scales with the data and is nowhere negative where they are not", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 24 * 6, maxLength: 24 * 20 }),
        fc.integer({ min: -4, max: 4 }),
        (values, power) => {
          const series = (scale: number) =>
            makePoints(values.length, hourMs, (_t, index) => (values[index] ?? 0) * scale, startMs);
          const plain = ahead(series(1), 24);
          const scaled = ahead(series(2 ** power), 24);
          plain.quantiles.forEach(({ p10, p50, p90 }, lead) => {
            expect(p10).toBeGreaterThanOrEqual(0);
            expect(p50).toBeGreaterThanOrEqual(p10);
            expect(p90).toBeGreaterThanOrEqual(p50);
            expect((scaled.quantiles[lead]?.p50 ?? 0) / 2 ** power).toBeCloseTo(p50, 6);
          });
        },
      ),
      { numRuns: 15 },
    );
  });

  it.each([
    ["nothing", 0, dayMs, /There are 0 steps of 1 hour with data/],
    ["a day", 1, dayMs, /There are 24 steps .* needs 30 at least/],
    ["too many steps", 10, 400 * dayMs, /2016 are possible/],
  ])("is learning from %s", (_name, days, horizonMs, reason) => {
    const result = forecast(
      hourly(days, () => 1),
      {
        stepMs: hourMs,
        horizonMs,
        nowMs: startMs + days * dayMs,
      },
    );
    expect(result.status).toBe("learning");
    expect(result.quantiles).toEqual([]);
    expect(result.reasons.join(" ")).toMatch(reason);
  });

  it.each([
    ["minutes", 5 * 60_000, 6],
    ["days", dayMs, 60],
    ["odd steps", 7 * 60_000, 6],
  ])("works in steps of %s", (_name, stepMs, days) => {
    const noise = makeNoise(4);
    const count = Math.floor((days * dayMs) / stepMs);
    const points = makePoints(count, stepMs, () => 100 + noise(), startMs);
    const result = forecast(points, {
      stepMs,
      horizonMs: 20 * stepMs,
      nowMs: startMs + count * stepMs,
    });
    expect(result.status).toBe("ready");
    for (const { p50 } of result.quantiles) expect(Math.abs(p50 - 100)).toBeLessThan(4);
  });

  it.each([
    [3, "none"],
    [5, "daily"],
    [14, "daily-and-weekly"],
  ])("of %d days names the season it knows: %s", (days, season) => {
    expect(
      ahead(
        hourly(days, (timeMs) => dailyWave(timeMs, 1)),
        24,
      ).season,
    ).toBe(season);
  });

  it("says how good it was in words", () => {
    const noise = makeNoise(5);
    const { errorLastWeek } = ahead(
      hourly(21, (timeMs) => 100 + dailyWave(timeMs, 10) + 3 * noise()),
      24,
    );
    expect(errorLastWeek?.mase).toBeLessThan(0.95);
    expect(errorLastWeek?.words).toMatch(
      /the last week it was off by .* % on average, \d+ % better than repeating/,
    );
  });
});
