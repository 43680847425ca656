import { nameResource } from "@headroom/patterns";
import type { Headroom } from "@headroom/contracts";
import { composeGauges, labelResource, manyUnits, type Gauge } from "./record-results.ts";
import { metricNames } from "./result-names.ts";
import type { StoredForecasts } from "./stored-forms.ts";

const minuteMs = 60_000;
/** A window of a rule on a resource holds one point at least. */
const everyMs = 10 * minuteMs;
/** Longer steps of a history are holes in it. */
const longestStepMs = 6 * 60 * minuteMs;
const pointsPerRequest = 5_000;

/** The points of one resource's use, every ten minutes, from the steps of its stored history. */
export function spreadHistory(
  history: readonly (readonly [number, number])[],
  untilMs: number,
): readonly { readonly atMs: number; readonly value: number }[] {
  return history.flatMap(([startMs, value], index) => {
    const nextMs = history[index + 1]?.[0] ?? untilMs;
    const endMs = Math.min(nextMs, startMs + longestStepMs, untilMs);
    const count = Math.max(0, Math.ceil((endMs - startMs) / everyMs));
    return Array.from({ length: count }, (_, step) => ({ atMs: startMs + step * everyMs, value }));
  });
}

/**
 * OTLP/JSON metrics requests with what was used of every resource before its first assessment, as
 * the forecasts read it from stored telemetry: so a rule that forecasts the use of a resource has
 * the service's whole past at once. Made once for a service.
 */
export function composePast(past: {
  readonly service: string;
  readonly nowMs: number;
  readonly resources: readonly Headroom[];
  readonly forecasts: StoredForecasts;
}): readonly Uint8Array[] {
  const gauges = past.resources.flatMap((one): Gauge[] => {
    const key = nameResource(one.resource, one.subject);
    const history = past.forecasts.resources[key]?.history ?? [];
    const labels = labelResource(one);
    const untilMs = past.nowMs - everyMs;
    return spreadHistory(history, untilMs).map(({ atMs, value }) => ({
      name: metricNames.used,
      unit: manyUnits,
      labels,
      value,
      atMs,
    }));
  });
  return Array.from({ length: Math.ceil(gauges.length / pointsPerRequest) }, (_, index) =>
    gauges.slice(index * pointsPerRequest, (index + 1) * pointsPerRequest),
  ).flatMap((own) => composeGauges(past.service, past.nowMs, own) ?? []);
}
