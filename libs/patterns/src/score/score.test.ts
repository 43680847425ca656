import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { patterns } from "../catalogue/index.ts";
import type { Indicator } from "../catalogue/types.ts";
import type { Limit } from "../limits/index.ts";
import { computePenalty, normaliseIndicator, scorePattern } from "./score.ts";

const warning: Limit = {
  source: "own proposal",
  severity: "warning",
  comparison: "gt",
  value: 0.8,
  unit: "1",
};
const critical: Limit = { ...warning, severity: "critical", value: 1 };

function build(id: string, weight: number, scale?: Indicator["scale"]): Indicator {
  const head = { id, name: id, unit: "1", meaning: id, formula: { text: id }, weight };
  if (scale === undefined) return { ...head, limits: [], noLimit: "None." };
  return { ...head, limits: [warning, critical], scale };
}

const pair = [build("load", 0.6, { good: 0.6, bad: 1 }), build("hits", 0.4, { good: 1, bad: 0.5 })];

describe("computePenalty", () => {
  it.each([
    [0.6, 0.6, 1, 0],
    [0.8, 0.6, 1, 0.5],
    [1, 0.6, 1, 1],
    [2, 0.6, 1, 1],
    [0, 0.6, 1, 0],
    [0.75, 1, 0.5, 0.5],
    [0.2, 1, 0.5, 1],
    [2, 1, 0.5, 0],
    [Infinity, 0, 1, 1],
  ])("of %d between %d and %d is %d", (value, good, bad, expected) => {
    expect(computePenalty(value, { good, bad })).toBeCloseTo(expected, 9);
    expect(normaliseIndicator(value, { good, bad })).toBeCloseTo(100 * (1 - expected), 9);
  });

  it("is not a number where the scale is none", () => {
    expect(computePenalty(1, { good: 1, bad: 1 })).toBeNaN();
    expect(computePenalty(Number.NaN, { good: 0, bad: 1 })).toBeNaN();
  });
});

describe("scorePattern", () => {
  it("is 100·(1 − Σ wp) with full coverage", () => {
    const result = scorePattern(pair, { load: 0.9, hits: 0.75 });
    expect(result.score).toBeCloseTo(100 * (1 - (0.6 * 0.75 + 0.4 * 0.5)), 9);
    expect(result.measuredScore).toBeCloseTo(result.score ?? 0, 9);
    expect(result.coverage).toBeCloseTo(1, 9);
    expect(result.missing).toEqual([]);
    expect(
      result.parts.map(({ indicator, normalised }) => [indicator, Math.round(normalised)]),
    ).toEqual([
      ["load", 25],
      ["hits", 50],
    ]);
  });

  it("sums over what has data and publishes the coverage", () => {
    const result = scorePattern(pair, { load: 1 });
    expect(result.score).toBeCloseTo(40, 9);
    expect(result.measuredScore).toBeCloseTo(0, 9);
    expect(result.coverage).toBeCloseTo(0.6, 9);
    expect(result.missing).toEqual([{ indicator: "hits", weight: 0.4, reason: "no-data" }]);
  });

  it("has no score without data", () => {
    const result = scorePattern(pair, { load: Number.NaN, other: 1 });
    expect(result).toMatchObject({ score: null, measuredScore: null, coverage: 0, parts: [] });
    expect(result.missing).toHaveLength(2);
  });

  it("says which limit was used and which was crossed", () => {
    const [load] = scorePattern(pair, { load: 0.9 }).parts;
    expect(load?.limit).toBe(critical);
    expect(load?.crossed).toBe(warning);
    expect(scorePattern(pair, { load: 1.1 }).parts[0]?.crossed).toBe(critical);
    expect(scorePattern(pair, { load: 0.1 }).parts[0]?.crossed).toBeNull();
  });

  it("takes scales of the owner where the catalogue has none", () => {
    const indicators = [build("age", 1)];
    expect(scorePattern(indicators, { age: 5 }).missing).toEqual([
      { indicator: "age", weight: 1, reason: "no-scale" },
    ]);
    const result = scorePattern(indicators, { age: 5 }, { age: { good: 0, bad: 10 } });
    expect(result.score).toBeCloseTo(50, 9);
    expect(result.parts[0]?.limit).toBeNull();
  });

  it("stays between 0 and 100, falls with every penalty, and adds up for every pattern", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...patterns),
        fc.infiniteStream(fc.double({ min: -10, max: 1e5, noNaN: true })),
        fc.infiniteStream(fc.boolean()),
        (pattern, numbers, flags) => {
          const values: Record<string, number | undefined> = {};
          for (const { id } of pattern.indicators) {
            values[id] = flags.next().value === true ? numbers.next().value : undefined;
          }
          const { score, measuredScore, coverage, parts, missing } = scorePattern(
            pattern.indicators,
            values,
          );
          expect(parts.length + missing.length).toBe(pattern.indicators.length);
          const weight = [...parts, ...missing].reduce((sum, part) => sum + part.weight, 0);
          expect(weight).toBeCloseTo(1, 9);
          expect(coverage).toBeCloseTo(
            parts.reduce((sum, part) => sum + part.weight, 0),
            9,
          );
          if (score === null || measuredScore === null) return;
          expect(score).toBeGreaterThanOrEqual(0);
          expect(score).toBeLessThanOrEqual(100);
          expect(measuredScore).toBeLessThanOrEqual(score + 1e-9);
          const byParts =
            100 - parts.reduce((sum, part) => sum + part.weight * (100 - part.normalised), 0);
          expect(score).toBeCloseTo(byParts, 6);
        },
      ),
    );
  });

  it("gives every pattern full health at its good ends and none at its bad ends", () => {
    for (const { indicators } of patterns) {
      const scaled = indicators.filter(({ scale }) => scale !== undefined);
      const take = (end: "good" | "bad") =>
        scorePattern(
          indicators,
          Object.fromEntries(scaled.map(({ id, scale }) => [id, scale?.[end]])),
        );
      if (scaled.length === 0) continue;
      expect(take("good").score).toBeCloseTo(100, 9);
      expect(take("bad").measuredScore).toBeCloseTo(0, 9);
    }
  });
});
