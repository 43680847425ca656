import { describe, expect, it } from "vitest";
import {
  formatPoints,
  localizeTimes,
  reasonsOf,
  shareOfStrongest,
  sortEvidence,
  withoutName,
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
    expect(reasonsOf(suspect({}))).toBe("Latency is 40 usual spreads above.");
    expect(reasonsOf(suspect({ sentence: "Another form." }))).toBe("Another form.");
  });

  it("drops the name before each sentence", () => {
    expect(withoutName("cart: latency rose. cart: errors rose.", "cart")).toBe(
      "Latency rose. Errors rose.",
    );
    expect(withoutName("cart is called by gateway.", "cart")).toBe("cart is called by gateway.");
  });

  it("shows instants by the clock", () => {
    expect(localizeTimes("it opened at 2026-11-21T02:55:43.310Z)", "utc")).toBe(
      "it opened at 21 Nov 2026 02:55:43)",
    );
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
