import { describe, expect, it } from "vitest";
import { chooseAggregation, describeStep, describeType } from "./metric-words";

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

  it("keep to aggregations that the metric has", () => {
    expect(chooseAggregation(["rate", "increase"], "increase")).toBe("increase");
    expect(chooseAggregation(["rate", "increase"], "p99")).toBe("rate");
    expect(chooseAggregation([], null)).toBeUndefined();
  });

  it("say steps in their largest whole unit", () => {
    expect([15, 60, 90, 7_200, 86_400].map(describeStep)).toEqual([
      "15 s",
      "1 min",
      "90 s",
      "2 h",
      "1 d",
    ]);
  });
});
