import { snapshotBounds } from "@headroom/patterns";
import type { EvidenceWindow, MetricEvidence, MetricSeries } from "@headroom/patterns";
import type { MetricName, SeriesEvidence, TelemetryQueries } from "@headroom/telemetry-store";
import { dropEndedInstances, fillGaps } from "./metric-gaps.ts";

/** Which metrics of a service to read, and in which steps. */
export interface MetricRead {
  readonly service: string;
  readonly window: EvidenceWindow;
  readonly stepMs: number;
  /** Metrics of the service, of which the first 300 are read. */
  readonly metrics: readonly MetricName[];
}

const minuteMs = 60_000;
/** Steps up to this long are shorter than what a value stands for. */
const longestFilledStepMs = 5 * minuteMs;

function listAttributes(series: readonly SeriesEvidence[]): Record<string, readonly string[]> {
  const values = new Map<string, Set<string>>();
  for (const { labels } of series) {
    for (const [key, value] of Object.entries(labels)) {
      const known = values.get(key) ?? new Set<string>();
      if (known.size < snapshotBounds.attributeValues) known.add(value);
      values.set(key, known);
    }
  }
  return Object.fromEntries([...values].map(([key, known]) => [key, [...known]]));
}

function toSeries(one: SeriesEvidence, stepMs: number): MetricSeries {
  const { metric: _metric, instrument, lastMs: _lastMs, points, ...statistics } = one;
  const isLevel = instrument === "gauge" || instrument === "up-down-counter";
  const isFilled = isLevel && stepMs <= longestFilledStepMs;
  return { ...statistics, points: isFilled ? fillGaps(points, stepMs) : points };
}

/**
 * Series as evidence, one entry for each metric and kind. Levels of ended instances are left out.
 */
export function assembleMetrics(
  found: readonly SeriesEvidence[],
  { metrics, window, stepMs }: Pick<MetricRead, "metrics" | "window" | "stepMs">,
): readonly MetricEvidence[] {
  const units = new Map(metrics.map(({ metric, unit }) => [metric, unit]));
  const living = dropEndedInstances(found, window.endMs, Math.max(5 * minuteMs, 2 * stepMs));
  const groups = Map.groupBy(living, ({ metric, instrument }) => `${instrument} ${metric}`);
  return [...groups.values()].flatMap((series): MetricEvidence[] => {
    const [head] = series;
    if (head === undefined) return [];
    return [
      {
        name: head.metric,
        instrument: head.instrument,
        unit: units.get(head.metric) ?? "",
        attributes: listAttributes(series),
        series: series.map((one) => toSeries(one, stepMs)),
      },
    ];
  });
}

/** The metrics of a service in a window as evidence. Throws TelemetryStoreError. */
export async function readMetricEvidence(
  queries: Pick<TelemetryQueries, "seriesEvidence">,
  read: MetricRead,
): Promise<readonly MetricEvidence[]> {
  const { service, window, stepMs } = read;
  const metrics = read.metrics.slice(0, snapshotBounds.metrics);
  if (metrics.length === 0) return [];
  const found = await queries.seriesEvidence({
    service,
    fromMs: window.startMs,
    toMs: window.endMs,
    stepMs,
    maxSeries: snapshotBounds.seriesPerMetric,
    metrics,
  });
  return assembleMetrics(found, { ...read, metrics });
}
