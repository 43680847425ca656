import type { Signal } from "@headroom/alerting";
import type { NamedSeries } from "@headroom/analysis";
import type { CorrelationFinding } from "@headroom/contracts";
import { METRIC_HTTP_SERVER_REQUEST_DURATION } from "@opentelemetry/semantic-conventions";
import { METRIC_RPC_SERVER_CALL_DURATION } from "@opentelemetry/semantic-conventions/incubating";
import type { MetricsOfServices, RedOfServices, RedPoint } from "@headroom/telemetry-store";
import { nameSignal, unitOfMeasure, unitOfMetric } from "./one-signal.ts";
import { fillSteps, toPoints, type SeriesPoints } from "./read-series.ts";
import type { StepRange } from "./step-range.ts";

/** A series that is compared with another; its id is its name in words. */
export interface Candidate extends NamedSeries {
  readonly service: string;
  readonly signal: CorrelationFinding["signal"];
  readonly unit: string;
  /** A point for each step, for a chart. */
  readonly shown: SeriesPoints;
}

/** The measures of calls that are compared, of each service. */
const redMeasures = ["rate", "error_ratio", "p95", "avg"] as const;
export type ComparedMeasure = (typeof redMeasures)[number];

function measureOf(point: RedPoint, measure: ComparedMeasure): number | null {
  switch (measure) {
    case "rate":
      return point.rate;
    case "error_ratio":
      return point.errorRatio;
    case "p95":
      return point.p95Ms;
    case "avg":
      return point.avgMs;
  }
}

function toCandidate(
  signal: CorrelationFinding["signal"],
  service: string,
  unit: string,
  points: SeriesPoints,
  range: StepRange,
): Candidate {
  const shown = fillSteps(points, signal, range);
  return { id: nameSignal(signal), service, signal, unit, shown, points: toPoints(shown) };
}

/** Call rate, error ratio, p95 and mean latency of each service, a point for each step. */
export function candidatesOfRed(red: RedOfServices, range: StepRange): Candidate[] {
  return red.services.flatMap(({ service, points }) =>
    redMeasures.map((measure) => {
      const signal = { type: "red" as const, measure, service, groupBy: [] };
      const values = points.map((point): [number, number | null] => [
        point.timeMs,
        measureOf(point, measure),
      ]);
      return toCandidate(signal, service, unitOfMeasure(measure), values, range);
    }),
  );
}

/** Every metric of the services, a point for each step. */
export function candidatesOfMetrics({ series }: MetricsOfServices, range: StepRange): Candidate[] {
  return series.flatMap(({ service, metric, aggregation, unit, state, points }) => {
    // No rule reads this quantile.
    if (aggregation === "p75") return [];
    const filters =
      state === undefined ? [] : [{ key: state.key, op: "=" as const, value: state.value }];
    const signal = { type: "metric" as const, metric, aggregation, service, filters, groupBy: [] };
    return [toCandidate(signal, service, unitOfMetric(unit, aggregation), points, range)];
  });
}

type Aspect = "traffic" | "errors" | "latency";

function aspectOf(measure: Extract<Signal, { type: "red" }>["measure"]): Aspect {
  if (measure === "rate") return "traffic";
  return measure === "errors" || measure === "error_ratio" ? "errors" : "latency";
}

const serverDurations: readonly string[] = [
  METRIC_HTTP_SERVER_REQUEST_DURATION,
  METRIC_RPC_SERVER_CALL_DURATION,
];

/**
 * True for a series that says the same about the same calls as the target: another quantile of
 * its latency, its errors as a share, the same metric put together otherwise. It explains nothing.
 */
export function isAboutSameCalls(
  target: Signal,
  service: string | undefined,
  other: Candidate,
): boolean {
  const { signal } = other;
  if (target.type === "metric") {
    const isSame = signal.type === "metric" && signal.metric === target.metric;
    return isSame && (service === undefined || service === other.service);
  }
  if (target.type === "logs" || service === undefined || service !== other.service) return false;
  if (signal.type === "red") return aspectOf(signal.measure) === aspectOf(target.measure);
  const isDuration = signal.type === "metric" && serverDurations.includes(signal.metric);
  return isDuration && aspectOf(target.measure) === "latency";
}

/** The candidates of other services: alike as they may be, they are not the target by another name. */
export function otherThings(
  candidates: readonly Candidate[],
  service: string | undefined,
): ReadonlySet<string> {
  const others = candidates.filter((each) => service !== undefined && each.service !== service);
  return new Set(others.map(({ id }) => id));
}

/**
 * The services to compare: the given ones, with those they call or are called by, or all; the
 * given ones first. With none given it is always all.
 */
export function servicesInScope(
  scope: "service" | "neighbours" | "all",
  own: readonly string[],
  edges: readonly { readonly caller: string; readonly callee: string }[],
): string[] | undefined {
  if (scope === "all" || own.length === 0) return undefined;
  const services = new Set(own);
  if (scope === "neighbours") {
    for (const { caller, callee } of edges) {
      if (own.includes(caller)) services.add(callee);
      if (own.includes(callee)) services.add(caller);
    }
  }
  return [...services];
}
