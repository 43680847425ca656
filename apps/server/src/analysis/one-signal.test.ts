import type { Signal } from "@headroom/alerting";
import { describe, expect, it } from "vitest";
import {
  isZeroWithoutData,
  nameSignal,
  narrowToLabels,
  refuseGroups,
  serviceOf,
  unitOfMetric,
} from "./one-signal.ts";
import { fillSteps } from "./read-series.ts";

const red = (more: object): Signal => ({ type: "red", measure: "p95", groupBy: [], ...more });
const metric = (more: object): Signal => ({
  type: "metric",
  metric: "pool.used",
  aggregation: "avg",
  filters: [],
  groupBy: [],
  ...more,
});
const logs = (more: object): Signal => ({ type: "logs", filters: [], groupBy: [], ...more });

describe("one series of a signal", () => {
  it.each([
    [red({ groupBy: ["service"] }), { service: "a", rule: "x" }, red({ service: "a" })],
    [
      red({ service: "a", groupBy: ["operation"] }),
      { operation: "GET /" },
      red({ service: "a", operation: "GET /" }),
    ],
    [
      metric({ groupBy: ["state", "pool"] }),
      { state: "used", pool: "" },
      metric({ filters: [{ key: "state", op: "=", value: "used" }] }),
    ],
    [logs({ groupBy: ["service"] }), {}, logs({})],
  ])("%j for %j is %j", (signal, labels, narrowed) => {
    expect(narrowToLabels(signal, labels)).toEqual(narrowed);
  });

  it("has no groups", () => {
    expect(() => refuseGroups(red({}))).not.toThrow();
    expect(() => refuseGroups(red({ groupBy: ["service"] }))).toThrow(/one series/);
  });

  it.each([
    [red({ service: "a" }), "a"],
    [red({ service: "" }), undefined],
    [metric({ filters: [{ key: "service.name", op: "=", value: "b" }] }), "b"],
    [metric({ filters: [{ key: "service.name", op: "!=", value: "b" }] }), undefined],
  ])("%j is about %s", (signal, service) => {
    expect(serviceOf(signal)).toBe(service);
  });

  it.each([
    [red({ service: "a" }), "p95 latency of a"],
    [red({ measure: "error_ratio", operation: "GET /" }), "error ratio of GET /"],
    [
      metric({ service: "a", filters: [{ key: "state", op: "=", value: "used" }] }),
      "pool.used (state = used) of a, avg",
    ],
    [logs({ service: "a", query: "declined" }), "log records with “declined” of a"],
  ])("%j is called “%s”", (signal, name) => {
    expect(nameSignal(signal)).toBe(name);
  });

  it("has the unit of its values", () => {
    expect(unitOfMetric("By", "avg")).toBe("By");
    expect(unitOfMetric("{request}", "rate")).toBe("{request}/s");
    expect(unitOfMetric("1", "rate")).toBe("1/s");
    expect(unitOfMetric("s", "count")).toBe("1");
  });
});

describe("steps without data", () => {
  const range = { fromMs: 0, toMs: 40, stepMs: 10 };

  it("are 0 for counts from the first one on, and unknown otherwise", () => {
    expect(isZeroWithoutData(logs({}))).toBe(true);
    expect(fillSteps([[10, 3]], logs({}), range)).toEqual([
      [0, null],
      [10, 3],
      [20, 0],
      [30, 0],
    ]);
    expect(fillSteps([[10, 3]], red({}), range)).toEqual([
      [0, null],
      [10, 3],
      [20, null],
      [30, null],
    ]);
  });
});
