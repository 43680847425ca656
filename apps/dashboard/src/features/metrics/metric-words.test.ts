import { describe, expect, it } from "vitest";
import { chooseAggregation, describeType, describeUnit } from "./metric-words";

describe("metric words", () => {
  it("name the kind of a metric", () => {
    expect(describeType({ type: "sum", isMonotonic: true, temporality: "delta" })).toBe("counter");
    expect(describeType({ type: "sum", isMonotonic: false, temporality: "delta" })).toBe(
      "up-down counter",
    );
    expect(describeType({ type: "gauge", isMonotonic: true, temporality: "unspecified" })).toBe(
      "gauge",
    );
  });

  it("show units without braces", () => {
    expect(["{job}", "{request}/s", "By", "1"].map(describeUnit)).toEqual([
      "job",
      "request/s",
      "By",
      "",
    ]);
  });

  it("keep to aggregations that the metric has", () => {
    expect(chooseAggregation(["rate", "increase"], "increase")).toBe("increase");
    expect(chooseAggregation(["rate", "increase"], "p99")).toBe("rate");
    expect(chooseAggregation([], null)).toBeUndefined();
  });
});
