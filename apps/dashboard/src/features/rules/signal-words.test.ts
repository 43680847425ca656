import { describe, expect, it } from "vitest";
import { aggregatedUnit, describeSignal, severityName, unitOf } from "./signal-words";

const metric = {
  type: "metric",
  metric: "queue.depth",
  aggregation: "max",
  filters: [],
  groupBy: [],
} as const;

describe("describeSignal", () => {
  it("words RED signals with service, operation and grouping", () => {
    expect(
      describeSignal({
        type: "red",
        measure: "p95",
        service: "checkout",
        operation: "POST /pay",
        groupBy: [],
      }),
    ).toBe("p95 latency of checkout POST /pay");
    expect(
      describeSignal({ type: "red", measure: "rate", groupBy: ["service", "operation"] }),
    ).toBe("requests per second of all services, by service and operation");
  });

  it("words metrics with filters", () => {
    expect(describeSignal({ ...metric, filters: [], groupBy: [] })).toBe("maximum of queue.depth");
    expect(
      describeSignal({
        ...metric,
        service: "worker",
        filters: [
          { key: "queue", op: "=", value: "mail" },
          { key: "shard", op: "exists" },
        ],
        groupBy: ["queue"],
      }),
    ).toBe("maximum of queue.depth in worker where queue = mail and shard exists, by queue");
  });

  it("words logs with severity and text", () => {
    expect(
      describeSignal({
        type: "logs",
        service: "checkout",
        minSeverity: 17,
        query: "card declined",
        filters: [],
        groupBy: [],
      }),
    ).toBe("error+ log records in checkout with “card declined”");
    expect(describeSignal({ type: "logs", filters: [], groupBy: [] })).toBe("log records");
  });
});

describe("severityName", () => {
  it.each([
    [1, "trace"],
    [12, "info"],
    [17, "error"],
    [24, "fatal"],
  ])("%d belongs to %s", (number, name) => {
    expect(severityName(number)).toBe(name);
  });
});

describe("unitOf", () => {
  it("knows RED and log units and takes the metric's", () => {
    expect(unitOf({ type: "red", measure: "p99", groupBy: [] }, "")).toBe("ms");
    expect(unitOf({ type: "red", measure: "error_ratio", groupBy: [] }, "1")).toBe("ratio");
    expect(unitOf({ ...metric, filters: [], groupBy: [] }, "By")).toBe("By");
  });

  it("follows the aggregation of a metric", () => {
    expect(aggregatedUnit("By", "rate")).toBe("By/s");
    expect(aggregatedUnit("1", "rate")).toBe("/s");
    expect(aggregatedUnit("s", "count")).toBe("");
    expect(aggregatedUnit("s", "p95")).toBe("s");
  });
});
