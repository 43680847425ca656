import type { Signal } from "@headroom/alerting";
import {
  measureDegradation,
  rankCorrelations,
  type Degradation,
  type DegradationSignal,
  type IncidentFacts,
  type NamedSeries,
} from "@headroom/analysis";
import type {
  ErrorPlace,
  ErrorTotals,
  MetricsOfServices,
  OwnTimeSeries,
  RedOfServices,
  RedPoint,
  ServiceCalls,
  VersionsSeen,
} from "@headroom/telemetry-store";
import type { Range } from "../telemetry/range.ts";
import { candidatesOfRed, isAboutSameCalls } from "./candidates.ts";
import { toErrorRows } from "./error-rows.ts";
import type { IncidentScope } from "./incident-scope.ts";
import { nameSignal } from "./one-signal.ts";
import { measureSaturation } from "./saturation.ts";
import type { StepRange } from "./step-range.ts";

const mostLagSteps = 5;
/** Own time counts when it rose by at least this part of what a call takes longer. */
const leastOwnShare = 0.2;

/** All that was read for an incident. */
export interface IncidentReadings {
  readonly red: RedOfServices;
  readonly own: readonly OwnTimeSeries[];
  readonly metrics: MetricsOfServices;
  readonly errors: readonly ErrorTotals[];
  /** Of the services with new errors, by version and instance. */
  readonly errorPlaces: readonly ErrorPlace[];
  readonly versions: VersionsSeen;
  readonly calls: ServiceCalls;
  /** The incident's own series; undefined where its rule is gone. */
  readonly target: { readonly signal: Signal; readonly points: NamedSeries["points"] } | undefined;
}

type Steps = readonly (readonly [timeMs: number, value: number | null])[];

/** Facts about an incident from what was read. `steps` is the range and step of the series. */
export function gatherFacts(
  readings: IncidentReadings,
  scope: IncidentScope,
  steps: StepRange,
  service: string | undefined,
): IncidentFacts {
  return {
    service,
    startedMs: scope.startedMs,
    degradations: [
      ...measureCalls(readings.red, scope, steps),
      ...measureOwnTimes(readings, scope),
      ...measureSaturation(readings.metrics.series, scope.baseline, scope.window),
    ],
    errorSpans: toErrorRows(readings.errors, readings.errorPlaces),
    versions: newVersions(readings.versions),
    edges: readings.calls.edges,
    correlations: correlate(readings, steps, service),
  };
}

function valuesIn(points: Steps, { fromMs, toMs }: Range): number[] {
  return points.flatMap(([timeMs, value]) =>
    value !== null && timeMs >= fromMs && timeMs < toMs ? [value] : [],
  );
}

function measure(
  service: string,
  signal: DegradationSignal,
  points: Steps,
  { baseline, window }: IncidentScope,
): Degradation[] {
  const found = measureDegradation(
    service,
    signal,
    valuesIn(points, baseline),
    valuesIn(points, window),
  );
  return found === undefined ? [] : [found];
}

function measureCalls(red: RedOfServices, scope: IncidentScope, steps: StepRange): Degradation[] {
  return red.services.flatMap(({ service, points }) => {
    const series = (pick: (point: RedPoint) => number | null): Steps =>
      points.map((point) => [point.timeMs, pick(point)]);
    return [
      ...measure(
        service,
        "latency",
        series((point) => point.p95Ms),
        scope,
      ),
      ...measure(
        service,
        "errors",
        series((point) => point.errorRatio),
        scope,
      ),
      ...measure(service, "load", fillRate(points, steps), scope),
    ];
  });
}

// A millisecond more of its own is nothing where a call takes a second longer.
function measureOwnTimes({ own, red }: IncidentReadings, scope: IncidentScope): Degradation[] {
  return own.flatMap(({ service, points }) => {
    const calls = red.services.find((each) => each.service === service)?.points ?? [];
    const means = calls.map(({ timeMs, avgMs }): [number, number | null] => [timeMs, avgMs]);
    const before = meanOf(valuesIn(means, scope.baseline));
    const rise = Math.max(0, meanOf(valuesIn(means, scope.window)) - before);
    return measure(service, "own-time", points, scope).filter(
      ({ increase }) => increase >= leastOwnShare * Math.max(rise, before / 2),
    );
  });
}

const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);

// A step without calls is no load; the range begins with the service's first call.
function fillRate(points: readonly RedPoint[], { toMs, stepMs }: StepRange): Steps {
  const rates = new Map(points.map(({ timeMs, rate }) => [timeMs, rate]));
  const filled: [number, number][] = [];
  for (let timeMs = points[0]?.timeMs ?? toMs; timeMs < toMs; timeMs += stepMs)
    filled.push([timeMs, rates.get(timeMs) ?? 0]);
  return filled;
}

/** Sightings but for those that reach back to where the look-back began: they are not new. */
export function newVersions({ versions, fromMs }: VersionsSeen): IncidentFacts["versions"] {
  const firstOf = new Map<string, number>();
  for (const { service, firstSeenMs } of versions)
    firstOf.set(service, Math.min(firstOf.get(service) ?? firstSeenMs, firstSeenMs));
  return versions.filter(
    ({ service, firstSeenMs }) =>
      firstSeenMs > fromMs && firstSeenMs > (firstOf.get(service) ?? firstSeenMs),
  );
}

// Only what got worse with the target speaks against a service: a rate that fell is a consequence.
function correlate(
  { red, target }: IncidentReadings,
  steps: StepRange,
  service: string | undefined,
): IncidentFacts["correlations"] {
  if (target === undefined) return [];
  const candidates = candidatesOfRed(red, steps).filter(
    (each) => each.service !== service && !isAboutSameCalls(target.signal, service, each),
  );
  const serviceOf = new Map(candidates.map((each) => [each.id, each.service]));
  return rankCorrelations({ id: nameSignal(target.signal), points: target.points }, candidates, {
    ...steps,
    mostLagSteps,
  })
    .filter(({ sign }) => sign === 1)
    .map((correlation) => ({ service: serviceOf.get(correlation.id) ?? "", correlation }));
}
