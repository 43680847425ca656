import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dailyWave, makeNoise, makePoints } from "../anomaly/made-up-series.ts";
import { crossing } from "./crossing.ts";
import { forecast } from "./forecast.ts";
import type { Forecast } from "./forecast.ts";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const startMs = 1_767_225_600_000;
type ValueAt = (index: number) => number;

/** Forecasts the minutes after the last of `count` values, one a minute. */
function ahead(count: number, steps: number, valueAt: ValueAt, stepMs = minuteMs): Forecast {
  return forecast(
    makePoints(count, stepMs, (_timeMs, index) => valueAt(index), startMs),
    { stepMs, horizonMs: steps * stepMs, nowMs: startMs + count * stepMs },
  );
}
/** Steps after the end of the history at which a date lies. */
const stepsTo = (dateMs: number | null | undefined, count: number): number =>
  dateMs == null ? Infinity : (dateMs - startMs) / minuteMs - count;
/** A heap that grows by `height` until it is collected, every `period` steps. */
const sawtooth =
  (period: number, height: number): ValueAt =>
  (index) =>
    height * ((index % period) / period);
/** Heights of such teeth, each as many times `period` long and high as `nextSize` says. */
function collections(count: number, period: number, nextSize: () => number): number[] {
  let size = nextSize();
  let age = period / 3;
  return Array.from({ length: count }, () => {
    if (++age > period * size) {
      age = 0;
      size = Math.max(0.4, nextSize());
    }
    return age / period;
  });
}
const hasTrend = (found: Forecast): boolean => found.method.includes("trend");

