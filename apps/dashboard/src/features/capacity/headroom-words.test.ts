import { describe, expect, it } from "vitest";
import { dayOf2026, sketchExhaustion, sketchHeadroom } from "./headroom-fixture";
import {
  describeDates,
  describeExhaustion,
  describeHeadroom,
  explainDates,
  explainHeadroom,
  formatAhead,
} from "./headroom-words";

const NOW = Date.parse(dayOf2026(0));

describe("formatAhead", () => {
  it.each([
    [-1, "now"],
    [30_000, "in 1 min"],
    [50 * 60_000, "in 50 min"],
    [30 * 3_600_000, "in 30 h"],
    [20 * 86_400_000, "in 20 days"],
  ])("%s ms is %s", (aheadMs, words) => {
    expect(formatAhead(NOW + aheadMs, NOW)).toBe(words);
  });
});

describe("describeExhaustion", () => {
  it("names the likely date and the range", () => {
    expect(describeExhaustion(sketchHeadroom(), NOW)).toBe(
      "Pool connections of checkout orders: used up in 20 days, on 21 Jan; between 11 Jan and 10 Feb with a chance of 80 %.",
    );
  });

  it("says when only the early date lies within the forecast", () => {
    const row = sketchHeadroom({ exhaustion: sketchExhaustion(10, null, null) });
    expect(describeExhaustion(row, NOW)).toContain("chance of 10 % by 11 Jan");
    expect(describeDates(sketchExhaustion(10, null, null), NOW)).toBe("from 11 Jan, likely later");
  });

  it("tells the time of day of what is near", () => {
    const row = sketchHeadroom({ exhaustion: sketchExhaustion(0, 1, 4) });
    expect(describeDates(row.exhaustion ?? sketchExhaustion(0, 1, 4), NOW)).toMatch(
      /^2 Jan \d\d:\d\d \(1 Jan \d\d:\d\d – 5 Jan\)$/,
    );
  });

  it("says when the limit is reached already, and gives no range that is none", () => {
    const row = sketchHeadroom({ exhaustion: sketchExhaustion(-1, 0, 3) });
    expect(describeExhaustion(row, NOW)).toBe(
      "Pool connections of checkout orders: at its limit now.",
    );
    const sure = sketchHeadroom({ exhaustion: sketchExhaustion(20, 20, 20) });
    expect(describeExhaustion(sure, NOW)).toMatch(/on 21 Jan\.$/);
    expect(describeDates(sketchExhaustion(20, 20, 20), NOW)).toBe("21 Jan");
  });

  it("never says never", () => {
    const row = sketchHeadroom({ exhaustion: sketchExhaustion(null, null, null) });
    expect(describeExhaustion(row, NOW)).toContain("not used up before 1 Apr");
    expect(describeDates(sketchExhaustion(null, null, null), NOW)).toBeNull();
  });

  it("gives the advice where there is no forecast", () => {
    const row = sketchHeadroom({ exhaustion: null, status: "learning", advice: "Learning." });
    expect(describeExhaustion(row, NOW)).toBe("Learning.");
    expect(explainDates(row, NOW)).toBeNull();
  });
});

describe("describeHeadroom", () => {
  it("says what is left, or what is missing", () => {
    expect(describeHeadroom(sketchHeadroom())).toBe(
      "10 connections of 20 connections in use now, 15 connections at the forecast peak: 25 % is left.",
    );
    const over = sketchHeadroom({ usedAtPeak: 24, headroomPercent: -20 });
    expect(describeHeadroom(over)).toContain("20 % more than the limit is needed");
  });

  it("opens to formula, calculation and the source of the limit", () => {
    expect(explainHeadroom(sketchHeadroom())).toMatchObject({
      calculation: "10 · 30 / 20 = 15",
      sources: ["The limit is read from telemetry."],
    });
  });
});
