import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  compareHealth,
  describeScore,
  formatScore,
  healthOf,
  levelOf,
  levelOfPattern,
  shareScore,
  type Scored,
} from "./pattern-health";

const scored = (score: number | null, measuredScore: number | null, coverage: number): Scored => ({
  score,
  measuredScore,
  coverage,
});

describe("levels", () => {
  it.each([
    [null, "unmeasured"],
    [0, "poor"],
    [49.9, "poor"],
    [50, "strained"],
    [80, "healthy"],
  ])("health %s is %s", (health, level) => {
    expect(levelOf(health)).toBe(level);
  });

  it("judges by what was measured", () => {
    expect(levelOfPattern(scored(75, 0, 0.25))).toBe("poor");
    expect(levelOfPattern(scored(93, 28, 0.1))).toBe("unmeasured");
  });
});

it("rounds a score within its level", () => {
  expect([79.6, 79.4, 80.6, 49.5, 99.8, null].map(formatScore)).toEqual([
    "79",
    "79",
    "81",
    "49",
    "100",
    "–",
  ]);
});

describe("shareScore", () => {
  it("parts the bar into kept, unmeasured and lost", () => {
    expect(shareScore(scored(75, 0, 0.25))).toEqual({ kept: 0, unmeasured: 75, lost: 25 });
    expect(shareScore(scored(90, 80, 0.5))).toEqual({ kept: 40, unmeasured: 50, lost: 10 });
    expect(shareScore(scored(null, null, 0))).toEqual({ kept: 0, unmeasured: 100, lost: 0 });
  });

  it("always fills the bar", () => {
    const any = fc.double({ min: -10, max: 110, noNaN: true });
    const share = fc.double({ min: -0.1, max: 1.1, noNaN: true });
    fc.assert(
      fc.property(any, share, (score, coverage) => {
        const { kept, unmeasured, lost } = shareScore(scored(score, score, coverage));
        expect(kept + unmeasured + lost).toBeCloseTo(100);
        expect(Math.min(kept, unmeasured, lost)).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});

describe("describeScore", () => {
  it("says what was not measured", () => {
    expect(describeScore(scored(75, 0, 0.25))).toBe(
      "0 of 100, poor. Indicators with 25 % of the weight were measured; the others count neither for nor against it.",
    );
    expect(describeScore(scored(91, 91, 1))).toBe("91 of 100, healthy. Everything was measured.");
    expect(describeScore(scored(null, null, 0))).toContain("No score yet");
  });
});

it("shows the number that the level is of", () => {
  expect(healthOf(scored(75, 29, 0.35))).toBe(29);
  expect(healthOf(scored(null, null, 0))).toBeNull();
  expect(describeScore(scored(93, 28, 0.1))).toContain("too little is measured to judge");
});

it("sorts the worst first and the unmeasured last", () => {
  const all = [
    scored(null, null, 0),
    scored(93, 28, 0.1),
    scored(99, 99, 1),
    scored(75, 0, 0.25),
    scored(60, 60, 1),
  ];
  expect(all.sort(compareHealth).map(({ score }) => score)).toEqual([75, 60, 99, 93, null]);
});