describe("forecast of a young series", () => {
  it("says what it rests on", () => {
    const found = ahead(50, 600, (index) => 100 + 2 * index);
    expect(found).toMatchObject({ status: "ready", season: "none" });
    expect(found.reasons).toEqual([
      "Less than 4.5 days of history: no daily season is known, so level and trend alone are continued.",
      "50 min of history carry a forecast of 100 min; it ends there.",
    ]);
    expect(found.errorLastWeek?.words).toMatch(/^Over the last 33 min it was off by 0/);
    expect(found.errorLastWeek?.words).not.toMatch(/week/);
  });

  it.each([
    [60, 15, 15, "as far as asked"],
    [60, 600, 120, "twice the history"],
    [240, 600, 360, "six hours"],
    [480, 600, 480, "the history"],
  ])("of %d min, %d asked, goes %d steps ahead: %s", (count, asked, steps) => {
    expect(ahead(count, asked, () => 5).quantiles).toHaveLength(steps);
  });

  it("needs 30 steps with data", () => {
    expect(ahead(29, 10, () => 1).status).toBe("learning");
    expect(ahead(30, 10, () => 1).status).toBe("ready");
    const sparse = forecast(
      makePoints(20, 5 * minuteMs, () => 1, startMs),
      { stepMs: minuteMs, horizonMs: hourMs, nowMs: startMs + 100 * minuteMs },
    );
    expect(sparse.status).toBe("learning");
    expect(sparse.reasons.join(" ")).toMatch(/20 steps of 1 min with data.* 30 at least/);
  });

  it("refuses to speak of the past only", () => {
    const points = makePoints(40, minuteMs, () => 1, startMs);
    const at = (minutes: number) =>
      forecast(points, {
        stepMs: minuteMs,
        horizonMs: hourMs,
        nowMs: startMs + minutes * minuteMs,
      });
    expect(at(100)).toMatchObject({ status: "ready" });
    expect(at(100).reasons.join(" ")).toMatch(/The data end 1 hour ago/);
    expect(at(120)).toMatchObject({ status: "learning", quantiles: [] });
  });

  it("ends after 2016 steps", () => {
    const { quantiles, reasons } = ahead(3000, 2500, () => 1, 1000);
    expect(quantiles).toHaveLength(2016);
    expect(reasons.join(" ")).toMatch(/It ends after 2016 steps: choose longer/);
  });

  it("says that a trend of some hours may be the time of day", () => {
    const noise = makeNoise(3);
    const found = ahead(60, 60, (index) => 100 + 3 * index + 10 * noise(), 5 * minuteMs);
    expect(hasTrend(found)).toBe(true);
    expect(found.reasons.join(" ")).toMatch(/time of day may bring .* beyond 2 hours/);
    const last = found.quantiles.at(-1);
    expect(last?.p50).toBeLessThan(100 + 3 * 119);
    expect(last?.p90).toBeGreaterThan(100 + 3 * 119 - 10);
  });

  it("continues a line with noise inside its band", () => {
    let inside = 0;
    let count = 0;
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1e9 }),
        fc.integer({ min: 30, max: 200 }),
        fc.double({ min: -5, max: 5, noNaN: true }),
        (seed, length, slope) => {
          const noise = makeNoise(seed);
          const values = Array.from({ length: 2 * length }, (_, at) => 1e4 + slope * at + noise());
          const { quantiles } = ahead(length, length, (at) => values[at] ?? 0);
          const share =
            quantiles.filter(({ p10, p90 }, lead) => {
              const actual = values[length + lead] ?? 0;
              return actual >= p10 && actual <= p90;
            }).length / length;
          inside += share;
          count++;
        },
      ),
      { numRuns: 100, seed: 7 },
    );
    expect(inside / count).toBeGreaterThan(0.75);
  });

  it("knows no NaN, orders its quantiles and widens", () => {
    const value = fc.oneof(
      fc.constant(0),
      fc.integer({ min: -3, max: 3 }),
      fc.double({ noDefaultInfinity: true, min: -1e20, max: 1e20 }),
    );
    fc.assert(
      fc.property(
        fc.array(value, { minLength: 25, maxLength: 150, size: "max" }),
        fc.integer({ min: 1, max: 400 }),
        (values, steps) => {
          const { quantiles, errorLastWeek } = ahead(values.length, steps, (at) => values[at] ?? 0);
          let width = 0;
          for (const { p10, p50, p90 } of quantiles) {
            expect([p10, p50, p90].every(Number.isFinite)).toBe(true);
            expect(p10).toBeLessThanOrEqual(p50);
            expect(p90).toBeGreaterThanOrEqual(p50);
            if (values.some((each) => each < 0)) {
              expect(p90 - p10).toBeGreaterThanOrEqual(width * (1 - 1e-9) - 1e-9 * Math.abs(p50));
              width = p90 - p10;
            }
          }
          expect(errorLastWeek?.smapePercent).not.toBeNaN();
          expect(errorLastWeek?.mase).not.toBeNaN();
        },
      ),
      { numRuns: 60 },
    );
  });

  it("scales and shifts with the data", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 30, maxLength: 120 }),
        fc.integer({ min: 0, max: 3 }),
        fc.integer({ min: -8, max: 8 }),
        fc.integer({ min: -1000, max: 1000 }),
        (values, slope, power, shift) => {
          // Far from zero on one side, where nothing is cut off.
          const at: ValueAt = (index) => (values[index] ?? 0) + slope * index - 1e5;
          const plain = ahead(values.length, 60, at);
          const moved = ahead(values.length, 60, (index) => 2 ** power * (at(index) + shift));
          plain.quantiles.forEach((step, lead) => {
            for (const key of ["p10", "p50", "p90"] as const)
              expect((moved.quantiles[lead]?.[key] ?? NaN) / 2 ** power - shift).toBeCloseTo(
                step[key],
                5,
              );
          });
        },
      ),
      { numRuns: 60 },
    );
  });

  it.each([
    ["noise", (_index: number, noise: () => number) => 100 + 5 * noise()],
    [
      "a heap that is collected",
      (index: number, noise: () => number) => 100 + sawtooth(10, 50)(index) + noise(),
    ],
    [
      "a heap that is collected seldom",
      (index: number, noise: () => number) => 100 + sawtooth(25, 50)(index) + noise(),
    ],
    ["spikes", (index: number, noise: () => number) => 100 + noise() + (index === 50 ? 500 : 0)],
  ])("sees no trend in %s", (_name, valueAt) => {
    for (let seed = 1; seed <= 10; seed++) {
      const noise = makeNoise(seed * 7919);
      const values = Array.from({ length: 60 }, (_, index) => valueAt(index, noise));
      const found = ahead(60, 60, (index) => values[index] ?? 0);
      expect(hasTrend(found)).toBe(false);
      expect(crossing(found, 400, "above")?.probability).toBeLessThan(0.01);
    }
  });

  it("does not go on with a warm-up", () => {
    for (let seed = 1; seed <= 10; seed++) {
      const noise = makeNoise(seed * 7919);
      const found = ahead(60, 60, (index) => 200 - 100 * Math.exp(-index / 10) + 2 * noise());
      for (const { p50 } of found.quantiles) expect(Math.abs(p50 - 200)).toBeLessThan(10);
    }
  });

  it("rarely sees one in noise that wanders", () => {
    let trends = 0;
    for (let seed = 1; seed <= 100; seed++) {
      const noise = makeNoise(seed * 7919);
      let value = 0;
      if (hasTrend(ahead(60, 60, () => (value = 0.8 * value + noise())))) trends++;
    }
    expect(trends).toBeLessThanOrEqual(3);
  });

  it("uses what came after a level shift", () => {
    const noise = makeNoise(11);
    const rising = ahead(120, 60, (at) => (at < 60 ? 100 : 300 + 2 * (at - 60)) + noise());
    expect(rising.quantiles[59]?.p50).toBeGreaterThan(530);
    expect(rising.quantiles[59]?.p50).toBeLessThan(550);
    expect(rising.reasons.join(" ")).toMatch(/level shifted 1 hour ago/);
    const recent = ahead(120, 60, (at) => (at < 105 ? 100 : 300) + noise());
    expect(recent.quantiles).toHaveLength(30);
    for (const { p50 } of recent.quantiles) expect(Math.abs(p50 - 300)).toBeLessThan(3);
  });

  it("stays at the height from which it fell back, and warns beyond", () => {
    const found = ahead(120, 60, (at) => 100 + 2 * (at < 70 ? at : at - 70));
    const last = found.quantiles.at(-1);
    expect(last?.p50).toBeLessThanOrEqual(240);
    expect(last?.p90).toBeGreaterThan(300);
    expect(last?.p10).toBeLessThan(150);
    expect(found.reasons.join(" ")).toMatch(/fell back 50 min ago/);
  });

  it.each([2, 4, 6, 8, 12, 24, 48])("does not run away with a day seen for %d hours", (hours) => {
    const stepMs = hours < 4 ? minuteMs : 5 * minuteMs;
    const count = (hours * hourMs) / stepMs;
    for (let phase = 0; phase < 24; phase++) {
      const noise = makeNoise(phase + 1);
      const valueAt: ValueAt = (index) =>
        1000 + dailyWave(phase * hourMs + index * stepMs, 20) + noise();
      const { quantiles } = ahead(count, 2 * count, valueAt, stepMs);
      for (const { p50 } of quantiles) expect(Math.abs(p50 - 1000)).toBeLessThan(50);
    }
  });

  it("works a long history off in little time", () => {
    const noise = makeNoise(1);
    const found = forecast(
      makePoints(16_000, 1000, (_t, index) => 1e4 + index / 10 + noise(), startMs),
      { stepMs: 1000, horizonMs: 2000_000, nowMs: startMs + 16_000_000 },
    );
    expect(found.quantiles).toHaveLength(2000);
  });
});

