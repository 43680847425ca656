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
    expect(definition?.condition.comparison).toBe("gt");
    expect(definition?.condition.threshold).toBeGreaterThan(1e200);
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
