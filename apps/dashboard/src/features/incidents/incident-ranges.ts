import type { Rule } from "@headroom/contracts";
import type { ChartRange } from "@/components/charts/chart-range";
import type { PointMark } from "@/components/charts/point-marks";
import { bandRange, pointsOutside, type PreviewGroup } from "@/features/rules/preview-band";
import { fanRange, forecastEndMs, limitRange } from "@/features/rules/preview-forecast";

/** What an incident's chart shows beside the measured values. */
export interface IncidentRanges {
  readonly ranges: readonly ChartRange[];
  /** Values outside of the expected band. */
  readonly marks: readonly PointMark[];
  /** Where the time axis ends. */
  readonly toMs: number;
}

/**
 * The expected band of an anomaly rule, or the forecast of a forecast rule with its limit; nothing
 * for thresholds, and nothing where more than one series is shown: their bands would lie over one
 * another. The future takes at most as much room as the past.
 */
export function incidentRanges(
  definition: Rule["definition"] | undefined,
  groups: readonly PreviewGroup[],
  window: { readonly fromMs: number; readonly toMs: number },
): IncidentRanges {
  const [group, ...others] = groups;
  const plain = { ranges: [], marks: [], toMs: window.toMs };
  if (definition === undefined || group === undefined || others.length > 0) return plain;
  switch (definition.kind) {
    case "anomaly":
      return {
        ranges: [bandRange(group.band)],
        marks: pointsOutside(group, definition.condition.direction),
        toMs: window.toMs,
      };
    case "forecast":
      return {
        ranges: [fanRange(group), limitRange(group.limit)],
        marks: [],
        toMs: Math.min(forecastEndMs(group, window.toMs), 2 * window.toMs - window.fromMs),
      };
    case "threshold":
      return plain;
  }
}
