import { setImmediate as turn } from "node:timers/promises";
import { chooseForecastStep } from "@headroom/detection";
import {
  findPattern,
  nameResource,
  sizeAll,
  sizedMetricNames,
  type EvidenceSnapshot,
  type LoadPoint,
  type Recognition,
  type SeriesPoint,
} from "@headroom/patterns";
import type { MetricName, TelemetryQueries } from "@headroom/telemetry-store";
import { chooseInstanceMetric, findLoadLevels } from "./evidence/load-levels.ts";
import { readMetricEvidence } from "./evidence/metric-evidence.ts";
import { fitUse, type UseLine } from "./fit-use.ts";
import { forecastGrowth, preferGrowth } from "./forecast-growth.ts";
import { forecastSeries, roundStored } from "./forecast-series.ts";
import { measurePast } from "./past-indicators.ts";
import { attributes, metricNames } from "./result-names.ts";
import { nameIndicator, type StoredForecast, type StoredForecasts } from "./stored-forms.ts";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
const levelStepMs = 10 * minuteMs;
/** How far ahead resources are forecast; young series see less far. */
export const horizonMs = 30 * dayMs;

/** What forecasts are made from. */
export interface ForecastRequest {
  readonly snapshot: EvidenceSnapshot;
  readonly recognitions: readonly Recognition[];
  /** Metrics of the service that some signal knows. */
  readonly metrics: readonly MetricName[];
  readonly nowMs: number;
}

type Queries = Pick<TelemetryQueries, "seriesEvidence" | "loadRates" | "countInstances">;

const hourly = chooseForecastStep(Infinity, horizonMs);
/** Resources whose use is the load of the service itself. */
const ofThroughput = nameResource("scalability", "");

const floorTo = (ms: number, stepMs: number): number => Math.floor(ms / stepMs) * stepMs;

/** Use of every resource over the past that a step reaches, by its name. */
async function readUse(
  queries: Queries,
  { snapshot, recognitions, metrics, nowMs }: ForecastRequest,
  { stepMs, lookbackMs }: { readonly stepMs: number; readonly lookbackMs: number },
): Promise<ReadonlyMap<string, readonly SeriesPoint[]>> {
  const window = { startMs: floorTo(nowMs - lookbackMs, stepMs), endMs: nowMs };
  const past: EvidenceSnapshot = {
    ...snapshot,
    window,
    timeline: [],
    metrics: await readMetricEvidence(queries, {
      service: snapshot.subject.name,
      window,
      stepMs,
      metrics: metrics.filter(({ metric }) => sizedMetricNames.has(metric)),
    }),
  };
  const sized = sizeAll(past, recognitions, { nowMs });
  return new Map(
    sized.map(({ resource, subject, usedPoints }) => [nameResource(resource, subject), usedPoints]),
  );
}

const spanOf = (points: readonly SeriesPoint[], nowMs: number): number =>
  nowMs - (points[0]?.atMs ?? nowMs);

/**
 * Forecasts the use of every resource in steps that suit the age of its series: hours for those of
 * 4.5 days or more, else finer ones, each read once.
 */
async function forecastUse(
  queries: Queries,
  request: ForecastRequest,
  coarse: ReadonlyMap<string, readonly SeriesPoint[]>,
  load: StoredForecast,
): Promise<Record<string, StoredForecast>> {
  const { nowMs } = request;
  const byStep = Map.groupBy(coarse, ([, points]) =>
    points.length === 0
      ? hourly.stepMs
      : chooseForecastStep(spanOf(points, nowMs), horizonMs).stepMs,
  );
  const forecasts: Record<string, StoredForecast> = {};
  for (const [stepMs, own] of byStep) {
    const reading = chooseForecastStep(spanOf(own[0]?.[1] ?? [], nowMs), horizonMs);
    const points = stepMs === hourly.stepMs ? coarse : await readUse(queries, request, reading);
    for (const [name, known] of own) {
      // A forecast takes tens of milliseconds; requests must not wait for all of them.
      await turn();
      if (name.startsWith(ofThroughput)) {
        forecasts[name] = load;
        continue;
      }
      const options = { stepMs, horizonMs, nowMs };
      const combined = forecastSeries(points.get(name) ?? known, options);
      forecasts[name] = preferGrowth(combined, forecastGrowth(known, options), nowMs);
    }
  }
  return forecasts;
}

