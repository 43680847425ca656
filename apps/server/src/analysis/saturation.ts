import { measureDegradation, type Degradation } from "@headroom/analysis";
import {
  METRIC_DB_CLIENT_CONNECTION_PENDING_REQUESTS,
  METRIC_DB_CLIENT_CONNECTION_TIMEOUTS,
  METRIC_DB_CLIENT_CONNECTION_WAIT_TIME,
  METRIC_JVM_CPU_RECENT_UTILIZATION,
  METRIC_JVM_MEMORY_USED_AFTER_LAST_GC,
  METRIC_NODEJS_EVENTLOOP_DELAY_P99,
  METRIC_NODEJS_EVENTLOOP_UTILIZATION,
  METRIC_PROCESS_CPU_UTILIZATION,
  METRIC_SYSTEM_CPU_UTILIZATION,
  METRIC_SYSTEM_MEMORY_UTILIZATION,
  METRIC_V8JS_MEMORY_HEAP_USED,
} from "@opentelemetry/semantic-conventions/incubating";
import type { ServiceMetricSeries } from "@headroom/telemetry-store";
import type { Range } from "../telemetry/range.ts";

/** What a resource must reach before its rise means that it is short. */
interface Limit {
  /** Least value reached, in the unit of the metric. */
  readonly least: number;
  /** Least value reached over the level before. */
  readonly leastRatio?: number;
}

const limits: Readonly<Record<string, Limit>> = {
  [METRIC_PROCESS_CPU_UTILIZATION]: { least: 0.5 },
  [METRIC_SYSTEM_CPU_UTILIZATION]: { least: 0.5 },
  [METRIC_JVM_CPU_RECENT_UTILIZATION]: { least: 0.5 },
  [METRIC_SYSTEM_MEMORY_UTILIZATION]: { least: 0.7 },
  [METRIC_NODEJS_EVENTLOOP_UTILIZATION]: { least: 0.5 },
  [METRIC_NODEJS_EVENTLOOP_DELAY_P99]: { least: 0.05 },
  [METRIC_DB_CLIENT_CONNECTION_PENDING_REQUESTS]: { least: 0.5 },
  [METRIC_DB_CLIENT_CONNECTION_TIMEOUTS]: { least: 0.01 },
  [METRIC_DB_CLIENT_CONNECTION_WAIT_TIME]: { least: 0.05 },
  [METRIC_V8JS_MEMORY_HEAP_USED]: { least: 0, leastRatio: 1.5 },
  [METRIC_JVM_MEMORY_USED_AFTER_LAST_GC]: { least: 0, leastRatio: 1.5 },
};
/** Queues have no common name: what waits is known by words. */
const waitingWords = /(^|[._])(queue|queued|backlog|pending|lag|wait|waiting)($|[._])/i;
const waitingLimit: Limit = { least: 5, leastRatio: 2 };

/** The limit of a metric that shows a short resource; undefined for any other. */
export function saturationLimitOf({
  metric,
  aggregation,
  state,
}: Pick<ServiceMetricSeries, "metric" | "aggregation" | "state">): Limit | undefined {
  const known = limits[metric];
  if (known !== undefined) return aggregation === "p95" ? undefined : known;
  if (aggregation !== "avg" && aggregation !== "sum") return undefined;
  // Done or failed jobs of a queue do not wait.
  const text = state === undefined ? metric : state.value;
  return waitingWords.test(text) ? waitingLimit : undefined;
}

/**
 * The resource of each service that came furthest above its level before and reached its limit;
 * one for each service, as one shortage shows in many metrics.
 */
export function measureSaturation(
  series: readonly ServiceMetricSeries[],
  baseline: Range,
  window: Range,
): Degradation[] {
  const worst = new Map<string, Degradation>();
  for (const each of series) {
    const limit = saturationLimitOf(each);
    if (limit === undefined) continue;
    const valuesIn = ({ fromMs, toMs }: Range): number[] =>
      each.points.flatMap(([timeMs, value]) =>
        value !== null && timeMs >= fromMs && timeMs < toMs ? [value] : [],
      );
    const found = measureDegradation(
      each.service,
      "saturation",
      valuesIn(baseline),
      valuesIn(window),
    );
    if (found === undefined || !isReached(found, limit)) continue;
    if (found.deviation <= (worst.get(each.service)?.deviation ?? 0)) continue;
    worst.set(each.service, { ...found, sentence: describeShortage(each, found) });
  }
  return [...worst.values()];
}

// A level of 0 before makes any deviation huge, so the values themselves are told.
function describeShortage(
  { service, metric, state, unit }: ServiceMetricSeries,
  { inputs }: Degradation,
): string {
  const which = state === undefined ? metric : `${metric} (${state.value})`;
  const say = (key: string): string =>
    `${Number(Number(inputs[key]).toPrecision(3))} ${unit === "1" ? "" : unit.replaceAll(/[{}]/g, "")}`.trim();
  return `${service}: ${which} reached ${say("windowQuantile75")}; its level before was ${say("baselineMedian")}.`;
}

function isReached({ inputs }: Degradation, { least, leastRatio }: Limit): boolean {
  const reached = Number(inputs["windowQuantile75"]);
  const before = Number(inputs["baselineMedian"]);
  return reached >= least && (leastRatio === undefined || reached >= leastRatio * before);
}
