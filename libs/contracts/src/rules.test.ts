import { describe, expect, it } from "vitest";
import { ruleDefinition } from "./rules.ts";

const signal = { type: "red", measure: "p95", groupBy: ["service"] } as const;
const limited = { name: "r", signal, condition: { comparison: "gt", threshold: 1 } };
const anomaly = { name: "r", kind: "anomaly", signal, condition: {} };
const ahead = {
  name: "r",
  kind: "forecast",
  signal,
  condition: {
    comparison: "above",
    limit: { type: "constant", value: 5 },
    horizonMs: 86_400_000,
  },
};

const issuesOf = (input: unknown): [string, string][] =>
  (ruleDefinition.safeParse(input).error?.issues ?? []).map(({ path, message }) => [
    path.join("."),
    message,
  ]);

describe("a rule", () => {
  it("is of kind threshold where it does not say", () => {
    expect(ruleDefinition.parse(limited)).toMatchObject({ kind: "threshold", intervalMs: 15_000 });
    expect(ruleDefinition.parse({ ...limited, kind: "threshold" }).kind).toBe("threshold");
    expect(issuesOf({ ...limited, kind: "outlier" })).toHaveLength(1);
  });

  it("has the pace and the defaults of its kind", () => {
    expect(ruleDefinition.parse(anomaly)).toMatchObject({
      intervalMs: 60_000,
      condition: { direction: "both", sensitivity: 0.5, repeats: "quiet" },
    });
    expect(ruleDefinition.parse(ahead)).toMatchObject({
      intervalMs: 300_000,
      condition: { probability: 0.5 },
    });
  });

  it("refuses what it does not know, in each kind", () => {
    for (const rule of [limited, anomaly, ahead]) {
      expect(issuesOf({ ...rule, treshold: 1 })).toHaveLength(1);
      expect(issuesOf({ ...rule, condition: { ...rule.condition, foo: 1 } })).toHaveLength(1);
    }
    expect(issuesOf({ ...anomaly, condition: limited.condition })).not.toEqual([]);
  });
});

describe("an anomaly rule", () => {
  const withCondition = (condition: object, changes = {}) =>
    issuesOf({ ...anomaly, condition, ...changes });

  it.each([
    ["condition.triggerShare", { triggerShare: 0 }],
    ["condition.triggerWindowMs", { triggerWindowMs: 30_000 }],
    ["condition.triggerWindowMs", { triggerWindowMs: 24 * 3_600_000 }],
    ["condition.recoveryWindowMs", { recoveryWindowMs: 60_000 }],
    ["condition.recoveryWindowMs", { recoveryWindowMs: 24 * 3_600_000 }],
  ])("says at %s what to change of %o", (path, condition) => {
    expect(withCondition(condition)).toEqual([[path, expect.stringMatching(/^Set /)]]);
  });

  it("may look back over a day where it is evaluated seldom", () => {
    const day = { triggerWindowMs: 24 * 3_600_000 };
    expect(withCondition(day, { intervalMs: 300_000 })).toEqual([]);
  });
});

describe("a forecast rule", () => {
  const withLimit = (groupBy: readonly string[]) =>
    issuesOf({
      ...ahead,
      condition: {
        ...ahead.condition,
        limit: {
          type: "signal",
          signal: { type: "metric", metric: "size", aggregation: "last", groupBy },
        },
      },
    });

  it("takes a limit for all groups or one for each, and no other", () => {
    expect(withLimit([])).toEqual([]);
    expect(withLimit(["service"])).toEqual([]);
    expect(withLimit(["host"])).toEqual([
      ["condition.limit.signal.groupBy", expect.stringContaining("Group the limit")],
    ]);
  });

  it("looks 10 minutes to 90 days ahead", () => {
    for (const horizonMs of [599_999, 90 * 86_400_000 + 1]) {
      const condition = { ...ahead.condition, horizonMs };
      expect(issuesOf({ ...ahead, condition })).toEqual([
        ["condition.horizonMs", expect.any(String)],
      ]);
    }
  });
});
