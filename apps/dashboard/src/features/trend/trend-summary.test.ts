import { describe, expect, it } from "vitest";
import { makeTrend } from "./trend-fixture";
import { summarizeTrend } from "./trend-summary";

const explained = { sentence: "", formula: "", inputs: {} };

describe("summarizeTrend", () => {
  const plain = makeTrend({ points: [[0, 1]], level: 350, slope: 12 });

  it("tells level, slope and jumps with units", () => {
    expect(summarizeTrend(plain, "ms")).toBe(
      "Now about 350 ms, rising by 12 ms a day (between +11 ms and +13 ms); no jumps.",
    );
  });

  it("tells a season and the week", () => {
    const profile = { periodMs: 86_400_000, slotMs: 3_600_000, profile: [1], cycles: 4 };
    const trend = {
      ...makeTrend({
        points: [[0, 1]],
        level: 350,
        slope: 0,
        changes: [{ atMs: 0, before: 1, after: 2 }],
      }),
      season: {
        ...explained,
        daily: { ...profile, strength: 0.7 },
        weekly: { ...profile, strength: 0.02 },
      },
      weekOnWeek: {
        ...explained,
        pValue: 0.01,
        hours: [],
        ratio: { value: 1.2, low: 1.1, high: 1.3 },
        difference: { value: 1, low: 0, high: 2 },
      },
    };
    expect(summarizeTrend(trend, "ms")).toBe(
      "Now about 350 ms, steady; strong (70 %) daily season; +20 % against last week; 1 jump.",
    );
  });

  it("says nothing where nothing is described", () => {
    expect(summarizeTrend({ ...plain, level: null }, "ms")).toBeNull();
  });
});
