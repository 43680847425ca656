import { describe, expect, it } from "vitest";
import { previewDefinitionOf, previewsSameSignal } from "./preview-definition";
import { emptyForm, emptySignal } from "./rule-form";

const form = { ...emptyForm(), threshold: "500" };

describe("previewDefinitionOf", () => {
  it("asks the same whatever the rule is called and whom it tells", () => {
    expect(
      previewDefinitionOf({ ...form, name: "A", channelIds: ["c"], severity: "critical" }),
    ).toEqual(previewDefinitionOf(form));
  });

  it("shows values before there is a limit", () => {
    const definition = previewDefinitionOf({ ...form, threshold: "", comparison: "lt" });
    expect(definition).toMatchObject({
      kind: "threshold",
      condition: { comparison: "gt", threshold: 1e300 },
    });
  });

  it("tries anomalies at once and forecasts before their limit is known", () => {
    expect(previewDefinitionOf({ ...form, ...emptyForm(undefined, "anomaly") })).toMatchObject({
      kind: "anomaly",
      intervalMs: 60_000,
    });
    const forecast = emptyForm(undefined, "forecast");
    expect(previewDefinitionOf(forecast)).toMatchObject({
      kind: "forecast",
      condition: { limit: { type: "constant", value: 1e300 } },
    });
    expect(
      previewDefinitionOf({ ...forecast, forecast: { ...forecast.forecast, horizonMs: 1 } }),
    ).toBeNull();
  });

  it("waits for a metric, a readable length and a possible recovery", () => {
    expect(previewDefinitionOf({ ...form, signal: emptySignal("metric") })).toBeNull();
    expect(previewDefinitionOf({ ...form, windowMs: Number.NaN })).toBeNull();
    expect(previewDefinitionOf({ ...form, recovery: "900" })).toBeNull();
  });
});

describe("previewsSameSignal", () => {
  it("looks at the signal alone", () => {
    const key = (measure: string, threshold: number) => [
      "previewRule",
      { body: { definition: { signal: { type: "red", measure }, condition: { threshold } } } },
    ];
    expect(previewsSameSignal(key("p95", 1), key("p95", 2))).toBe(true);
    expect(previewsSameSignal(key("p95", 1), key("p99", 1))).toBe(false);
  });
});
