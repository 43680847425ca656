import { crossing, forecast } from "@headroom/detection";
import { describe, expect, it } from "vitest";
import { forecastWithGrowth } from "./forecast-with-growth.ts";

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const nowMs = 1_767_225_600_000;
const options = { horizonMs: 30 * dayMs, stepMs: hourMs, nowMs };

/** Hourly values of the last 14 days. */
const hourly = (valueAt: (day: number) => number) =>
  Array.from({ length: 14 * 24 }, (_, index) => ({
    timeMs: nowMs - 14 * dayMs + index * hourMs,
    value: valueAt(index / 24),
  }));

describe("forecastWithGrowth", () => {
  it("dates a staircase that loses one of ten every two and a half days", () => {
    const leak = forecastWithGrowth(
      hourly((day) => Math.floor(day * 0.4)),
      options,
    );
    const found = crossing(leak, 10, "above");
    const truthMs = 11 * dayMs;
    expect(((found?.p50Ms ?? 0) - nowMs) / truthMs).toBeGreaterThan(0.7);
    expect(((found?.p50Ms ?? 0) - nowMs) / truthMs).toBeLessThan(1.3);
  });

  it("leaves a series that does not grow to the forecast", () => {
    const wave = hourly((day) => 5 + 3 * Math.sin(2 * Math.PI * day));
    expect(forecastWithGrowth(wave, options)).toEqual(forecast(wave, options));
  });
});
