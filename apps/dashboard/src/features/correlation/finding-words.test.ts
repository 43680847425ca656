import { describe, expect, it } from "vitest";
import { describeChance, describeCompared, describeLag, describeSign } from "./finding-words";

describe("a finding in words", () => {
  it.each([
    [-40_000, "40 s before it"],
    [0, "at the same time"],
    [120_000, "2 min after it"],
  ])("a lag of %s ms is %s", (lagMs, words) => {
    expect(describeLag(lagMs)).toBe(words);
  });

  it("tells which way", () => {
    expect([describeSign(1), describeSign(-1), describeSign(0)]).toEqual([
      "the same way",
      "the opposite way",
      "",
    ]);
  });

  it.each([
    [0.7, "> 1 in 2"],
    [0.005, "1 in 200"],
    [1e-9, "< 1 in a million"],
  ])("a p-value of %s is a chance of %s", (pValue, words) => {
    expect(describeChance(pValue)).toBe(words);
  });

  it("tells what was compared and what was left out", () => {
    expect(describeCompared({ compared: 120, leftOut: 0 }, "service")).toBe(
      "120 series compared: series of the signal’s service.",
    );
    expect(describeCompared({ compared: 400, leftOut: 30 }, "all")).toContain("30 more left out");
  });
});
