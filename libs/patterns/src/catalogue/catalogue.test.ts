import { describe, expect, it } from "vitest";
import { formulae } from "../formulae/reference.ts";
import { limitTables, untabledLimitSources } from "../limits/index.ts";
import {
  findPattern,
  findPatternBySlug,
  patternExpectations,
  patternFamilies,
  patternRatings,
  patterns,
} from "./index.ts";
import type { PatternRecord } from "./types.ts";

const formulaIds = new Set<string>(formulae.map(({ id }) => id));
const tables = new Map(limitTables.map((table) => [table.id as string, table]));

function expectedIds(): string[] {
  const numbers = Array.from({ length: 70 }, (_, index) => String(index + 1).padStart(2, "0"));
  return numbers.flatMap((number) => (number === "55" ? ["P55a", "P55b"] : [`P${number}`]));
}

/** Every string inside a value, at any depth, with the path to it. */
function listTexts(value: unknown, path: string): [string, string][] {
  if (typeof value === "string") return [[path, value]];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) => listTexts(part, `${path}.${key}`));
}

describe("catalogue", () => {
  it("holds the 71 patterns in order", () => {
    expect(patterns.map(({ id }) => id)).toEqual(expectedIds());
    expect(patterns).toHaveLength(71);
  });

  it("has unique slugs, and finds records by id and slug", () => {
    expect(new Set(patterns.map(({ slug }) => slug)).size).toBe(71);
    for (const pattern of patterns) {
      expect(pattern.slug).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
      expect(findPattern(pattern.id)).toBe(pattern);
      expect(findPatternBySlug(pattern.slug)).toBe(pattern);
    }
    expect(findPattern("P55")).toBeUndefined();
    expect(findPatternBySlug("no-such-pattern")).toBeUndefined();
  });

  it("puts each record into its own family", () => {
    for (const family of patternFamilies) {
      expect(family.patterns.length).toBeGreaterThan(0);
      for (const pattern of family.patterns) expect(pattern.family).toBe(family.id);
    }
  });

  it("expects and rates known patterns only", () => {
    for (const id of [...patternExpectations.keys(), ...patternRatings.keys()]) {
      expect(findPattern(id)).toBeDefined();
    }
  });
});

describe.each(patterns.map((pattern) => [pattern.id, pattern] as const))("%s", (_, pattern) => {
  it("has no empty text and no empty part", () => {
    for (const [path, text] of listTexts(pattern, pattern.id)) {
      expect(text.trim(), path).not.toBe("");
      expect(text, path).toBe(text.trim());
    }
    for (const part of ["evidence", "indicators", "verify", "alerts", "actions"] as const) {
      expect(pattern[part].length, part).toBeGreaterThan(0);
    }
    for (const { names } of pattern.evidence) expect(names.length).toBeGreaterThan(0);
  });

  it("is written in sentences", () => {
    for (const text of [pattern.what, pattern.whenToUse, pattern.detect, pattern.capacity.text]) {
      expect(text).toMatch(/^[A-Z].*[.]$/s);
    }
    expect(pattern.what.match(/[.](\s|$)/g)?.length).toBeGreaterThanOrEqual(2);
    for (const { text } of pattern.alerts) expect(text).toMatch(/[.]$/);
    for (const text of pattern.actions) expect(text).toMatch(/[.]$/);
    for (const { text } of pattern.verify) expect(text).toMatch(/[.]$/);
  });

  it("has unique ids inside the record", () => {
    for (const part of [pattern.indicators, pattern.verify]) {
      const ids = part.map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
    }
  });

  it("has weights that add up to 1", () => {
    const sum = pattern.indicators.reduce((total, { weight }) => total + weight, 0);
    expect(sum).toBeCloseTo(1, 9);
    for (const { weight } of pattern.indicators) expect(weight).toBeGreaterThan(0);
  });

  it("refers to formulae and limits that exist", () => {
    for (const { formula } of pattern.indicators) {
      if (formula.id !== undefined) expect(formulaIds).toContain(formula.id);
    }
    for (const id of pattern.capacity.formulae) expect(formulaIds).toContain(id);
    for (const { limits } of pattern.indicators) {
      for (const limit of limits) {
        if (untabledLimitSources.includes(limit.source)) continue;
        expect(Object.values(tables.get(limit.source)?.limits ?? {})).toContain(limit);
      }
    }
  });

  checkScales(pattern);

  it("hints at indicators of its own", () => {
    const ids = pattern.indicators.map(({ id }) => id);
    for (const { hint, kind } of pattern.alerts) {
      if (hint === undefined) continue;
      expect(ids).toContain(hint.indicator);
      if (hint.type === "forecast") expect(kind).toBe("forecast");
      if (kind === "threshold") expect(hint.type).toBe("limit");
    }
  });
});

function checkScales(pattern: PatternRecord): void {
  it("gives every indicator a limit and a scale, or says why not", () => {
    for (const { id, limits, noLimit, scale, unit } of pattern.indicators) {
      if (limits.length === 0) {
        expect(noLimit, id).toBeDefined();
        expect(scale, id).toBeUndefined();
        continue;
      }
      expect(noLimit, id).toBeUndefined();
      expect(scale, id).toBeDefined();
      if (scale === undefined) continue;
      expect(scale.good, id).not.toBe(scale.bad);
      const isHighBad = scale.bad > scale.good;
      for (const limit of limits) {
        expect(limit.unit, id).toBe(unit);
        expect(limit.comparison.startsWith("gt"), id).toBe(isHighBad);
        const sign = isHighBad ? 1 : -1;
        expect(sign * limit.value, id).toBeGreaterThanOrEqual(sign * scale.good);
        if (limit.severity === "critical") continue;
        expect(sign * limit.value, id).toBeLessThanOrEqual(sign * scale.bad);
      }
    }
  });
}
