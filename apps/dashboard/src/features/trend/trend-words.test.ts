import { describe, expect, it } from "vitest";
import {
  describeBasis,
  describePeak,
  describeRatio,
  describeStrength,
  describeWeeks,
  formatSigned,
  slotName,
} from "./trend-words";

const HOUR = 3_600_000;
const explained = { sentence: "", formula: "", inputs: {} };

describe("numbers of a trend", () => {
  it.each([
    [12, "ms", "+12 ms"],
    [-0.03, "ratio", "−3 %"],
    [0, "ms", "0 s"],
  ])("%s %s reads %s", (value, unit, words) => {
    expect(formatSigned(value, unit)).toBe(words);
  });

  it.each([
    [1.12, "+12 %"],
    [0.7, "−30 %"],
    [1.0001, "The same"],
    [3.2, "3.2 times"],
    [1.034, "+3.4 %"],
  ])("a ratio of %s reads %s", (ratio, words) => {
    expect(describeRatio(ratio)).toBe(words);
  });
});

describe("a season", () => {
  const daily = { periodMs: 24 * HOUR, slotMs: 6 * HOUR, strength: 0.82, cycles: 5 };

  it("tells its strength and when it is highest", () => {
    const profile = { ...daily, profile: [-20, 0, 40, 10] };
    expect(describeStrength(profile)).toBe("Strong (82 %)");
    expect(describePeak(profile, "ms")).toBe("highest 12:00, +40 ms");
  });

  it("is none when it is weak", () => {
    const profile = { ...daily, strength: 0.04, profile: [1, 0, 0, 0] };
    expect(describeStrength(profile)).toBe("None");
    expect(describePeak(profile, "ms")).toBe("");
  });

  it("names slots of a week by their day", () => {
    const weekly = { ...daily, periodMs: 168 * HOUR, slotMs: HOUR, profile: [] };
    expect(slotName(weekly, 38)).toBe("Tue 14:00");
  });
});

describe("describeWeeks", () => {
  const difference = { value: 3, low: 1, high: 5 };
  const comparison = { ...explained, pValue: 0.01, hours: [], difference };

  it("tells the ratio, or the difference where there is none", () => {
    const ratio = { value: 1.2, low: 1.1, high: 1.3 };
    expect(describeWeeks({ ...comparison, ratio }, "ms")).toBe(
      "+20 % against last week (+10 % to +30 %)",
    );
    expect(describeWeeks({ ...comparison, ratio: null }, "ms")).toBe(
      "+3 ms against last week (between +1 ms and +5 ms)",
    );
  });

  it("says when nothing is clear", () => {
    const ratio = { value: 1.02, low: 0.9, high: 1.1 };
    expect(describeWeeks({ ...comparison, ratio }, "ms")).toBe("Like last week (−10 % to +10 %)");
  });
});

describe("describeBasis", () => {
  it("tells points, time and step", () => {
    const inputs = { points: 120, stepMs: 60_000, firstMs: 0, lastMs: 119 * 60_000 };
    expect(describeBasis(inputs)).toBe("Read from 120 points over 2 h, one per 1 min");
    expect(describeBasis({})).toBeNull();
  });
});