async function readLevels(
  queries: Queries,
  { snapshot, metrics, nowMs }: ForecastRequest,
): Promise<readonly LoadPoint[]> {
  const metric = chooseInstanceMetric(metrics);
  if (metric === undefined) return [];
  const range = {
    service: snapshot.subject.name,
    fromMs: floorTo(nowMs - 28 * dayMs, levelStepMs),
    toMs: floorTo(nowMs, levelStepMs),
    stepMs: levelStepMs,
  };
  const rates = await queries.loadRates(range);
  if (rates.length === 0) return [];
  const { metric: name, type } = metric;
  const counts = await queries.countInstances({ ...range, metric: name, type });
  return findLoadLevels(rates, counts, levelStepMs);
}

/**
 * Hourly values over the last three days of the indicators that have no scale of their own: what
 * is usual of them is learned from these. Measured again from stored metrics, and where those don't
 * show them, as they were recorded.
 */
async function readIndicators(
  queries: Queries,
  { snapshot, recognitions, metrics, nowMs }: ForecastRequest,
): Promise<Record<string, readonly number[]>> {
  const service = snapshot.subject.name;
  const range = { startMs: floorTo(nowMs - 3 * dayMs, hourMs), endMs: floorTo(nowMs, hourMs) };
  const read = { service, window: range, stepMs: hourMs, metrics };
  const past = { ...range, stepMs: hourMs, metrics: await readMetricEvidence(queries, read) };
  const recorded = await queries.seriesEvidence({
    service,
    fromMs: floorTo(nowMs - 7 * dayMs, hourMs),
    toMs: nowMs,
    stepMs: hourMs,
    maxSeries: 500,
    metrics: [{ metric: metricNames.indicator, type: "gauge", isMonotonic: false }],
  });
  const values = recorded.flatMap(({ labels, points }) => {
    const pattern = labels[attributes.pattern] ?? "";
    const id = labels[attributes.indicator] ?? "";
    const record = findPattern(pattern)?.indicators.find((one) => one.id === id);
    if (record === undefined || record.scale !== undefined) return [];
    const key = nameIndicator(pattern, labels[attributes.subject] ?? "", id);
    return [[key, points.map(({ value }) => roundStored(value))] as const];
  });
  return { ...Object.fromEntries(values), ...(await measurePast(snapshot, recognitions, past)) };
}

function fitLines(
  coarse: ReadonlyMap<string, readonly SeriesPoint[]>,
  load: readonly SeriesPoint[],
): Record<string, UseLine> {
  return Object.fromEntries(
    [...coarse].flatMap(([name, use]) => {
      const line = name.startsWith(ofThroughput) ? undefined : fitUse(use, load);
      return line === undefined ? [] : [[name, line] as const];
    }),
  );
}

/**
 * Everything about a service that needs a long look back: forecasts of its load and of the use of
 * its resources, from the telemetry itself and thus for the whole past that is stored; throughput
 * by number of instances; and the past of indicators. Throws TelemetryStoreError.
 */
export async function makeForecasts(
  queries: Queries,
  request: ForecastRequest,
): Promise<StoredForecasts> {
  const { snapshot, nowMs } = request;
  const range = {
    service: snapshot.subject.name,
    fromMs: floorTo(nowMs - 28 * dayMs, hourMs),
    toMs: floorTo(nowMs, minuteMs),
  };
  const rates = await queries.loadRates({ ...range, stepMs: hourMs });
  const spanMs = nowMs - (rates[0]?.atMs ?? nowMs);
  const { stepMs, lookbackMs } = chooseForecastStep(spanMs, 7 * dayMs);
  const fine =
    rates.length === 0 || stepMs === hourMs
      ? rates
      : await queries.loadRates({
          ...range,
          fromMs: floorTo(nowMs - lookbackMs, stepMs),
          stepMs,
        });
  const points = fine.map(({ atMs, perS }) => ({ atMs, value: perS }));
  const load = forecastSeries(points, { stepMs, horizonMs, nowMs });
  const coarse = await readUse(queries, request, hourly);
  const hours = rates.map(({ atMs, perS }) => ({ atMs, value: perS }));
  return {
    load,
    resources: await forecastUse(queries, request, coarse, load),
    lines: fitLines(coarse, hours),
    levels: await readLevels(queries, request),
    indicators: await readIndicators(queries, request),
  };
}
