import { describe, expect, it } from "vitest";
import type { Judgement } from "./judgement.ts";
import { probabilityOfScore } from "./tail.ts";
import { describeRank, describeSeason } from "./words.ts";

const judged = (score: number, part: Partial<Judgement> = {}): Judgement => ({
  timeMs: 0,
  value: 1,
  status: "ready",
  season: "daily",
  expected: 0,
  lower: -1,
  upper: 1,
  spread: 1,
  score,
  probability: probabilityOfScore(score),
  news: 0,
  residual: "moment",
  direction: score > 0 ? "above" : score < 0 ? "below" : "none",
  count: 20_000,
  ...part,
});

describe("describeRank", () => {
  it.each([
    [judged(0.5), "within the usual range"],
    [judged(2), "higher than 98 of 100 values at this time of day"],
    [judged(5), "higher than 999 of 1,000 values at this time of day"],
    [judged(-5), "lower than 999 of 1,000 values at this time of day"],
    [judged(10), "higher than all 20,000 values so far at this time of day"],
    [judged(5, { count: 300 }), "higher than all 300 values so far at this time of day"],
    [judged(5, { season: "none" }), "higher than 999 of 1,000 values so far"],
    [
      judged(5, { residual: "drift" }),
      "higher than 999 of 1,000 values at this time of day, as a drift",
    ],
    [judged(0, { status: "learning", count: 7 }), "still learning: 7 values so far"],
    [judged(Number.NaN), "no value"],
  ])("%#", (judgement, words) => {
    expect(describeRank(judgement)).toBe(words);
  });
});

describe("describeSeason", () => {
  it.each([
    ["none", /less than 3 days/i],
    ["daily", /less than 2 weeks/i],
    ["daily-and-weekly", /day of the week/],
  ] as const)("%s", (season, expected) => {
    expect(describeSeason(season)).toMatch(expected);
  });
});
