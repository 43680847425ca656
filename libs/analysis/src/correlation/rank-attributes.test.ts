import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { seedRandom } from "../testing/made-up-series.ts";
import type { AttributeOptions, AttributeRow } from "./attribute-types.ts";
import { rankAttributes } from "./rank-attributes.ts";

const errors: AttributeOptions = { measure: "errors", baselineMs: 3_600_000, windowMs: 3_600_000 };
const rate: AttributeOptions = { ...errors, measure: "rate" };
const latency: AttributeOptions = { ...errors, measure: "latency" };

/** Requests over regions, versions and routes; `levelOf` is errors (or ms) per request. */
function makeRows(
  levelOf: (attributes: Record<string, string>) => number,
  before: number,
  countOf: (attributes: Record<string, string>) => number = () => 100,
  seed = 1,
): AttributeRow[] {
  const random = seedRandom(seed);
  const shake = (mean: number): number => Math.round(mean + Math.sqrt(mean) * (2 * random() - 1));
  return ["eu", "us", "asia"].flatMap((region) =>
    ["1.0", "1.1"].flatMap((version) =>
      ["/cart", "/pay", "/list", "/item"].map((route) => {
        const attributes = { region, version, route };
        const count = countOf(attributes);
        return {
          attributes,
          baseline: { count: 100, sum: shake(100 * before) },
          window: { count, sum: shake(count * levelOf(attributes)) },
        };
      }),
    ),
  );
}

const nameOf = (cell: { conditions: readonly { key: string; value: string }[] }): string =>
  cell.conditions.map(({ key, value }) => `${key}=${value}`).join("&");

describe("rankAttributes: errors", () => {
  it("finds the value whose requests fail", () => {
    const { explanations, change } = rankAttributes(
      makeRows(({ version }) => (version === "1.1" ? 0.3 : 0.02), 0.02),
      errors,
    );
    expect(explanations.map(nameOf)).toEqual(["version=1.1"]);
    expect(explanations[0]?.share).toBeGreaterThan(0.85);
    expect(explanations[0]?.contribution).toBeCloseTo(change, -2);
    expect(explanations[0]?.sentence).toContain("version = 1.1 explains");
  });

  it("finds a combination when only that fails", () => {
    const { explanations } = rankAttributes(
      makeRows(({ region, route }) => (region === "eu" && route === "/pay" ? 0.5 : 0.02), 0.02),
      errors,
    );
    expect(explanations.map(nameOf)).toEqual(["region=eu&route=/pay"]);
  });

  it("finds two causes one after the other", () => {
    const { explanations } = rankAttributes(
      makeRows(
        ({ region, route }) => (region === "us" ? 0.4 : route === "/item" ? 0.2 : 0.02),
        0.02,
      ),
      errors,
    );
    expect(explanations.map(nameOf).toSorted()).toEqual(["region=us", "route=/item"]);
  });

  it("blames nothing when everything fails alike, or nothing changed", () => {
    expect(
      rankAttributes(
        makeRows(() => 0.3, 0.1),
        errors,
      ).explanations,
    ).toEqual([]);
    expect(
      rankAttributes(
        makeRows(() => 0.1, 0.1),
        errors,
      ).explanations,
    ).toEqual([]);
    expect(rankAttributes([], errors).explanations).toEqual([]);
  });

  it("does not blame many times on chance", () => {
    let blamed = 0;
    for (let seed = 0; seed < 60; seed++)
      if (
        rankAttributes(
          makeRows(() => 0.1, 0.1, undefined, seed),
          errors,
        ).explanations.length > 0
      )
        blamed++;
    expect(blamed).toBeLessThanOrEqual(3);
  });

  it("tells other names of the same requests", () => {
    const rows = makeRows(({ version }) => (version === "1.1" ? 0.3 : 0.02), 0.02).map((row) => ({
      ...row,
      attributes: { ...row.attributes, build: row.attributes["version"] === "1.1" ? "b2" : "b1" },
    }));
    const [first] = rankAttributes(rows, errors).explanations;
    const names = [first, ...(first?.sameAs ?? []).map((conditions) => ({ conditions }))];
    expect(names.flatMap((cell) => (cell === undefined ? [] : [nameOf(cell)])).toSorted()).toEqual(
      expect.arrayContaining(["build=b2", "version=1.1"]),
    );
  });

  it("parts the share of the traffic from the level", () => {
    // Nothing fails more often than before; a bad region has become larger.
    const rows = [
      {
        attributes: { region: "good" },
        baseline: { count: 900, sum: 9 },
        window: { count: 600, sum: 6 },
      },
      {
        attributes: { region: "bad" },
        baseline: { count: 100, sum: 20 },
        window: { count: 400, sum: 80 },
      },
    ];
    const { change, byKey, explanations } = rankAttributes(rows, errors);
    expect(explanations).toEqual([]);
    const mixes = byKey[0]?.values.map(({ mix }) => mix) ?? [];
    const parts = byKey[0]?.values.map(({ contribution }) => contribution) ?? [];
    expect(mixes.reduce((a, b) => a + b, 0)).toBeCloseTo(change, 6);
    expect(Math.max(...parts.map(Math.abs))).toBeLessThan(5);
  });
});

