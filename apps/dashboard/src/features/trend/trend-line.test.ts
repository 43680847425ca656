import type { TrendAnswer } from "@headroom/contracts";
import { describe, expect, it } from "vitest";
import { makeTrend } from "./trend-fixture";
import { trendLine } from "./trend-line";

const HOUR = 3_600_000;

function valuesOf(trend: TrendAnswer): (number | null)[] {
  return trendLine(trend).map(([, value]) => (value === null ? null : Math.round(value * 10) / 10));
}

describe("trendLine", () => {
  const points: [number, number][] = [0, 6, 12, 18, 24].map((hour) => [hour * HOUR, 100]);

  it("rises by the slope and ends at the level", () => {
    const trend = makeTrend({ points, level: 110, slope: 20 });
    expect(valuesOf(trend)).toEqual([90, 95, 100, 105, 110]);
  });

  it("jumps where the level did", () => {
    const trend = makeTrend({
      points,
      level: 110,
      slope: 0,
      changes: [{ atMs: 12 * HOUR, before: 50, after: 109 }],
    });
    expect(valuesOf(trend)).toEqual([50, 50, 110, 110, 110]);
  });

  it("begins after a jump before the range", () => {
    const trend = makeTrend({
      points,
      level: 110,
      slope: 0,
      changes: [{ atMs: -HOUR, before: 50, after: 109 }],
    });
    expect(valuesOf(trend)).toEqual([110, 110, 110, 110, 110]);
  });

  it("is nothing where nothing is described", () => {
    expect(trendLine({ ...makeTrend({ points, level: 1, slope: 0 }), level: null })).toEqual([]);
  });
});
