import {
  simulateRule,
  type ForecastRule,
  type GroupForecast,
  type SimulatedJudgement,
} from "@headroom/alerting";
import type { Forecast } from "@headroom/detection";
import type { RulePreview } from "@headroom/contracts";
import type { TelemetryQueries } from "@headroom/telemetry-store";
import type { Range } from "../telemetry/range.ts";
import { forecastWithGrowth } from "./forecast-with-growth.ts";
import { readForecastHistory, type ForecastHistory } from "./forecast-history.ts";
import { readPastLimits, type PastLimits } from "./read-past-limits.ts";
import {
  explainRefusal,
  noteOnStep,
  presentEpisodes,
  readSlots,
  slotsOf,
  type PreviewSeries,
  type PreviewSlots,
} from "./preview-slots.ts";
import { readSignalFacts } from "./signal-facts.ts";

const MOST_SLOTS = 120;
/** Series that are forecast, and forecasts that are made for all their past slots together. */
const MOST_SERIES = 5;
const MOST_BACKTESTS = 48;
const MOST_BACKTESTED_SLOTS = 24;
/** Points of a drawn forecast. */
const MOST_DRAWN = 300;

interface Made {
  readonly forecast: Forecast;
  readonly stepMs: number;
}

/** Forecasts by the slot that they were made at, oldest first. */
type Backtests = readonly (readonly [slotMs: number, made: ReadonlyMap<string, Made>])[];

/**
 * Tries a forecast rule: forecasts the heaviest 5 groups from the range's end on, and from up to 24
 * slots inside it with what was known then, and runs the live judgement over them. Between these
 * slots the last forecast goes on.
 * @throws ApiError `invalid_request` when the signal can't be read
 */
export async function previewForecast(
  queries: TelemetryQueries,
  rule: ForecastRule,
  range: Range,
): Promise<RulePreview> {
  const slots = slotsOf(rule, range, MOST_SLOTS);
  const all = await readSlots(queries, rule, slots);
  const series = all.slice(0, MOST_SERIES);
  const facts = await readSignalFacts(queries, rule.signal);
  const wanted = new Set(series.map(({ fingerprint }) => fingerprint));
  const [histories, limits] = await explainRefusal(() =>
    Promise.all([
      readForecastHistory(queries, rule, facts, range.toMs, wanted),
      readPastLimits(queries, rule, slots),
    ]),
  );
  const backtests = await backtest(rule, histories, slots);
  const { episodes, judgements, total } = simulateRule(rule, series, slots.stepMs, {
    unit: facts.unit,
    baselines: new Map(),
    forecastsAt: (slotMs) => forecastsAt(backtests, limits, slotMs),
  });
  const isBacktestSparse = backtests.length < slots.slots.length;
  return {
    stepSeconds: slots.stepMs / 1_000,
    unit: facts.unit,
    threshold: rule.condition.limit.type === "constant" ? rule.condition.limit.value : null,
    recovery: null,
    series: series.map((each, index) => ({
      labels: { ...each.labels },
      points: each.points.map(([ms, value]) => [ms, value]),
      firing: presentEpisodes(episodes[index] ?? []),
      band: [],
      ...presentAhead(each, backtests, judgements[index] ?? []),
      limit: drawLimit(limits, each, slots, range.toMs + rule.condition.horizonMs),
    })),
    hiddenSeries: all.length - series.length,
    episodes: total,
    note: isBacktestSparse
      ? `The preview forecasts from ${backtests.length} points in the range; live it does so whenever a step of history is over.`
      : noteOnStep(rule, slots.stepMs, "short breaches"),
  };
}

/** Forecasts from slots spread over the range, the last one among them. */
async function backtest(
  rule: ForecastRule,
  histories: ReadonlyMap<string, ForecastHistory>,
  { slots }: PreviewSlots,
): Promise<Backtests> {
  const wanted = Math.floor(MOST_BACKTESTS / Math.max(1, histories.size));
  const count = Math.min(slots.length, MOST_BACKTESTED_SLOTS, wanted);
  const chosen = Array.from(
    { length: count },
    (_, k) => slots[slots.length - 1 - Math.floor((k * slots.length) / count)] ?? 0,
  ).toReversed();
  const { horizonMs } = rule.condition;
  const made: (readonly [number, ReadonlyMap<string, Made>])[] = [];
  for (const slotMs of chosen) {
    const nowMs = slotMs - rule.evalDelayMs;
    const atSlot = new Map<string, Made>();
    for (const [fingerprint, { points, stepMs }] of histories) {
      atSlot.set(fingerprint, {
        forecast: forecastWithGrowth(points, { horizonMs, stepMs, nowMs }),
        stepMs,
      });
      await new Promise<void>((resolve) => {
        setImmediate(resolve);
      });
    }
    made.push([slotMs, atSlot]);
  }
  return made;
}

function forecastsAt(
  backtests: Backtests,
  limits: PastLimits,
  slotMs: number,
): ReadonlyMap<string, GroupForecast> {
  const [, made] = backtests.findLast(([atMs]) => atMs <= slotMs) ?? [];
  return new Map(
    [...(made ?? [])].map(([fingerprint, each]) => [
      fingerprint,
      { ...each, limit: limits(fingerprint, slotMs) },
    ]),
  );
}

function presentAhead(
  { fingerprint }: PreviewSeries,
  backtests: Backtests,
  judgements: readonly SimulatedJudgement[],
): Pick<RulePreview["series"][number], "status" | "sentence" | "forecast"> {
  const made = backtests.at(-1)?.[1].get(fingerprint);
  const last = judgements.at(-1)?.judged;
  const quantiles = made?.forecast.quantiles ?? [];
  const every = Math.ceil(quantiles.length / MOST_DRAWN);
  return {
    status: made?.forecast.status ?? "learning",
    sentence: last?.sentence ?? last?.learning ?? null,
    forecast: quantiles
      .filter((_, index) => index % every === 0 || index === quantiles.length - 1)
      .map(({ timeMs, p10, p50, p90 }) => [timeMs, p10, p50, p90]),
  };
}

/** The limit at the slots of the range, the last value up to the horizon. */
function drawLimit(
  limits: PastLimits,
  { fingerprint }: PreviewSeries,
  { slots }: PreviewSlots,
  endMs: number,
): [number, number | null][] {
  const past = slots.map((slotMs): [number, number | null] => [
    slotMs,
    limits(fingerprint, slotMs),
  ]);
  const last = past.at(-1);
  return last === undefined ? [] : [...past, [endMs, last[1]]];
}
