import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Definition } from "./rule-types";
import {
  checkRuleForm,
  conditionOf,
  duplicateOf,
  emptyForm,
  emptySignal,
  formOf,
  limitOf,
  limitText,
} from "./rule-form";

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
    expect(conditionOf({ ...filled, comparison: "eq", recovery: "600" })).toEqual({
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
