import type { Evidence } from "@headroom/contracts";
import { describe, expect, it } from "vitest";
import { expectedParts, explainEvidence, forecastParts } from "./evidence-parts";

const plain: Evidence = {
  query: "p95 of checkout over 60 s",
  windowFrom: "2026-03-01T12:00:00.000Z",
  windowTo: "2026-03-01T12:01:00.000Z",
  value: 812,
  comparison: "above",
  threshold: null,
  samples: 214,
  sentence: "p95 of checkout is 812 ms, unusually high",
  expected: null,
  forecast: null,
};
const anomaly: Evidence = {
  ...plain,
  expected: { expected: 350, lower: 280, upper: 420, score: 3.2 },
};
const forecast: Evidence = {
  ...plain,
  forecast: {
    p10At: "2026-03-01T13:10:30.000Z",
    p50At: "2026-03-01T14:20:00.000Z",
    p90At: null,
    probability: 0.87,
    limit: 1_000,
    method: "Weighted median of methods.",
    error: "Off by 4 % last week.",
    reasons: ["There are less than two weeks of data."],
  },
};

describe("expectedParts", () => {
  it("puts band and value on one scale", () => {
    const parts = expectedParts(anomaly, "ms");
    expect(parts?.words).toBe("Expected 350 ms (between 280 ms and 420 ms)");
    expect(parts?.lower).toBeCloseTo(0.04);
    expect(parts?.value).toBeCloseTo(0.96);
    expect(parts?.expected).toBeGreaterThan(parts?.lower ?? 1);
    expect(expectedParts(plain, "ms")).toBeNull();
  });

  it("draws a band without a value, or without a width", () => {
    expect(expectedParts({ ...anomaly, value: null }, "ms")?.value).toBeNull();
    const flat = { expected: 5, lower: 5, upper: 5, score: 0 };
    expect(expectedParts({ ...anomaly, value: 5, expected: flat }, "ms")?.value).toBe(0.5);
  });
});

describe("forecastParts", () => {
  it("tells limit, chance and dates", () => {
    expect(forecastParts(forecast, "ms", "utc")).toEqual({
      limit: "1 s",
      chance: "87 %",
      dates: [
        { name: "1 in 10 by", at: "1 Mar 2026 13:10" },
        { name: "Even odds by", at: "1 Mar 2026 14:20" },
        { name: "9 in 10 by", at: "beyond the horizon" },
      ],
    });
    expect(forecastParts(anomaly, "ms", "utc")).toBeNull();
  });
});

describe("explainEvidence", () => {
  it("opens anomalies and forecasts, and nothing else", () => {
    expect(explainEvidence(anomaly, "ms")?.inputs).toMatchObject({ score: "3.2", lower: "280 ms" });
    expect(explainEvidence(forecast, "ms")?.sources).toEqual([
      "There are less than two weeks of data.",
    ]);
    expect(explainEvidence(plain, "ms")).toBeNull();
  });
});
