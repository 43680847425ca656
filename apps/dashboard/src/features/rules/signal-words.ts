import { logSeverities, severityNumberOf } from "@headroom/contracts";
import type { AttributeFilter, LogsSignal, MetricSignal, RedSignal, Signal } from "./rule-types";

/** RED measures in words. */
export const measureWords: Readonly<Record<RedSignal["measure"], string>> = {
  rate: "requests per second",
  errors: "failed requests",
  error_ratio: "error ratio",
  avg: "mean latency",
  p50: "p50 latency",
  p95: "p95 latency",
  p99: "p99 latency",
};

/** Aggregations of a metric in words. */
export const aggregationWords: Readonly<Record<MetricSignal["aggregation"], string>> = {
  avg: "average",
  min: "minimum",
  max: "maximum",
  sum: "sum",
  last: "last value",
  rate: "rate per second",
  increase: "increase",
  count: "count",
  p50: "p50",
  p90: "p90",
  p95: "p95",
  p99: "p99",
};

/** What a rule reads, in words: `p95 latency of checkout POST /pay, by operation`. */
export function describeSignal(signal: Signal): string {
  return describeSubject(signal) + describeGrouping(signal);
}

/** What a rule reads, without how it groups. */
export function describeSubject(signal: Signal): string {
  switch (signal.type) {
    case "metric":
      return describeMetric(signal);
    case "red":
      return `${measureWords[signal.measure]} of ${describeTarget(signal)}`;
    case "logs":
      return describeLogs(signal);
  }
}

/** How a rule groups, with `, by ` in front; empty where it does not. */
export function describeGrouping(signal: Signal): string {
  return signal.groupBy.length === 0 ? "" : `, by ${signal.groupBy.join(" and ")}`;
}

function describeTarget(signal: RedSignal): string {
  const service = signal.service || "all services";
  return signal.operation ? `${service} ${signal.operation}` : service;
}

function describeMetric(signal: MetricSignal): string {
  const metric = signal.metric === "" ? "a metric" : signal.metric;
  return `${aggregationWords[signal.aggregation]} of ${metric}${inService(signal.service)}${describeFilters(signal.filters)}`;
}

function describeLogs(signal: LogsSignal): string {
  const level = signal.minSeverity === undefined ? "" : `${severityName(signal.minSeverity)}+ `;
  const words = signal.query ? ` with “${signal.query}”` : "";
  return `${level}log records${inService(signal.service)}${words}${describeFilters(signal.filters)}`;
}

function inService(service: string | undefined): string {
  return service ? ` in ${service}` : "";
}

/** Conditions on attributes in words, with ` where ` in front; empty where there are none. */
export function describeFilters(filters: readonly AttributeFilter[]): string {
  if (filters.length === 0) return "";
  return ` where ${filters.map(describeFilter).join(" and ")}`;
}

function describeFilter(filter: AttributeFilter): string {
  return filter.op === "exists"
    ? `${filter.key} exists`
    : `${filter.key} ${filter.op} ${filter.value ?? ""}`;
}

/** The level an OTLP severity number (1–24) belongs to; each level spans four numbers. */
export function severityName(severityNumber: number): string {
  const known = logSeverities.findLast((name) => severityNumberOf[name] <= severityNumber);
  return known ?? "trace";
}

/**
 * Unit of a signal's values for src/format: RED measures and log counts have their own, a metric
 * has the one the API tells (`metricUnit`, empty where unknown).
 */
export function unitOf(signal: Signal, metricUnit: string): string {
  if (signal.type === "logs") return "records";
  if (signal.type === "metric") return metricUnit;
  switch (signal.measure) {
    case "rate":
      return "req/s";
    case "errors":
      return "requests";
    case "error_ratio":
      return "ratio";
    default:
      return "ms";
  }
}

/** A metric's unit after aggregation: `s` read as a rate is `s/s`, counts have none. */
export function aggregatedUnit(unit: string, aggregation: MetricSignal["aggregation"]): string {
  if (aggregation === "count") return "";
  return aggregation === "rate" ? `${unit === "1" ? "" : unit}/s` : unit;
}
