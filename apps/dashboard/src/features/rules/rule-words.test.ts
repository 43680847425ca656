import { describe, expect, it } from "vitest";
import { usualAnomaly, anomalyConditionOf } from "./rule-conditions";
import type { ForecastCondition, Signal } from "./rule-types";
import {
  describeCondition,
  describeDataStatus,
  describeRecovery,
  describeRule,
  explainAnomaly,
  explainForecast,
  suggestName,
} from "./rule-words";

const anomaly = anomalyConditionOf(usualAnomaly);
const forecast: ForecastCondition = {
  comparison: "above",
  limit: { type: "constant", value: 0.9 },
  horizonMs: 3 * 86_400_000,
  probability: 0.5,
};
const pool: Signal = {
  type: "metric",
  metric: "pool.max",
  aggregation: "max",
  filters: [],
  groupBy: [],
};

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

describe("anomaly rules", () => {
  it("are put into words", () => {
    expect(describeCondition({ condition: anomaly, forMs: 0 }, "ms")).toBe(
      "unusually high or low for 60 % of 5 min",
    );
    expect(
      describeCondition(
        { condition: { ...anomaly, direction: "below", triggerShare: 1 }, forMs: 60_000 },
        "ms",
      ),
    ).toBe("unusually low throughout 5 min for 1 min");
    expect(explainAnomaly({ ...anomaly, repeats: "always" }, 180_000)).toBe(
      "Fires when at least 60 % of the values of 5 min are unusually high or low. Resolves when all values of 3 min are usual again.",
    );
    expect(suggestName(pool, { ...anomaly, direction: "above" }, "")).toBe(
      "Maximum of pool.max unusually high",
    );
  });
});

describe("forecast rules", () => {
  it("are put into words, with the limit as a number or as a series", () => {
    expect(describeCondition({ condition: forecast, forMs: 0 }, "ratio")).toBe(
      "forecast above 90 % within 3 d (chance 50 %)",
    );
    const measured = { ...forecast, limit: { type: "signal", signal: pool } as const };
    expect(suggestName(pool, measured, "")).toBe(
      "Maximum of pool.max soon above maximum of pool.max",
    );
    expect(explainForecast(forecast, "ratio")).toBe(
      "Fires when the value is above 90 %, or will be within 3 d with a chance of 50 % or more. Resolves when the chance falls below 25 %.",
    );
  });

  it("name no number before there is one", () => {
    const open = { ...forecast, limit: { type: "constant", value: Number.NaN } as const };
    expect(suggestName(pool, open, "")).toBe("Maximum of pool.max soon above its limit");
  });
});

describe("describeRule", () => {
  it("says what is read, when it fires and how it groups", () => {
    const rule = {
      kind: "anomaly" as const,
      name: "",
      description: "",
      enabled: true,
      signal: { ...pool, groupBy: ["host"] },
      condition: anomaly,
      windowMs: 1,
      intervalMs: 1,
      evalDelayMs: 0,
      forMs: 0,
      keepFiringForMs: 0,
      noData: "hold" as const,
      severity: "info" as const,
      labels: {},
      annotations: {},
      channelIds: [],
      escalationPolicyId: null,
    };
    expect(describeRule(rule, "")).toBe(
      "maximum of pool.max unusually high or low for 60 % of 5 min, by host",
    );
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
