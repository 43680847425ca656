import type { Signal } from "@headroom/alerting";
import { compareReleases, type ReleaseComparison, type VersionSeries } from "@headroom/analysis";
import { ATTR_SERVICE_VERSION } from "@opentelemetry/semantic-conventions";
import type { TelemetryQueries, VersionRed } from "@headroom/telemetry-store";
import { readServicesOf } from "./one-signal.ts";
import { readGroups, toPoints } from "./read-series.ts";
import { alignRange, chooseAnalysisStepMs, type StepRange } from "./step-range.ts";

const dayMs = 86_400_000;
const mostVersions = 10;

/** Versions compared, and what was left out of the comparison, in words. */
export interface Releases extends ReleaseComparison {
  readonly note: string | null;
}

type RedMeasure = Extract<Signal, { type: "red" }>["measure"];

/** A measure of calls from a step of one version; a share or duration needs calls. */
export function pickVersionMeasure(
  measure: RedMeasure,
  [, calls, errors, avgMs, p50Ms, p95Ms, p99Ms]: VersionRed["points"][number],
  stepMs: number,
): number | null {
  switch (measure) {
    case "rate":
      return (calls * 1_000) / stepMs;
    case "errors":
      return errors;
    case "error_ratio":
      return calls === 0 ? null : errors / calls;
    case "avg":
      return avgMs;
    case "p50":
      return p50Ms;
    case "p95":
      return p95Ms;
    case "p99":
      return p99Ms;
  }
}

/**
 * Compares the versions (`service.version`) that sent a signal. Metrics and log records are read
 * over the range; calls from the spans of its last day, as the roll-ups know no version.
 */
export async function readReleases(
  queries: TelemetryQueries,
  signal: Signal,
  range: StepRange,
): Promise<Releases> {
  // Versions of several services can't be told from each other.
  const [service, ...others] = await readServicesOf(queries, signal);
  if (service === undefined || others.length > 0) {
    return { ...compareReleases([]), note: "Choose one service to compare its versions." };
  }
  if (signal.type !== "red") {
    const key = `resource.${ATTR_SERVICE_VERSION}`;
    const grouped: Signal = { ...signal, groupBy: [key] };
    const groups = await readGroups(queries, grouped, range, mostVersions + 1);
    const series = groups
      .filter(({ labels }) => (labels[key] ?? "") !== "")
      .map(({ labels, points }) => ({ version: labels[key] ?? "", points: toPoints(points) }));
    return { ...compareReleases(series.slice(0, mostVersions)), note: null };
  }
  const { operation, measure } = signal;
  const wanted = Math.max(range.fromMs, range.toMs - dayMs);
  const stepMs = Math.max(range.stepMs, 60_000);
  const steps = range.stepMs > 900_000 ? chooseAnalysisStepMs(range.toMs - wanted, 200) : stepMs;
  const read = alignRange({ fromMs: wanted, toMs: range.toMs }, steps, Number.POSITIVE_INFINITY);
  const { versions, fromMs } = await queries.redByVersion({ ...read, service, operation });
  const series = versions.map(({ version, points }): VersionSeries => ({
    version,
    points: toPoints(
      points.map((point) => [point[0], pickVersionMeasure(measure, point, read.stepMs)]),
    ),
  }));
  return { ...compareReleases(series), note: describeReading(Math.max(fromMs, wanted), range) };
}

function describeReading(fromMs: number, range: StepRange): string | null {
  if (fromMs - range.fromMs < range.stepMs) return null;
  const hours = Math.round(((range.toMs - fromMs) / 3_600_000) * 10) / 10;
  return `Versions are compared over the last ${hours} h of the range only: they are read from single spans.`;
}
