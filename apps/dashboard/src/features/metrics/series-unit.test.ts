import { describe, expect, it } from "vitest";
import { unitOfSeries } from "./series-unit";

describe("unitOfSeries", () => {
  it("adds per second to rates", () => {
    expect(unitOfSeries({ type: "sum", unit: "By", aggregation: "rate" })).toBe("By/s");
    expect(unitOfSeries({ type: "sum", unit: "", aggregation: "rate" })).toBe("1/s");
  });

  it("counts observations of distributions", () => {
    expect(unitOfSeries({ type: "histogram", unit: "s", aggregation: "rate" })).toBe("1/s");
    expect(unitOfSeries({ type: "summary", unit: "s", aggregation: "count" })).toBe("1");
    expect(unitOfSeries({ type: "histogram", unit: "s", aggregation: "p95" })).toBe("s");
  });

  it("keeps the metric's unit otherwise", () => {
    expect(unitOfSeries({ type: "sum", unit: "{request}", aggregation: "increase" })).toBe(
      "{request}",
    );
    expect(unitOfSeries({ type: "gauge", unit: "", aggregation: "avg" })).toBe("1");
  });
});
