import { setImmediate as turn } from "node:timers/promises";
import {
  assessRecognition,
  findPattern,
  type EvidenceSnapshot,
  type MetricEvidence,
  type MetricSeries,
  type Recognition,
} from "@headroom/patterns";
import { roundStored } from "./forecast-series.ts";
import { nameIndicator } from "./stored-forms.ts";

/** One step of a series as if it were all that is known of it; undefined where nothing was sent. */
function cutSeries(
  series: MetricSeries,
  { startMs, stepMs, isCounter }: { startMs: number; stepMs: number; isCounter: boolean },
): MetricSeries | undefined {
  const point = series.points.find(({ atMs }) => atMs >= startMs && atMs < startMs + stepMs);
  if (point === undefined) return undefined;
  const { value } = point;
  const { labels, instanceId } = series;
  return {
    labels,
    ...(instanceId === undefined ? {} : { instanceId }),
    first: value,
    last: value,
    avg: value,
    min: value,
    max: value,
    p95: value,
    ...(isCounter ? { increase: (value * stepMs) / 1_000 } : {}),
    points: [point],
  };
}

/** What a step of the past looked like by its metrics; histograms have no totals by step. */
export function cutMetrics(
  metrics: readonly MetricEvidence[],
  startMs: number,
  stepMs: number,
): readonly MetricEvidence[] {
  return metrics
    .filter(({ instrument }) => instrument !== "histogram")
    .map((metric) => ({
      ...metric,
      series: metric.series.flatMap((series) => {
        const isCounter = metric.instrument === "counter";
        return cutSeries(series, { startMs, stepMs, isCounter }) ?? [];
      }),
    }));
}

/** Recognitions with an indicator that only its own past can judge. */
function listUnscaled(recognitions: readonly Recognition[]): readonly Recognition[] {
  return recognitions.filter(({ patternId }) =>
    findPattern(patternId)?.indicators.some(({ scale }) => scale === undefined),
  );
}

/**
 * Values by step of the indicators that have no scale of their own, measured again from metrics of
 * the past (`metrics` in steps of `stepMs` over the window): so a service with stored telemetry is
 * judged by what is usual of it from the first assessment on. Keys are those of `nameIndicator`.
 */
export async function measurePast(
  snapshot: EvidenceSnapshot,
  recognitions: readonly Recognition[],
  past: {
    readonly metrics: readonly MetricEvidence[];
    readonly startMs: number;
    readonly endMs: number;
    readonly stepMs: number;
  },
): Promise<Record<string, readonly number[]>> {
  const found = new Map<string, number[]>();
  const unscaled = listUnscaled(recognitions);
  if (unscaled.length === 0) return {};
  for (let startMs = past.startMs; startMs < past.endMs; startMs += past.stepMs) {
    const step: EvidenceSnapshot = {
      ...snapshot,
      window: { startMs, endMs: startMs + past.stepMs },
      metrics: cutMetrics(past.metrics, startMs, past.stepMs),
      instances: [],
      timeline: [],
      shapes: [],
      routes: [],
      edges: [],
      gaps: [],
      destinations: [],
      versions: [],
      logs: [],
      loadLevels: [],
    };
    for (const recognition of unscaled) {
      const { patternId, subject } = recognition;
      for (const { indicator, value } of assessRecognition(step, recognition)?.learning ?? []) {
        const key = nameIndicator(patternId, subject, indicator);
        found.set(key, [...(found.get(key) ?? []), roundStored(value)]);
      }
    }
    await turn();
  }
  return Object.fromEntries(found);
}
