import { namesOf } from "../aliases/lookup.ts";
import { listPrometheusNames, toPrometheusBase } from "../aliases/prometheus.ts";
import type { Signal } from "./signal.ts";
import * as families from "./signals/index.ts";

function isSignal(value: unknown): value is Signal {
  return typeof value === "object" && value !== null && "names" in value && "id" in value;
}

/** Every signal that recognisers, assessors and sizers read. */
export const allSignals: readonly Signal[] = Object.values(families)
  .filter((family) => !Array.isArray(family))
  .flatMap((family) => Object.values(family) as unknown[])
  .filter(isSignal);

function listForms(name: string): readonly string[] {
  if (!name.includes(".")) return [name];
  const shapes = (["counter", "histogram", "gauge"] as const).flatMap((instrument) =>
    ["", "s", "ms", "By", "1"].flatMap((unit) => listPrometheusNames(name, { unit, instrument })),
  );
  return [name, toPrometheusBase(name), ...shapes];
}

function listMetricNames(signals: readonly Signal[]): ReadonlySet<string> {
  return new Set(
    signals
      .flatMap(({ names }) => names.map(({ name }) => name))
      .flatMap((name) => [...namesOf(name), ...listForms(name)]),
  );
}

/**
 * Every metric name that some signal is read from, in all its generations and Prometheus forms:
 * what the server asks the metric catalogue for when it makes a snapshot. Some are not in use by
 * any emitter, since the forms are derived.
 */
export const knownMetricNames: ReadonlySet<string> = listMetricNames(allSignals);

const { poolSignals, threadPoolSignals, queueSignals, autoscalerSignals } = families;

/**
 * The metric names among them that state what is used of a bounded resource, and its limit: what
 * a sizing of the past needs, and all of it levels.
 */
export const sizedMetricNames: ReadonlySet<string> = listMetricNames([
  poolSignals.used,
  poolSignals.max,
  poolSignals.pending,
  threadPoolSignals.busy,
  threadPoolSignals.max,
  families.eventLoopSignals.utilisation,
  queueSignals.ready,
  queueSignals.unacknowledged,
  families.heapSignals.used,
  families.heapSignals.limit,
  families.cacheServerSignals.memoryUsed,
  families.cacheServerSignals.memoryMax,
  autoscalerSignals.current,
  autoscalerSignals.desired,
  autoscalerSignals.max,
  autoscalerSignals.min,
]);
