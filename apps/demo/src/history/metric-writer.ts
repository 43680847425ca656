import type { HrTime } from "@opentelemetry/api";
import { ValueType } from "@opentelemetry/api";
import { millisToHrTime } from "@opentelemetry/core";
import type { Resource } from "@opentelemetry/resources";
import type { DataPoint, Histogram, MetricData, ResourceMetrics } from "@opentelemetry/sdk-metrics";
import { AggregationTemporality, DataPointType } from "@opentelemetry/sdk-metrics";
import { logNormalMean, splitOverBuckets } from "./distribution.ts";
import type { Random } from "./random.ts";
import type { HistogramSeries, Series, ValueSeries } from "./series.ts";
import { type Moment, momentAt, stepsBetween, type Timeline } from "./timeline.ts";

const MINUTE_MS = 60_000;

type Track = {
  readonly series: Series;
  readonly advance: (moment: Moment) => void;
  readonly take: (start: HrTime, end: HrTime) => void;
  readonly drain: () => DataPoint<number>[] | DataPoint<Histogram>[];
};

function trackValue(series: ValueSeries, random: Random): Track {
  let value = 0;
  let points: DataPoint<number>[] = [];
  return {
    series,
    advance: (moment) => {
      const sample = series.sample(moment, random);
      value = series.kind === "counter" ? value + sample : sample;
    },
    take: (startTime, endTime) =>
      void points.push({ startTime, endTime, attributes: series.attributes, value }),
    drain: () => {
      const drained = points;
      points = [];
      return drained;
    },
  };
}

function trackHistogram(series: HistogramSeries, random: Random): Track {
  const counts = Array.from({ length: series.bounds.length + 1 }, () => 0);
  const boundaries = [...series.bounds];
  let count = 0;
  let sum = 0;
  let points: DataPoint<Histogram>[] = [];
  return {
    series,
    advance: (moment) => {
      const added = series.sample(moment, random);
      const split = splitOverBuckets(
        added.count,
        added.medianS,
        added.sigma,
        series.bounds,
        random,
      );
      split.forEach((bucket, at) => (counts[at] = (counts[at] ?? 0) + bucket));
      count += added.count;
      sum += added.count * logNormalMean(added.medianS, added.sigma);
    },
    take: (startTime, endTime) => {
      // A series that never happened is not there, as in the SDK.
      if (count > 0)
        points.push({
          startTime,
          endTime,
          attributes: series.attributes,
          value: { buckets: { boundaries, counts: [...counts] }, count, sum },
        });
    },
    drain: () => {
      const drained = points;
      points = [];
      return drained;
    },
  };
}

function toMetricData(series: Series, dataPoints: ReturnType<Track["drain"]>): MetricData {
  const descriptor = {
    name: series.name,
    description: "",
    unit: series.unit,
    // What the SDK takes unless told otherwise, as in the live services.
    valueType: ValueType.DOUBLE,
  };
  const aggregationTemporality = AggregationTemporality.CUMULATIVE;
  const values = dataPoints as DataPoint<number>[];
  switch (series.kind) {
    case "gauge":
      return {
        descriptor,
        aggregationTemporality,
        dataPointType: DataPointType.GAUGE,
        dataPoints: values,
      };
    case "histogram":
      return {
        descriptor,
        aggregationTemporality,
        dataPointType: DataPointType.HISTOGRAM,
        dataPoints: dataPoints as DataPoint<Histogram>[],
      };
    case "counter":
    case "updown":
      return {
        descriptor,
        aggregationTemporality,
        dataPointType: DataPointType.SUM,
        isMonotonic: series.kind === "counter",
        dataPoints: values,
      };
  }
}

/** The metrics of one instance, chunk by chunk. Counters and histograms are cumulative from the start of the timeline. */
export type MetricWriter = {
  /** Points of the minutes that end after `fromMs` and up to `toMs`; call it for adjacent chunks in order. */
  readonly write: (
    fromMs: number,
    toMs: number,
  ) => { metrics: ResourceMetrics; pointCount: number };
};

/** Creates the writer of an instance. */
export function createMetricWriter(
  resource: Resource,
  series: readonly Series[],
  scopeVersions: ReadonlyMap<string, string>,
  timeline: Timeline,
  random: Random,
): MetricWriter {
  const tracks = series.map((entry) =>
    entry.kind === "histogram" ? trackHistogram(entry, random) : trackValue(entry, random),
  );
  const startTime = millisToHrTime(timeline.startMs);
  const advanceTo = (timeMs: number) => {
    const moment = momentAt(timeMs, timeline);
    const endTime = millisToHrTime(timeMs + MINUTE_MS);
    const minute = Math.round((timeMs - timeline.startMs) / MINUTE_MS);
    for (const track of tracks) {
      track.advance(moment);
      if (minute % track.series.everyMinutes === 0) track.take(startTime, endTime);
    }
  };
  return {
    write: (fromMs, toMs) => {
      for (const timeMs of stepsBetween(fromMs, toMs, MINUTE_MS)) advanceTo(timeMs);
      return collect(resource, tracks, scopeVersions);
    },
  };
}

function collect(
  resource: Resource,
  tracks: readonly Track[],
  scopeVersions: ReadonlyMap<string, string>,
) {
  const scopes = new Map<
    string,
    Map<string, { series: Series; points: ReturnType<Track["drain"]> }>
  >();
  let pointCount = 0;
  for (const track of tracks) {
    const points = track.drain();
    pointCount += points.length;
    if (points.length === 0) continue;
    const metrics = scopes.get(track.series.scope) ?? new Map();
    scopes.set(track.series.scope, metrics);
    const known = metrics.get(track.series.name);
    if (known === undefined) metrics.set(track.series.name, { series: track.series, points });
    else known.points = [...known.points, ...points];
  }
  const scopeMetrics = [...scopes].map(([name, metrics]) => {
    const version = scopeVersions.get(name);
    return {
      scope: version === undefined ? { name } : { name, version },
      metrics: [...metrics.values()].map(({ series, points }) => toMetricData(series, points)),
    };
  });
  return { metrics: { resource, scopeMetrics }, pointCount };
}
