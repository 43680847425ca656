import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Definition } from "./rule-types";
import { checkRuleForm, duplicateOf, emptyForm, emptySignal, formOf } from "./rule-form";
import { limitOf, limitText } from "./limit-text";
import { thresholdConditionOf } from "./rule-conditions";

const filled = { ...emptyForm(), name: "Slow checkout", threshold: "500" };

describe("checkRuleForm", () => {
  it("turns a filled form into a definition", () => {
    const checked = checkRuleForm({ ...filled, recovery: "400" });
    expect(checked).toMatchObject({
      ok: true,
      value: {
        name: "Slow checkout",
        condition: { comparison: "gt", threshold: 500, recovery: 400 },
      },
    });
  });

  it("names the rule after its signal where the author gives no name", () => {
    expect(checkRuleForm({ ...filled, name: " " })).toMatchObject({
      ok: true,
      value: { name: "p95 latency of all services above 500 ms" },
    });
  });

  it("says by field what is missing", () => {
    const checked = checkRuleForm({
      ...filled,
      signal: emptySignal("metric"),
      threshold: "",
      windowMs: Number.NaN,
      labels: [
        { key: "team", value: "a" },
        { key: "team", value: "b" },
      ],
    });
    expect(checked).toEqual({
      ok: false,
      errors: {
        "signal.metric": "Choose a metric.",
        "condition.threshold": "Enter the limit as a number.",
        windowMs: "Choose a window from 10 s to 24 h.",
        labels: "“team” is there twice. Keep one.",
      },
    });
  });

  it("explains a recovery limit on the wrong side, and drops it for equality", () => {
    expect(checkRuleForm({ ...filled, recovery: "600" })).toMatchObject({
      ok: false,
      errors: { "condition.recovery": expect.stringContaining("at or below") },
    });
    expect(thresholdConditionOf({ ...filled, comparison: "eq", recovery: "600" })).toEqual({
      comparison: "eq",
      threshold: 500,
    });
  });

  it("leaves out empty choices", () => {
    const checked = checkRuleForm({
      ...filled,
      signal: { type: "logs", service: "", query: "", filters: [], groupBy: [] },
    });
    expect(checked).toMatchObject({ ok: true, value: { signal: { type: "logs" } } });
    expect(checked.ok && "service" in checked.value.signal).toBe(false);
  });
});

describe("forms of anomaly and forecast rules", () => {
  const base = {
    name: "A",
    description: "",
    enabled: true,
    signal: {
      type: "red" as const,
      measure: "error_ratio" as const,
      groupBy: ["operation" as const],
    },
    windowMs: 60_000,
    intervalMs: 60_000,
    evalDelayMs: 5_000,
    forMs: 0,
    keepFiringForMs: 0,
    noData: "hold" as const,
    severity: "info" as const,
    labels: {},
    annotations: {},
    channelIds: [],
    escalationPolicyId: null,
  };
  const rules: Definition[] = [
    {
      ...base,
      kind: "anomaly",
      condition: {
        direction: "above",
        sensitivity: 0.8,
        triggerWindowMs: 600_000,
        triggerShare: 0.3,
        recoveryWindowMs: 900_000,
        repeats: "always",
      },
    },
    {
      ...base,
      kind: "forecast",
      condition: {
        comparison: "below",
        limit: { type: "constant", value: 0.07 },
        horizonMs: 86_400_000,
        probability: 0.8,
      },
    },
    {
      ...base,
      kind: "forecast",
      condition: {
        comparison: "above",
        limit: {
          type: "signal",
          signal: { type: "red", measure: "rate", service: "shop", groupBy: ["operation"] },
        },
        horizonMs: 600_000,
        probability: 0.05,
      },
    },
  ];

  it.each(rules.map((rule) => [rule.kind, rule] as const))("give back the %s", (_, rule) => {
    expect(checkRuleForm(formOf(rule))).toEqual({ ok: true, value: rule });
  });

  it("say at the field what is wrong with windows and limits", () => {
    const anomaly = emptyForm(undefined, "anomaly");
    const of = (part: Partial<typeof anomaly.anomaly>) => {
      const checked = checkRuleForm({ ...anomaly, anomaly: { ...anomaly.anomaly, ...part } });
      return checked.ok ? {} : checked.errors;
    };
    expect(of({})).toEqual({});
    expect(of({ triggerShare: 0 })).toEqual({
      "condition.triggerShare": expect.stringContaining("above 0 %"),
    });
    expect(of({ triggerShare: Number.NaN })["condition.triggerShare"]).toMatch(/^Choose a share/);
    expect(of({ recoveryWindowMs: 60_000 })["condition.recoveryWindowMs"]).toMatch(/180 s or more/);
    expect(of({ triggerWindowMs: 30_000 })["condition.triggerWindowMs"]).toMatch(/one step/);

    const forecast = emptyForm(undefined, "forecast");
    const errors = (part: Partial<typeof forecast.forecast>) => {
      const checked = checkRuleForm({ ...forecast, forecast: { ...forecast.forecast, ...part } });
      return checked.ok ? {} : checked.errors;
    };
    expect(errors({})).toEqual({ "condition.limit.value": "Enter the limit as a number." });
    expect(errors({ limit: "3", horizonMs: 1, probability: Number.NaN })).toEqual({
      "condition.horizonMs": "Choose how far to look ahead, from 10 min to 90 d.",
      "condition.probability": "Choose a chance from 5 % to 95 %.",
    });
    expect(errors({ limitType: "signal" })).toEqual({
      "condition.limit.signal.metric": "Choose the metric that measures the limit.",
    });
  });
});

describe("formOf", () => {
  it("gives back the definition it was made from", () => {
    const definition: Definition = {
      name: "Errors",
      description: "",
      enabled: false,
      kind: "threshold",
      signal: { type: "red", measure: "error_ratio", service: "checkout", groupBy: ["operation"] },
      condition: { comparison: "gte", threshold: 0.07, recovery: 0.03 },
      windowMs: 300_000,
      intervalMs: 30_000,
      evalDelayMs: 5_000,
      forMs: 0,
      keepFiringForMs: 60_000,
      noData: "ok",
      severity: "critical",
      labels: { team: "pay" },
      annotations: { summary: "{{ value }}" },
      channelIds: ["c1"],
      escalationPolicyId: "p1",
    };
    expect(formOf(definition).threshold).toBe("7");
    expect(checkRuleForm(formOf(definition))).toEqual({ ok: true, value: definition });
    expect(duplicateOf(definition).name).toBe("Errors (copy)");
  });
});

describe("limits", () => {
  it("survive the way through the form's text", () => {
    const signal = emptySignal("red");
    const ratio = { type: "red", measure: "error_ratio", groupBy: [] } as const;
    fc.assert(
      fc.property(fc.integer({ min: -1e9, max: 1e9 }), (thousandths) => {
        const value = thousandths / 1_000;
        expect(limitOf(limitText(value, signal), signal)).toBe(value);
        expect(
          limitOf(limitText(value, { ...ratio, groupBy: [] }), { ...ratio, groupBy: [] }),
        ).toBe(value);
      }),
    );
  });

  it.each(["", " ", "abc", "1,5"])("%j is no number", (text) => {
    expect(limitOf(text, emptySignal("red"))).toBeNaN();
  });
});
