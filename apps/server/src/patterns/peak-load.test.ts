import { describe, expect, it } from "vitest";
import { findPeakLoad, measureLoadNow } from "./peak-load.ts";
import type { StoredForecast, StoredQuantiles } from "./stored-forms.ts";

const hourMs = 3_600_000;
const nowMs = 1_800_000_000_000;
const forecast = (quantiles: readonly StoredQuantiles[]): StoredForecast => ({
  status: "ready",
  history: [],
  quantiles,
  method: "",
  error: null,
  reasons: [],
});

describe("findPeakLoad", () => {
  it.each<[string, StoredQuantiles[], number | undefined, unknown]>([
    ["nothing", [], 5, undefined],
    ["no load now", [[nowMs + hourMs, 1, 2, 3]], 0, undefined],
    ["an unknown load", [[nowMs + hourMs, 1, 2, 3]], undefined, undefined],
    [
      "the likely values of the next seven days",
      [
        [nowMs - hourMs, 90, 91, 92],
        [nowMs + hourMs, 1, 4, 30],
        [nowMs + 2 * hourMs, 1, 6, 7],
        [nowMs + 8 * 24 * hourMs, 90, 91, 92],
      ],
      5,
      { nowPerS: 5, peakPerS: 6, atMs: nowMs + 2 * hourMs },
    ],
  ])("reads %s", (_, quantiles, nowPerS, peak) => {
    expect(findPeakLoad(forecast(quantiles), nowPerS, nowMs)).toEqual(peak);
  });
});

describe("measureLoadNow", () => {
  it("divides by the time since the first request", () => {
    const rates = [
      { atMs: nowMs - 600_000, perS: 2 },
      { atMs: nowMs - 60_000, perS: 4 },
    ];
    expect(measureLoadNow(rates, nowMs)).toBeCloseTo((6 * 60) / 600, 9);
    expect(measureLoadNow([], nowMs)).toBeUndefined();
  });
});
