import { describe, expect, it } from "vitest";
import {
  alertLabels,
  expandTemplate,
  fingerprintOf,
  formatMeasured,
  formatValue,
} from "./labels.ts";
import type { RuleDefinition, Signal } from "./rule.ts";

const red = (changes: Partial<Extract<Signal, { type: "red" }>>): Signal => ({
  type: "red",
  measure: "p95",
  groupBy: [],
  ...changes,
});
const rule: RuleDefinition = {
  name: "Slow",
  description: "",
  enabled: true,
  kind: "threshold",
  signal: red({ service: "checkout" }),
  condition: { comparison: "gt", threshold: 1 },
  windowMs: 60_000,
  intervalMs: 15_000,
  evalDelayMs: 5_000,
  forMs: 0,
  keepFiringForMs: 0,
  noData: "hold",
  severity: "warning",
  labels: { team: "shop" },
  annotations: {},
  channelIds: [],
  escalationPolicyId: null,
};

describe("labels", () => {
  it("name the watched service even without grouping; the group and the rule win", () => {
    expect(alertLabels(rule, {})).toEqual({
      service: "checkout",
      team: "shop",
      alertname: "Slow",
      severity: "warning",
    });
    expect(alertLabels(rule, { service: "cart" })["service"]).toBe("cart");
    expect(alertLabels({ ...rule, labels: { service: "all" } }, {})["service"]).toBe("all");
  });

  it("have one fingerprint in any order, and empty ones don't count", () => {
    expect(fingerprintOf({ a: "1", b: "2" })).toBe(fingerprintOf({ b: "2", a: "1", c: "" }));
    expect(fingerprintOf({ a: "1" })).not.toBe(fingerprintOf({ a: "2" }));
  });
});

describe("words", () => {
  it.each([
    [0, "0"],
    [1234.567, "1235"],
    [0.000123456, "0.0001235"],
    [12, "12"],
    [Number.POSITIVE_INFINITY, "Infinity"],
  ])("%d reads %s", (value, text) => {
    expect(formatValue(value)).toBe(text);
  });

  it.each([
    [red({ measure: "p95" }), 812.3, "812.3 ms"],
    [red({ measure: "p95" }), 1812, "1.812 s"],
    [red({ measure: "error_ratio" }), 0.125, "12.5 %"],
    [red({ measure: "rate" }), 3, "3 req/s"],
  ])("%j of %d reads %s", (signal, value, text) => {
    expect(formatMeasured(signal, value)).toBe(text);
  });

  it("fills in what a template names and leaves what it does not know", () => {
    const data = { labels: { service: "cart" }, value: 900, threshold: 500, signal: rule.signal };
    expect(
      expandTemplate("{{ $labels.service }}: {{ value }} of {{threshold}} {{ oops }}", data),
    ).toBe("cart: 900 ms of 500 ms {{ oops }}");
  });
});
