import { ruleDefinition } from "@headroom/contracts";
import { describe, expect, it } from "vitest";
import type { PreviewGroup } from "@/features/rules/preview-band";
import { incidentRanges } from "./incident-ranges";

const window = { fromMs: 0, toMs: 100 };
const signal = { type: "red", measure: "p95", service: "checkout" };
const group: PreviewGroup = {
  labels: {},
  points: [
    [0, 10],
    [50, 90],
  ],
  firing: [],
  status: "ready",
  sentence: null,
  band: [
    [0, 5, 10, 15],
    [50, 5, 10, 15],
  ],
  forecast: [
    [100, 80, 90, 100],
    [500, 80, 100, 140],
  ],
  limit: [[0, 120]],
};
const definitionOf = (kind: string, condition: object) =>
  ruleDefinition.parse({ name: "Rule", kind, signal, condition });
const anomaly = definitionOf("anomaly", {
  direction: "above",
  sensitivity: 0.5,
  triggerWindowMs: 180_000,
  triggerShare: 0.6,
});
const forecast = definitionOf("forecast", {
  comparison: "above",
  limit: { type: "constant", value: 120 },
  horizonMs: 3_600_000,
});

describe("incidentRanges", () => {
  it("shows the band of an anomaly rule and what lies outside", () => {
    const { ranges, marks, toMs } = incidentRanges(anomaly, [group], window);
    expect(ranges.map(({ id }) => id)).toEqual(["band"]);
    expect(marks).toEqual([{ atMs: 50, value: 90 }]);
    expect(toMs).toBe(100);
  });

  it("shows a forecast with its limit, over as much future as past", () => {
    const { ranges, toMs } = incidentRanges(forecast, [group], window);
    expect(ranges.map(({ id }) => id)).toEqual(["forecast", "limit"]);
    expect(toMs).toBe(200);
  });

  it("shows nothing more for thresholds and for several series", () => {
    const threshold = definitionOf("threshold", { comparison: "gt", threshold: 1 });
    expect(incidentRanges(threshold, [group], window).ranges).toEqual([]);
    expect(incidentRanges(anomaly, [group, group], window).ranges).toEqual([]);
    expect(incidentRanges(undefined, [group], window).toMs).toBe(100);
  });
});