describe("rankAttributes: rate and latency", () => {
  it("finds who sends more, per time", () => {
    const rows = makeRows(
      () => 0,
      0,
      ({ region }) => (region === "asia" ? 250 : 50),
    );
    const { explanations } = rankAttributes(rows, { ...rate, windowMs: rate.windowMs / 2 });
    expect(explanations.map(nameOf)).toEqual(["region=asia"]);
    expect(explanations[0]?.ratio).toBeGreaterThan(4);
    const gone = makeRows(
      () => 0,
      0,
      ({ region }) => (region === "asia" ? 3 : 100),
    );
    const fall = rankAttributes(gone, rate);
    expect(fall.change).toBeLessThan(0);
    expect(fall.explanations.map(nameOf)).toEqual(["region=asia"]);
    expect(fall.explanations[0]?.sentence).toContain("of the fall in requests");
  });

  it("finds what is slower, in any unit of time", () => {
    const rows = makeRows(({ route }) => (route === "/pay" ? 900 : 120), 120);
    const { explanations } = rankAttributes(rows, latency);
    expect(explanations.map(nameOf)).toEqual(["route=/pay"]);
    const seconds = rows.map(({ attributes, baseline, window }) => ({
      attributes,
      baseline: { ...baseline, sum: baseline.sum / 1000 },
      window: { ...window, sum: window.sum / 1000 },
    }));
    const same = rankAttributes(seconds, latency).explanations[0];
    expect(same?.evidence).toBeCloseTo(explanations[0]?.evidence ?? 0, 6);
  });
});

describe("rankAttributes: bounds", () => {
  it("folds many values into others and still finds the bad one", () => {
    const rows = Array.from({ length: 800 }, (_, index) => ({
      attributes: { user: `u${index}`, host: `h${index % 7}` },
      baseline: { count: 50, sum: 1 },
      window: { count: 50, sum: index === 611 ? 40 : 1 },
    }));
    const { explanations, byKey } = rankAttributes(rows, errors);
    expect(nameOf(explanations[0] ?? { conditions: [] })).toBe("user=u611");
    const user = byKey.find(({ key }) => key === "user");
    expect(user?.others).toBe(780);
    expect(user?.values).toHaveLength(21);
    const total = user?.values.reduce((sum, { window }) => sum + window.count, 0);
    expect(total).toBe(40_000);
  });

  it("reads rows of one attribute each, given the totals", () => {
    const leaf = makeRows(({ version }) => (version === "1.1" ? 0.3 : 0.02), 0.02);
    const rows = ["region", "version", "route"].flatMap((key) =>
      leaf.map((row) => ({ ...row, attributes: { [key]: row.attributes[key] ?? "" } })),
    );
    const sum = (period: "baseline" | "window") => ({
      count: leaf.reduce((total, row) => total + row[period].count, 0),
      sum: leaf.reduce((total, row) => total + row[period].sum, 0),
    });
    const totals = { baseline: sum("baseline"), window: sum("window") };
    const { explanations } = rankAttributes(rows, { ...errors, totals });
    expect(explanations.map(nameOf)).toEqual(["version=1.1"]);
  });

  it("counts a missing attribute as not set", () => {
    const rows = makeRows(({ region }) => (region === "eu" ? 0.4 : 0.02), 0.02).map((row) => {
      const { region, ...rest } = row.attributes as Record<string, string>;
      return region === "eu" ? { ...row, attributes: rest } : row;
    });
    expect(rankAttributes(rows, errors).explanations.map(nameOf)).toEqual(["region=(not set)"]);
  });

  it("does not mind the order of the rows", () => {
    const rows = makeRows(
      ({ region, route }) => (region === "us" && route === "/pay" ? 0.6 : 0.03),
      0.02,
    );
    const plain = rankAttributes(rows, errors);
    fc.assert(
      fc.property(fc.shuffledSubarray(rows, { minLength: rows.length }), (shuffled) => {
        expect(rankAttributes(shuffled, errors)).toEqual(plain);
      }),
      { numRuns: 20 },
    );
  });
});
