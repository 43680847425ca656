import { describe, expect, it } from "vitest";
import { forecastGrowth, preferGrowth } from "./forecast-growth.ts";
import { forecastSeries } from "./forecast-series.ts";

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const nowMs = Math.floor(1_800_000_000_000 / dayMs) * dayMs;
const options = { stepMs: hourMs, horizonMs: 30 * dayMs, nowMs };
const series = (days: number, value: (day: number, hour: number) => number) =>
  Array.from({ length: days * 24 }, (_, index) => ({
    atMs: nowMs - (days * 24 - index) * hourMs,
    value: value(index / 24, index % 24),
  }));
const wave = (hour: number) => Math.sin((2 * Math.PI * hour) / 24);

describe("forecastGrowth", () => {
  it.each([
    ["a line", 14, (day: number) => 3 + 0.4 * day],
    ["a connection lost every two and a half days", 14, (day: number) => Math.floor(0.4 * day)],
    ["a line under a day", 8, (day: number, hour: number) => 3 + 0.4 * day + wave(hour)],
  ])("goes on with %s", (_, days, value) => {
    const points = series(days, value);
    const found = forecastGrowth(points, options);
    const start = value(days, 0);
    const at = found?.quantiles.find(([atMs]) => atMs >= nowMs + 10 * dayMs);
    expect((at?.[2] ?? 0) - start).toBeGreaterThan(4 * 0.7);
    expect((at?.[2] ?? 0) - start).toBeLessThan(4 * 1.3);
    expect(at?.[1]).toBeLessThanOrEqual(at?.[2] ?? 0);
    expect(at?.[3]).toBeGreaterThanOrEqual(at?.[2] ?? 0);
    expect(found?.quantiles.length).toBeLessThanOrEqual(400);
  });

  it.each([
    ["one jump", 14, (day: number) => (day < 9 ? 1 : 8)],
    ["what warmed up and then stayed", 14, (day: number) => Math.min(day, 3)],
    ["a day and nothing else", 14, (_day: number, hour: number) => 5 + wave(hour)],
    ["what falls", 14, (day: number) => 20 - day],
    ["a few days", 5, (day: number) => day],
  ])("takes %s for no growth", (_, days, value) => {
    expect(forecastGrowth(series(days, value), options)).toBeUndefined();
  });
});

describe("preferGrowth", () => {
  it("takes steady growth where the combined forecast stands still", () => {
    const points = series(14, (day) => Math.floor(0.4 * day));
    const combined = forecastSeries(
      series(14, () => 5),
      options,
    );
    const chosen = preferGrowth(combined, forecastGrowth(points, options), nowMs);
    expect(chosen.method).toContain("Steady growth");
    expect(chosen.history).toBe(combined.history);
  });

  it("keeps the combined forecast where it sees the growth itself", () => {
    const points = series(28, (day, hour) => 10 + day + wave(hour));
    const combined = forecastSeries(points, options);
    expect(preferGrowth(combined, forecastGrowth(points, options), nowMs)).toBe(combined);
    expect(preferGrowth(combined, undefined, nowMs)).toBe(combined);
  });
});
