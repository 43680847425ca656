import { describeTrend, type Trend } from "@headroom/analysis";
import { describe, expect, it } from "vitest";
import { combineTrends } from "./combine-trends.ts";
import { presentTrend } from "./present-trend.ts";

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const nowMs = 20_000 * dayMs;

/** A series up to now whose day swings by `swing`, with a level that may depend on the time. */
function trendOf(spanMs: number, stepMs: number, swing: number, level = (_ageMs: number) => 100) {
  const count = Math.round(spanMs / stepMs);
  const points = Array.from({ length: count }, (_, index) => {
    const timeMs = nowMs - spanMs + index * stepMs;
    const jitter = ((index * 7919) % 13) / 13;
    const season = swing * Math.sin((timeMs / dayMs) * 2 * Math.PI);
    return { timeMs, value: level(nowMs - timeMs) + season + jitter };
  });
  return describeTrend(points, { nowMs, stepMs });
}

const last = (spanMs: number) => ({ fromMs: nowMs - spanMs, toMs: nowMs });

function described(trend: Trend) {
  if (trend.status !== "described") throw new Error(trend.sentence);
  return trend;
}

describe("the trend of a range and its history", () => {
  it("does not tell a part of a day's swing as a slope", () => {
    const own = trendOf(dayMs / 4, 300_000, 50);
    expect(Math.abs(described(own).slope.perDay.value)).toBeGreaterThan(50);
    const long = trendOf(28 * dayMs, hourMs, 50);
    const both = described(combineTrends(own, long, last(dayMs)));
    expect(Math.abs(both.slope.perDay.value)).toBeLessThan(0.1);
    expect(both.changes).toEqual([]);
    expect(both.sentence).toContain("Over the last 28 days");
  });

  it("shows only jumps inside the range", () => {
    const jump = (ageMs: number): number => (ageMs < 5 * dayMs ? 200 : 100);
    const long = trendOf(28 * dayMs, hourMs, 30, jump);
    expect(described(long).changes).toHaveLength(1);
    const own = trendOf(2 * dayMs, 900_000, 30, jump);
    expect(described(combineTrends(own, long, last(2 * dayMs))).changes).toEqual([]);
    expect(described(combineTrends(own, long, last(6 * dayMs))).changes).toEqual([]);
  });

  it("keeps a range's own slope and jumps where there is no season, with the weeks of history", () => {
    const jump = (ageMs: number): number => (ageMs < 6 * hourMs ? 200 : 100);
    const own = trendOf(dayMs, 900_000, 0, jump);
    const both = described(combineTrends(own, trendOf(28 * dayMs, hourMs, 0, jump), last(dayMs)));
    expect(both.changes).toEqual(described(own).changes);
    expect(both.weekOnWeek).toBeDefined();
    expect(presentTrend(both).weekOnWeek?.hours.length).toBeGreaterThan(100);
  });

  it("does not say that history is missing where none was read", () => {
    const own = trendOf(hourMs, 30_000, 0);
    const shown = presentTrend(combineTrends(own, undefined, last(hourMs)));
    expect(shown.season?.sentence).toContain("choose a range of a day or more");
    expect(shown.season?.daily).toBeNull();
    expect(shown.weekOnWeek).toBeNull();
  });

  it("has no parts where there are too few points", () => {
    const own = describeTrend([], { nowMs, stepMs: hourMs });
    const shown = presentTrend(combineTrends(own, undefined, last(hourMs)));
    expect(shown).toMatchObject({
      status: "too-few-points",
      level: null,
      slope: null,
      changes: [],
    });
  });
});
