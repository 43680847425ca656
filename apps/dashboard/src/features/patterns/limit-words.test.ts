import { describe, expect, it } from "vitest";
import { describeLimit, groupEvidence, nameSource, type Limit } from "./limit-words";

const limit: Limit = {
  source: "own proposal",
  publisher: null,
  severity: "warning",
  comparison: "gt",
  value: 0.8,
  unit: "1",
  meaning: null,
  heldMs: 300_000,
};

describe("limits", () => {
  it("reads as a comparison with the time it must be held", () => {
    expect(describeLimit(limit)).toBe("> 0.8 for 5 min");
    expect(describeLimit({ ...limit, comparison: "lte", unit: "s", heldMs: null })).toBe(
      "≤ 800 ms",
    );
  });

  it("says who it is from", () => {
    expect(nameSource(limit)).toBe("Headroom’s own proposal");
    expect(nameSource({ source: "T16", publisher: "PgBouncer mixin" })).toBe("PgBouncer mixin");
    expect(nameSource({ source: "elsewhere", publisher: null })).toBe("Elsewhere");
  });
});

it("groups evidence by kind in order", () => {
  const item = (kind: string, name: string) => ({
    kind,
    source: "semconv",
    names: [name],
    note: null,
  });
  const groups = groupEvidence([item("metric", "a"), item("log", "b"), item("metric", "c")]);
  expect(groups.map(({ title, items }) => [title, items.length])).toEqual([
    ["Metrics", 2],
    ["Log text", 1],
  ]);
});
