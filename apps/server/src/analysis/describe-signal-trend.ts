import type { Signal } from "@headroom/alerting";
import { describeTrend } from "@headroom/analysis";
import type { TrendAnswer } from "@headroom/contracts";
import type { TelemetryQueries } from "@headroom/telemetry-store";
import type { Range } from "../telemetry/range.ts";
import { readUnit, refuseGroups } from "./one-signal.ts";
import { combineTrends } from "./combine-trends.ts";
import { presentReleases, presentTrend } from "./present-trend.ts";
import { readReleases, type Releases } from "./read-releases.ts";
import { readSeries, toPoints, type SeriesPoints } from "./read-series.ts";
import { alignRange, chooseAnalysisStepMs, type StepRange } from "./step-range.ts";

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const weekMs = 7 * dayMs;
const historyMs = 28 * dayMs;
const mostPoints = 200;
const noReleases: Releases = { versions: [], differences: [], note: null };

/** What is to be described. */
export interface TrendRequest {
  readonly signal: Signal;
  readonly range: Range;
  readonly byRelease: boolean;
  readonly nowMs: number;
}

/**
 * Level, slope, season and jumps of one series over a range. From a day on, the four weeks before
 * its end are read hour by hour too: they give the season and the weeks, and where there is a
 * season that the range is too short to show, also the slope and the jumps.
 * @throws ApiError `invalid_request` for a signal with groups; what the store throws
 */
export async function describeSignalTrend(
  queries: TelemetryQueries,
  { signal, range, byRelease, nowMs }: TrendRequest,
): Promise<TrendAnswer> {
  refuseGroups(signal);
  const stepMs = chooseAnalysisStepMs(range.toMs - range.fromMs, mostPoints);
  const steps = alignRange(range, stepMs, nowMs);
  const before = { ...steps, fromMs: steps.fromMs - weekMs, toMs: steps.toMs - weekMs };
  const [points, earlier, history, releases, unit] = await Promise.all([
    readSeries(queries, signal, steps),
    readSeries(queries, signal, before),
    readHistory(queries, signal, steps, nowMs),
    byRelease ? readReleases(queries, signal, steps) : noReleases,
    readUnit(queries, signal),
  ]);
  const own = describeTrend(toPoints(points), { nowMs: steps.toMs, stepMs });
  const long =
    history === undefined
      ? undefined
      : describeTrend(toPoints(history), { nowMs: steps.toMs, stepMs: hourMs });
  return {
    stepSeconds: stepMs / 1_000,
    unit,
    points,
    lastWeek: earlier.map(([timeMs, value]) => [timeMs + weekMs, value]),
    ...presentTrend(combineTrends(own, long, steps)),
    releases: presentReleases(releases),
  };
}

/** Hourly points of the four weeks up to the end of a range of a day or more. */
async function readHistory(
  queries: TelemetryQueries,
  signal: Signal,
  { fromMs, toMs }: StepRange,
  nowMs: number,
): Promise<SeriesPoints | undefined> {
  if (toMs - fromMs < dayMs - hourMs) return undefined;
  return readSeries(
    queries,
    signal,
    alignRange({ fromMs: Math.min(fromMs, toMs - historyMs), toMs }, hourMs, nowMs),
  );
}
