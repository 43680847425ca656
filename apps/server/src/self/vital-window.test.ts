import type { Signal } from "@headroom/alerting";
import { describe, expect, it } from "vitest";
import { groupVitals, isVitalSignal } from "./vital-window.ts";

const signal = {
  type: "metric",
  metric: "headroom.ingest.freshness",
  aggregation: "max",
  filters: [],
  groupBy: [],
} satisfies Signal;

const values = [
  { instanceId: "a", service: "headroom-ingest", atMs: 1, value: 4 },
  { instanceId: "b", service: "headroom-worker", atMs: 2, value: 1 },
  { instanceId: "a", service: "headroom-ingest", atMs: 3, value: 7 },
];

describe("isVitalSignal", () => {
  it.each<[Partial<typeof signal> & Record<string, unknown>, boolean]>([
    [{}, true],
    [{ service: "headroom-ingest" }, true],
    [{ groupBy: ["service"] as never }, true],
    [{ service: "shop" }, false],
    [{ metric: "headroom.ingest.rows" }, false],
    [{ aggregation: "p95" as never }, false],
    [{ filters: [{ key: "a", op: "exists" }] as never }, false],
    [{ groupBy: ["host"] as never }, false],
  ])("%j: %s", (change, expected) => {
    expect(isVitalSignal({ ...signal, ...change })).toBe(expected);
  });

  it("is none of other kinds", () => {
    expect(isVitalSignal({ type: "red", measure: "rate", groupBy: [] })).toBe(false);
  });
});

describe("groupVitals", () => {
  const valueOf = (aggregation: "avg" | "min" | "max" | "sum" | "last" | "count") =>
    groupVitals({ ...signal, aggregation }, values)[0]?.value;

  it("puts the values of all processes together as the store does for a gauge", () => {
    expect(valueOf("avg")).toBe(4);
    expect(valueOf("min")).toBe(1);
    expect(valueOf("max")).toBe(7);
    expect(valueOf("sum")).toBe(8);
    expect(valueOf("last")).toBe(7);
    expect(valueOf("count")).toBe(3);
  });

  it("groups by service and takes one", () => {
    expect(groupVitals({ ...signal, groupBy: ["service"] }, values)).toEqual([
      { labels: { service: "headroom-ingest" }, value: 7, samples: 2 },
      { labels: { service: "headroom-worker" }, value: 1, samples: 1 },
    ]);
    expect(groupVitals({ ...signal, service: "headroom-worker" }, values)).toEqual([
      { labels: {}, value: 1, samples: 1 },
    ]);
  });

  it("has no group without values", () => {
    expect(groupVitals(signal, [])).toEqual([]);
  });
});
