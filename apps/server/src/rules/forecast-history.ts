import type { ForecastRule } from "@headroom/alerting";
import { chooseForecastStep, type ForecastReading, type Point } from "@headroom/detection";
import type { TelemetryQueries } from "@headroom/telemetry-store";
import { readHistory, type HistorySeries } from "./read-history.ts";
import type { SignalFacts } from "./signal-facts.ts";

/** The past of one group at the step that suits its length. */
export interface ForecastHistory {
  /** One point in the middle of each step, oldest first. */
  readonly points: readonly Point[];
  /** Distance of the points, ms. */
  readonly readStepMs: number;
  /** Distance of the forecast's values: a few times the points' where the horizon is very far. */
  readonly stepMs: number;
}

/** Most steps of a forecast, a little below what libs/detection refuses. */
const MOST_AHEAD = 2_000;

/**
 * Reads what the forecasts of a rule's groups rest on: whole steps before `toMs`, coarse ones for
 * groups with a long past and a far horizon, finer ones for those that are young. At most 700
 * windows for each of at most four steps.
 * @throws TelemetryStoreError as `signalWindows` does
 */
export async function readForecastHistory(
  queries: Pick<TelemetryQueries, "signalWindows">,
  rule: ForecastRule,
  facts: SignalFacts,
  toMs: number,
  fingerprints: ReadonlySet<string>,
): Promise<Map<string, ForecastHistory>> {
  const { horizonMs } = rule.condition;
  const found = new Map<string, ForecastHistory>();
  let missing = new Set(fingerprints);
  let reading: ForecastReading | undefined = chooseForecastStep(Infinity, horizonMs);
  while (reading !== undefined && missing.size > 0) {
    const { stepMs }: ForecastReading = reading;
    const series = await readSteps(queries, rule, reading, toMs);
    const left = new Map<string, number>();
    for (const fingerprint of missing) {
      const points = toPoints(rule, facts, series.get(fingerprint), stepMs);
      const historyMs = points.length === 0 ? 0 : toMs - (points[0]?.timeMs ?? toMs) + stepMs / 2;
      // A finer step where the past is too short for this one.
      if (chooseForecastStep(historyMs, horizonMs).stepMs < stepMs) {
        left.set(fingerprint, historyMs);
      } else {
        const times = Math.max(1, Math.ceil(horizonMs / stepMs / MOST_AHEAD));
        found.set(fingerprint, { points, readStepMs: stepMs, stepMs: times * stepMs });
      }
    }
    missing = new Set(left.keys());
    reading = missing.size === 0 ? undefined : nextReading([...left.values()], horizonMs, stepMs);
  }
  return found;
}

/** The coarsest reading that any of the groups needs and that is finer than the last. */
function nextReading(
  historiesMs: readonly number[],
  horizonMs: number,
  lastStepMs: number,
): ForecastReading | undefined {
  return historiesMs
    .map((historyMs) => chooseForecastStep(historyMs, horizonMs))
    .filter(({ stepMs }) => stepMs < lastStepMs)
    .toSorted((a, b) => b.stepMs - a.stepMs)[0];
}

async function readSteps(
  queries: Pick<TelemetryQueries, "signalWindows">,
  rule: ForecastRule,
  { stepMs, lookbackMs }: ForecastReading,
  toMs: number,
): Promise<ReadonlyMap<string, HistorySeries>> {
  const lastToMs = Math.floor(toMs / stepMs) * stepMs;
  const count = Math.floor(lookbackMs / stepMs);
  const { series } = await readHistory(queries, rule.signal, {
    windowMs: windowOfStep(rule, stepMs),
    firstToMs: lastToMs - (count - 1) * stepMs,
    stepMs,
    count,
  });
  return new Map(series.map((each) => [each.fingerprint, each]));
}

/** A step's value is that of all its data; a rule's longer window slides over it. */
function windowOfStep({ windowMs }: ForecastRule, stepMs: number): number {
  return Math.max(windowMs, stepMs);
}

function toPoints(
  rule: ForecastRule,
  { growsWithWindow }: SignalFacts,
  series: HistorySeries | undefined,
  stepMs: number,
): Point[] {
  const scale = growsWithWindow ? rule.windowMs / windowOfStep(rule, stepMs) : 1;
  let hasBegun = false;
  return (series?.points ?? []).flatMap(([toMs, value]): Point[] => {
    hasBegun ||= value !== null;
    if (value === null && !(hasBegun && rule.noData === "zero")) return [];
    return [{ timeMs: toMs - stepMs / 2, value: scale * (value ?? 0) }];
  });
}
