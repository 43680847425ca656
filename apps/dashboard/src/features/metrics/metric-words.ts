import type { Metric, MetricSeries } from "@headroom/contracts";

type Aggregation = MetricSeries["aggregation"];

const TYPE_TEXT: Readonly<Record<Metric["type"], string>> = {
  gauge: "gauge",
  sum: "sum",
  histogram: "histogram",
  exp_histogram: "exponential histogram",
  summary: "summary",
};

/** The kind of a metric in words: “counter” for a sum that only grows. */
export function describeType(metric: Pick<Metric, "type" | "isMonotonic" | "temporality">): string {
  if (metric.type === "sum") return metric.isMonotonic ? "counter" : "up-down counter";
  return TYPE_TEXT[metric.type];
}

const AGGREGATION_TEXT: Readonly<Record<Aggregation, string>> = {
  avg: "Average",
  min: "Minimum",
  max: "Maximum",
  sum: "Sum",
  last: "Last value",
  rate: "Rate per second",
  increase: "Increase",
  count: "Count",
  p50: "p50",
  p90: "p90",
  p95: "p95",
  p99: "p99",
};

/** The name of an aggregation in a menu. */
export function nameAggregation(aggregation: Aggregation): string {
  return AGGREGATION_TEXT[aggregation];
}

/** The asked aggregation where the metric has it, else the metric's default. */
export function chooseAggregation(
  offered: readonly Aggregation[],
  asked: string | null,
): Aggregation | undefined {
  return offered.find((aggregation) => aggregation === asked) ?? offered[0];
}

/** A unit as people read it: without the braces that mark what is counted, empty for “1”. */
export function describeUnit(unit: string): string {
  return unit === "1" ? "" : unit.replace(/[{}]/g, "");
}
