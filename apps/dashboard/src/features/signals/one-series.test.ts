import { describe, expect, it } from "vitest";
import {
  completeSignal,
  isSameSignal,
  narrowSignal,
  readOneSeries,
  withoutGroups,
  writeSignal,
} from "./one-series";

const red = { type: "red", measure: "p95", service: "checkout", groupBy: ["operation"] } as const;
const metric = {
  type: "metric",
  metric: "db.client.connection.count",
  aggregation: "avg",
  filters: [],
  groupBy: ["db.client.connection.state", "pool"],
} as const;

describe("one series of a signal", () => {
  it("drops the groups", () => {
    expect(withoutGroups({ ...red, groupBy: ["operation"] })).toEqual({ ...red, groupBy: [] });
  });

  it("takes the operation of a group of requests", () => {
    const labels = { operation: "POST /pay", severity: "critical" };
    expect(narrowSignal({ ...red, groupBy: ["operation"] }, labels)).toEqual({
      ...red,
      operation: "POST /pay",
      groupBy: [],
    });
  });

  it("turns a metric's labels into filters, empty ones left out", () => {
    const signal = { ...metric, filters: [], groupBy: [...metric.groupBy] };
    const labels = { "db.client.connection.state": "used", pool: "", other: "x" };
    expect(narrowSignal(signal, labels)).toEqual({
      ...metric,
      filters: [{ key: "db.client.connection.state", op: "=", value: "used" }],
      groupBy: [],
    });
  });
});

describe("a signal in an address", () => {
  it("comes back as it was written", () => {
    const signal = { ...red, groupBy: [] };
    expect(readOneSeries(writeSignal(signal))).toEqual(signal);
  });

  it("is null where it cannot be read", () => {
    expect(readOneSeries("{")).toBeNull();
    expect(readOneSeries(null)).toBeNull();
    expect(readOneSeries('{"type":"red"}')).toBeNull();
  });

  it("is the same whatever the order of its parts", () => {
    const turned = { groupBy: [], service: "checkout", measure: "p95", type: "red" } as const;
    expect(isSameSignal({ ...red, groupBy: [] }, { ...turned, groupBy: [] })).toBe(true);
    expect(isSameSignal({ ...red, groupBy: [] }, null)).toBe(false);
  });
});

describe("completeSignal", () => {
  it("is null until a metric is named", () => {
    const draft = { ...metric, metric: "", filters: [], groupBy: [] };
    expect(completeSignal(draft)).toBeNull();
    expect(completeSignal({ ...draft, metric: "jvm.memory.used" })?.type).toBe("metric");
  });
});
