import type { MetricSeries } from "@headroom/contracts";

const DISTRIBUTIONS: readonly MetricSeries["type"][] = ["histogram", "exp_histogram", "summary"];

/**
 * Unit of the values that an aggregation gives, as UCUM. A rate adds `/s`; rates and counts of
 * distributions count observations, whatever the metric measures.
 */
export function unitOfSeries(series: Pick<MetricSeries, "type" | "unit" | "aggregation">): string {
  const { type, unit, aggregation } = series;
  const counts = DISTRIBUTIONS.includes(type);
  if (aggregation === "count") return "1";
  if (aggregation === "rate") return `${counts || unit === "" ? "1" : unit}/s`;
  if (aggregation === "increase" && counts) return "1";
  return unit === "" ? "1" : unit;
}
