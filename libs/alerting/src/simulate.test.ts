import { describe, expect, it } from "vitest";
import type { RuleDefinition } from "./rule.ts";
import { simulateRule } from "./simulate.ts";

const rule: RuleDefinition = {
  name: "r",
  description: "",
  enabled: true,
  kind: "threshold",
  signal: { type: "red", measure: "p95", groupBy: ["service"] },
  condition: { comparison: "gt", threshold: 5 },
  windowMs: 60_000,
  intervalMs: 60_000,
  evalDelayMs: 5_000,
  forMs: 0,
  keepFiringForMs: 0,
  noData: "hold",
  severity: "warning",
  labels: {},
  annotations: {},
  channelIds: [],
  escalationPolicyId: null,
};

const series = (service: string, values: (number | null)[]) => ({
  labels: { service },
  points: values.map((value, index) => [index * 60_000, value] as [number, number | null]),
});

describe("simulateRule", () => {
  it("returns the stretches in which each series would have fired", () => {
    const result = simulateRule(
      rule,
      [series("a", [1, 9, 9, 1, 9]), series("b", [1, 1, 1, 1, 1])],
      60_000,
    );
    expect(result.total).toBe(2);
    expect(result.episodes).toEqual([
      [
        { fromMs: 60_000, toMs: 180_000 },
        { fromMs: 240_000, toMs: null },
      ],
      [],
    ]);
  });

  it("heeds `for` and does not resolve on a gap", () => {
    const waiting = { ...rule, forMs: 60_000 };
    expect(simulateRule(waiting, [series("a", [9, 1, 9, 9, null, 9, 1])], 60_000).episodes).toEqual(
      [[{ fromMs: 180_000, toMs: 360_000 }]],
    );
  });

  it("has nothing to say about no series", () => {
    expect(simulateRule(rule, [], 60_000)).toEqual({ episodes: [], judgements: [], total: 0 });
  });
});
