import type { Signal } from "@headroom/alerting";
import { ATTR_SERVICE_NAME } from "@opentelemetry/semantic-conventions";
import type { TelemetryQueries } from "@headroom/telemetry-store";
import { ApiError } from "../http/errors.ts";

const mostServices = 50;

type RedMeasure = Extract<Signal, { type: "red" }>["measure"];

/**
 * Does nothing for a signal that gives one series.
 * @throws ApiError `invalid_request` for one that gives a series per group
 */
export function refuseGroups(signal: Signal): void {
  if (signal.groupBy.length === 0) return;
  throw new ApiError(
    "invalid_request",
    "This looks at one series: leave `groupBy` empty, and choose a group by a service, an operation or a filter.",
  );
}

/** The one series of a rule's signal that has these labels; empty values are left open. */
export function narrowToLabels(signal: Signal, labels: Readonly<Record<string, string>>): Signal {
  const keys: readonly string[] = signal.groupBy;
  const given = keys.filter((key) => (labels[key] ?? "") !== "");
  if (signal.type === "red") {
    const chosen = Object.fromEntries(given.map((key) => [key, labels[key]]));
    return { ...signal, ...chosen, groupBy: [] };
  }
  const filters = given.map((key) => ({ key, op: "=" as const, value: labels[key] ?? "" }));
  return { ...signal, filters: [...signal.filters, ...filters], groupBy: [] };
}

/** The service a signal is about by its own words, undefined where it is about several. */
export function serviceOf(signal: Signal): string | undefined {
  if (signal.service !== undefined && signal.service !== "") return signal.service;
  if (signal.type === "red") return undefined;
  const names = ["service", ATTR_SERVICE_NAME, `resource.${ATTR_SERVICE_NAME}`];
  return signal.filters.find(({ key, op }) => op === "=" && names.includes(key))?.value;
}

/** The services a signal is about: its own, or those that send its metric, at most 50. */
export async function readServicesOf(queries: TelemetryQueries, signal: Signal): Promise<string[]> {
  const named = serviceOf(signal);
  if (named !== undefined) return [named];
  if (signal.type !== "metric") return [];
  const found = await queries.findMetric({ metric: signal.metric });
  return found?.services.slice(0, mostServices) ?? [];
}

/** Words for a measure of calls, as in “p95 latency of checkout”. */
export const measureWords: Readonly<Record<RedMeasure, string>> = {
  rate: "call rate",
  error_ratio: "error ratio",
  errors: "errors",
  p50: "median latency",
  p95: "p95 latency",
  p99: "p99 latency",
  avg: "mean latency",
};

/** A signal in words, unique among the series that are compared with each other. */
export function nameSignal(signal: Signal): string {
  const of = signal.service === undefined ? "" : ` of ${signal.service}`;
  switch (signal.type) {
    case "red": {
      const where = signal.operation === undefined ? "" : ` of ${signal.operation}`;
      return `${measureWords[signal.measure]}${where}${of}`;
    }
    case "metric": {
      const filters = signal.filters.map(({ key, op, value }) =>
        `${key} ${op} ${value ?? ""}`.trim(),
      );
      const which = filters.length === 0 ? "" : ` (${filters.join(", ")})`;
      return `${signal.metric}${which}${of}, ${signal.aggregation}`;
    }
    case "logs": {
      const words = signal.query === undefined ? "" : ` with “${signal.query}”`;
      return `log records${words}${of}`;
    }
  }
}

/** The unit of a measure of calls (UCUM). */
export function unitOfMeasure(measure: RedMeasure): string {
  if (measure === "rate") return "{request}/s";
  if (measure === "errors") return "{error}";
  return measure === "error_ratio" ? "1" : "ms";
}

/** The unit of a metric's values when its points have `unit` and are put together this way. */
export function unitOfMetric(unit: string, aggregation: string): string {
  if (aggregation === "rate") return unit === "" || unit === "1" ? "1/s" : `${unit}/s`;
  return aggregation === "count" ? "1" : unit;
}

/** The unit of a signal's values (UCUM); empty for a metric that nothing sent yet. */
export async function readUnit(queries: TelemetryQueries, signal: Signal): Promise<string> {
  switch (signal.type) {
    case "logs":
      return "{record}";
    case "red":
      return unitOfMeasure(signal.measure);
    case "metric": {
      const found = await queries.findMetric({ metric: signal.metric, service: signal.service });
      return unitOfMetric(found?.unit ?? "", signal.aggregation);
    }
  }
}

/** True where a step without any call or record means 0 and not “unknown”. */
export function isZeroWithoutData(signal: Signal): boolean {
  return (
    signal.type === "logs" ||
    (signal.type === "red" && (signal.measure === "rate" || signal.measure === "errors"))
  );
}
