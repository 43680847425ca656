import { describe, expect, it } from "vitest";
import { prepareForecast } from "./forecast-data";
import { sketchExhaustion } from "./headroom-fixture";

const DAY = 86_400_000;
const START = Date.UTC(2026, 0, 1, 12);
const history = Array.from({ length: 15 }, (_, day): [number, number | null] => [
  START + (day - 14) * DAY,
  10 + day,
]);
const forecast = Array.from({ length: 90 }, (_, day): [number, number, number, number] => {
  const median = 25 + day;
  return [START + (day + 1) * DAY, median - 3, median, median + 3];
});
const resource = { usedHistory: history, forecast, limit: 40, exhaustion: null };

describe("prepareForecast", () => {
  it("joins history and forecast at the last value", () => {
    const { rows, nowMs } = prepareForecast(resource);
    expect(nowMs).toBe(START);
    const at = rows.find(({ t }) => t === START);
    expect(at).toEqual({ t: START, used: 24, median: 24, range: [24, 24] });
    expect(new Set(rows.map(({ t }) => t)).size).toBe(rows.length);
  });

  it("shows a week ahead where nothing runs out, and all dates where something does", () => {
    expect(prepareForecast(resource).toMs).toBe(START + 7 * DAY);
    const exhaustion = sketchExhaustion(10, 16, 22);
    const { toMs } = prepareForecast({ ...resource, exhaustion });
    expect(toMs).toBeGreaterThanOrEqual(Date.parse(exhaustion.p90At ?? ""));
    expect(toMs).toBeLessThan(START + 60 * DAY);
  });

  it("cuts a range that would press the rest flat", () => {
    const wide = forecast.map(([t, p10, p50]): [number, number, number, number] => [
      t,
      p10,
      p50,
      9e9,
    ]);
    expect(prepareForecast({ ...resource, forecast: wide }).top).toBe(64);
    expect(prepareForecast(resource).top).toBe(40);
  });

  it("draws history alone while there is no forecast", () => {
    const { rows } = prepareForecast({ ...resource, forecast: [] });
    expect(rows).toHaveLength(15);
    expect(rows.every(({ median }) => median === null)).toBe(true);
  });
});
