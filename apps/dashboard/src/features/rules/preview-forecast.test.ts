import { describe, expect, it } from "vitest";
import {
  crossingsOf,
  describeAhead,
  fanRange,
  forecastEndMs,
  limitRange,
  presentLimit,
} from "./preview-forecast";

const HOUR_MS = 3_600_000;
const rising = [1, 2, 3, 4].map((hour): [number, number, number, number] => [
  hour * HOUR_MS,
  hour * 10,
  hour * 20,
  hour * 30,
]);

describe("crossingsOf", () => {
  it("finds when each quantile reaches an upper limit", () => {
    expect(crossingsOf(rising, 45, "above")).toEqual({
      earliestMs: 1.5 * HOUR_MS,
      likelyMs: 2.25 * HOUR_MS,
      latestMs: null,
    });
  });

  it("turns the quantiles round for a lower limit", () => {
    const falling = rising.map(([at, low, middle, high]): [number, number, number, number] => [
      at,
      -high,
      -middle,
      -low,
    ]);
    expect(crossingsOf(falling, -45, "below")).toEqual({
      earliestMs: 1.5 * HOUR_MS,
      likelyMs: 2.25 * HOUR_MS,
      latestMs: null,
    });
  });

  it("is at the beginning where the limit is passed already", () => {
    expect(crossingsOf(rising, 5, "above").likelyMs).toBe(HOUR_MS);
    expect(crossingsOf([], 5, "above").likelyMs).toBeNull();
  });
});

describe("the chart", () => {
  const points: [number, number | null][] = [
    [0, 8],
    [60_000, null],
  ];

  it("joins the forecast to the last value and ends with it", () => {
    expect(fanRange({ points, forecast: rising }).points[0]).toEqual([0, 8, 8, 8]);
    expect(forecastEndMs({ forecast: rising }, 0)).toBe(4 * HOUR_MS);
    expect(forecastEndMs({ forecast: [] }, 7)).toBe(7);
  });

  it("draws a measured limit as a line", () => {
    const limit: [number, number | null][] = [
      [0, null],
      [1, 100],
      [2, 90],
    ];
    expect(limitRange(limit).points).toEqual([
      [1, 100, 100, 100],
      [2, 90, 90, 90],
    ]);
    expect(presentLimit(limit)).toBe(90);
    expect(presentLimit([])).toBeNull();
  });
});

describe("describeAhead", () => {
  it("says how long and when, or that it does not happen", () => {
    expect(describeAhead(2 * HOUR_MS, 0, 0)).toMatch(/^in 2 h \(1 Jan 1970 /);
    expect(describeAhead(null, 0, 24 * HOUR_MS)).toBe("not within 1 d");
    expect(describeAhead(0, 0, HOUR_MS)).toBe("now");
  });
});
