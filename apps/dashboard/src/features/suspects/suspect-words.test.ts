import { describe, expect, it } from "vitest";
import {
  formatPoints,
  reasonsOf,
  shareOfStrongest,
  sortEvidence,
  type Suspect,
} from "./suspect-words";

const suspect = (change: Partial<Suspect>): Suspect => ({
  service: "payments",
  points: 3,
  confidence: "high",
  rule: "",
  isSymptom: false,
  sentence: "payments (high confidence): payments: latency is 40 usual spreads above.",
  evidence: [],
  ...change,
});

describe("a suspect in words", () => {
  it("tells its reasons without repeating its name", () => {
    expect(reasonsOf(suspect({}))).toBe("payments: latency is 40 usual spreads above.");
    expect(reasonsOf(suspect({ sentence: "Another form." }))).toBe("Another form.");
  });

  it.each([
    [2.44, "+2.4"],
    [-1, "−1"],
    [0.01, "0"],
  ])("%s points read %s", (points, words) => {
    expect(formatPoints(points)).toBe(words);
  });
});

describe("points", () => {
  it("are measured by the strongest", () => {
    const items = [suspect({ points: 4 }), suspect({ points: 1 })];
    expect(shareOfStrongest(1, items)).toBe(0.25);
    expect(shareOfStrongest(-1, items)).toBe(0);
    expect(shareOfStrongest(0, [])).toBe(0);
  });

  it("put what speaks against last", () => {
    const evidence = (points: number) => ({
      kind: "load" as const,
      service: "payments",
      points,
      detail: null,
      sentence: "",
      formula: "",
      inputs: {},
    });
    const sorted = sortEvidence([evidence(-1), evidence(2), evidence(1)]);
    expect(sorted.map(({ points }) => points)).toEqual([2, 1, -1]);
  });
});
