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
import type { Indicator, PatternRecord } from "./types.ts";

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

/** What is wrong with the scale of an indicator that has limits. */
function findScaleProblems({ id, limits, scale, unit }: Indicator): string[] {
  if (scale === undefined) return [`${id}: no scale`];
  if (scale.good === scale.bad) return [`${id}: good equals bad`];
  const isHighBad = scale.bad > scale.good;
  const sign = isHighBad ? 1 : -1;
  return limits.flatMap(({ unit: limitUnit, comparison, value, severity }) => {
    const problems: string[] = [];
    if (limitUnit !== unit) problems.push(`${id}: limit in ${limitUnit} instead of ${unit}`);
    if (comparison.startsWith("gt") !== isHighBad) problems.push(`${id}: ${comparison}`);
    if (severity !== "info" && sign * value < sign * scale.good) {
      problems.push(`${id}: ${value} is better than good`);
    }
    if (severity !== "critical" && sign * value > sign * scale.bad) {
      problems.push(`${id}: ${value} is worse than bad`);
    }
    return problems;
  });
}

function findIndicatorProblems(indicator: Indicator): string[] {
  if (indicator.limits.length > 0) {
    const problems = findScaleProblems(indicator);
    if (indicator.noLimit !== undefined) problems.push(`${indicator.id}: limit and no limit`);
    return problems;
  }
  if (indicator.noLimit === undefined) return [`${indicator.id}: no limit and no reason`];
  return indicator.scale === undefined ? [] : [`${indicator.id}: scale without limit`];
}

function findHintProblems({ indicators, alerts }: PatternRecord): string[] {
  const ids = new Set(indicators.map(({ id }) => id));
  return alerts.flatMap(({ hint, kind, text }) => {
    if (hint === undefined) return [];
    const problems: string[] = [];
    if (!ids.has(hint.indicator)) problems.push(`${text}: unknown indicator ${hint.indicator}`);
    if ((hint.type === "forecast") !== (kind === "forecast"))
      problems.push(`${text}: ${hint.type}`);
    if (kind === "threshold" && hint.type !== "limit") problems.push(`${text}: ${hint.type}`);
    return problems;
  });
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
    const texts = listTexts(pattern, pattern.id);
    expect(texts.filter(([, text]) => text.trim() === "" || text !== text.trim())).toEqual([]);
    for (const part of ["evidence", "indicators", "verify", "alerts", "actions"] as const) {
      expect(pattern[part].length).toBeGreaterThan(0);
    }
    for (const { names } of pattern.evidence) expect(names.length).toBeGreaterThan(0);
  });

  it("is written in sentences", () => {
    for (const text of [pattern.what, pattern.whenToUse, pattern.detect, pattern.capacity.text]) {
      expect(text).toMatch(/^[A-Z].*[.]$/s);
    }
    expect(pattern.what.match(/[.](\s|$)/g)?.length).toBeGreaterThanOrEqual(2);
    const lines = [pattern.alerts, pattern.verify].flatMap((part) => part.map(({ text }) => text));
    for (const text of [...lines, ...pattern.actions, ...pattern.visibility]) {
      expect(text).toMatch(/^[A-Za-z0-9].*[.]$/s);
    }
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
    const used = pattern.indicators.flatMap(({ formula }) => formula.id ?? []);
    for (const id of [...used, ...pattern.capacity.formulae]) expect(formulaIds).toContain(id);
    for (const limit of pattern.indicators.flatMap(({ limits }) => limits)) {
      if (untabledLimitSources.includes(limit.source)) continue;
      expect(Object.values(tables.get(limit.source)?.limits ?? {})).toContain(limit);
    }
  });

  it("gives every indicator limits and a scale, or says why not", () => {
    expect(pattern.indicators.flatMap(findIndicatorProblems)).toEqual([]);
  });

  it("hints at indicators of its own", () => {
    expect(findHintProblems(pattern)).toEqual([]);
  });
});
