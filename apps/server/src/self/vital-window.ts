import type { GroupValue, MetricAggregation, Signal } from "@headroom/alerting";
import type { VitalValue } from "@headroom/metadata-store";
import { ownServices } from "./own-services.ts";
import { vitalMetrics } from "./metric-names.ts";

type MetricSignal = Extract<Signal, { type: "metric" }>;

const aggregations: ReadonlySet<MetricAggregation> = new Set([
  "avg",
  "min",
  "max",
  "sum",
  "last",
  "count",
]);

/**
 * Whether a signal can be answered from vital values: one of the vital gauges, of all processes
 * or one kind of them, as one group or by service.
 */
export function isVitalSignal(signal: Signal): signal is MetricSignal {
  if (signal.type !== "metric") return false;
  const { metric, service, filters, groupBy, aggregation } = signal;
  return (
    vitalMetrics.some((name) => name === metric) &&
    (service === undefined || ownServices.includes(service)) &&
    filters.length === 0 &&
    groupBy.every((key) => key === "service") &&
    aggregations.has(aggregation)
  );
}

/**
 * The groups of a window of vital values, as the store would answer for the same gauge. A window
 * without values has no groups.
 */
export function groupVitals(signal: MetricSignal, values: readonly VitalValue[]): GroupValue[] {
  const wanted = values.filter(({ service }) => (signal.service ?? service) === service);
  const byService = signal.groupBy.includes("service");
  const groups = Map.groupBy(wanted, ({ service }) => (byService ? service : ""));
  return [...groups].map(([service, own]) => ({
    labels: byService ? { service } : {},
    value: aggregate(signal.aggregation, own),
    samples: own.length,
  }));
}

/** One value of points in order of time; of several processes as of several series. */
function aggregate(how: MetricAggregation, points: readonly VitalValue[]): number | null {
  const values = points.map(({ value }) => value);
  const total = values.reduce((sum, value) => sum + value, 0);
  switch (how) {
    case "avg":
      return total / values.length;
    case "min":
      return Math.min(...values);
    case "max":
      return Math.max(...values);
    case "last":
      return values.at(-1) ?? null;
    case "sum": {
      const last = new Map(points.map(({ instanceId, value }) => [instanceId, value]));
      return [...last.values()].reduce((sum, value) => sum + value, 0);
    }
    case "count":
      return values.length;
    default:
      return null;
  }
}
