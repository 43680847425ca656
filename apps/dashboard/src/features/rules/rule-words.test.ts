import { describe, expect, it } from "vitest";
import { describeCondition, describeDataStatus, describeRecovery, suggestName } from "./rule-words";

describe("describeCondition", () => {
  it("words limit, unit and duration", () => {
    const condition = { comparison: "gt", threshold: 500 } as const;
    expect(describeCondition({ condition, forMs: 60_000 }, "ms")).toBe("above 500 ms for 1 min");
    expect(describeCondition({ condition, forMs: 0 }, "ms")).toBe("above 500 ms");
    expect(
      describeCondition({ condition: { ...condition, threshold: 0.05 }, forMs: 0 }, "ratio"),
    ).toBe("above 5 %");
  });
});

describe("describeRecovery", () => {
  it("names the side the value must come back to", () => {
    expect(
      describeRecovery(
        {
          condition: { comparison: "gt", threshold: 500, recovery: 400 },
          keepFiringForMs: 120_000,
        },
        "ms",
      ),
    ).toBe("Resolves when the value is at or below 400 ms and has stayed there for 2 min.");
    expect(
      describeRecovery({ condition: { comparison: "lte", threshold: 3 }, keepFiringForMs: 0 }, ""),
    ).toBe("Resolves when the value is above 3.");
  });

  it("has no band for equality", () => {
    expect(
      describeRecovery({ condition: { comparison: "eq", threshold: 3 }, keepFiringForMs: 0 }, ""),
    ).toBe("Resolves when the value is no longer equal to 3.");
  });
});

describe("suggestName", () => {
  it("begins with a capital and fits into a name", () => {
    const signal = { type: "red", measure: "p95", service: "checkout", groupBy: [] } as const;
    expect(
      suggestName({ ...signal, groupBy: [] }, { comparison: "gt", threshold: 500 }, "ms"),
    ).toBe("p95 latency of checkout above 500 ms");
    expect(
      suggestName(
        { ...signal, groupBy: [], service: "s".repeat(300) },
        { comparison: "gt", threshold: Number.NaN },
        "ms",
      ),
    ).toHaveLength(200);
  });
});

describe("describeDataStatus", () => {
  it("is silent when all is well and plain when not", () => {
    expect(describeDataStatus("ok", null, "hold")).toBeNull();
    expect(describeDataStatus("error", "Too many groups.", "hold")).toBe("Too many groups.");
    expect(describeDataStatus("ok", "Narrow its filters.", "hold")).toBe("Narrow its filters.");
    expect(describeDataStatus("no_data", null, "zero")).toBe(
      "No data in the last window. That counts as 0.",
    );
  });
});
