import { describe, expect, it } from "vitest";
import { forecastSeries } from "./forecast-series.ts";

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const nowMs = Math.floor(1_800_000_000_000 / dayMs) * dayMs;
const options = { stepMs: hourMs, horizonMs: 30 * dayMs, nowMs };
const series = (hours: number) =>
  Array.from({ length: hours }, (_, index) => ({
    atMs: nowMs - (hours - index) * hourMs,
    value: 100 + index + 10 * Math.sin((2 * Math.PI * index) / 24),
  }));

describe("forecastSeries", () => {
  it("keeps at most 400 values of history and forecast, the next days all", () => {
    const stored = forecastSeries(series(672), options);
    expect(stored.status).toBe("ready");
    expect(stored.history.length).toBeLessThanOrEqual(400);
    expect(stored.quantiles.length).toBeLessThanOrEqual(400);
    const close = stored.quantiles.slice(0, 90).map(([atMs]) => atMs);
    expect(
      close.every((atMs, index) => index === 0 || atMs - (close[index - 1] ?? 0) === hourMs),
    ).toBe(true);
    expect(stored.quantiles.at(-1)?.[0]).toBeGreaterThanOrEqual(nowMs + 29 * dayMs);
  });

  it("learns while there is too little, and ignores what is no number", () => {
    expect(forecastSeries([], options)).toMatchObject({ status: "learning", history: [] });
    const few = forecastSeries([...series(3), { atMs: nowMs - 1, value: Number.NaN }], options);
    expect(few).toMatchObject({ status: "learning", quantiles: [] });
    expect(few.history).toHaveLength(3);
  });
});