describe("crossing of a young leak", () => {
  it("dates a line within 10 %", () => {
    for (const [count, left] of [
      [30, 30],
      [60, 20],
      [60, 100],
      [240, 200],
    ] as const) {
      const found = ahead(count, 360, (index) => 100 + 2 * index);
      const when = crossing(found, 100 + 2 * (count + left), "above");
      expect(Math.abs(stepsTo(when?.p50Ms, count) - left)).toBeLessThanOrEqual(0.1 * left);
      expect(when?.probability).toBeGreaterThan(0.9);
    }
  });

  it("dates a fall within 10 %", () => {
    const found = ahead(60, 120, (index) => 500 - 3 * index);
    const when = crossing(found, 500 - 3 * 120, "below");
    expect(Math.abs(stepsTo(when?.p50Ms, 60) - 60)).toBeLessThanOrEqual(6);
  });

  it.each([
    ["even", 0, 0.9],
    ["uneven", 0.2, 0.7],
  ])("dates a leak under %s collections within 30 %%", (_name, unevenness, least) => {
    let right = 0;
    let wrong = 0;
    let tries = 0;
    for (const period of [7.3, 8, 10, 12])
      for (let seed = 1; seed <= 10; seed++) {
        const noise = makeNoise(seed * 7919);
        const teeth = collections(120, period, () => 1 + unevenness * noise());
        const heap: ValueAt = (index) => 100 + 50 * (teeth[index] ?? 0) + 2 * noise();
        const leaking = ahead(60, 120, (index) => heap(index) + index);
        // The middle of the teeth is there after 60 steps more.
        const when = crossing(leaking, 100 + 120 + 25, "above");
        if (Math.abs(stepsTo(when?.p50Ms, 60) - 60) <= 18) right++;
        if ((crossing(ahead(60, 120, heap), 245, "above")?.probability ?? 0) > 0.5) wrong++;
        tries++;
      }
    expect(right / tries).toBeGreaterThanOrEqual(least);
    expect(wrong).toBe(0);
  });
});
