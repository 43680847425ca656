import { medianOf, weightedMedianOf } from "./median.ts";
import { methodsFor } from "./methods.ts";
import type { History } from "./history.ts";
import type { Method } from "./methods.ts";

/** Origins that are tried: two a day over the last week. */
const mostOrigins = 14;
/** Power of the error ratio that weighs a method: twice the error, an eighth of the weight. */
const weightPower = 3;

/** The combined forecast and what the same combination got wrong before. */
export interface Backtest {
  readonly values: number[];
  /** Actual less forecast: one row for each origin, by lead step. */
  readonly errors: number[][];
  /** The actual values behind `errors`. */
  readonly actuals: number[][];
  /** Mean absolute error over that of repeating the season (or last value): below 1 is better. */
  readonly relativeError: number;
}

/** Steps a method learns from at least: two days, or twelve where there is no day. */
const leastLearning = (day: number): number => Math.max(12, 2 * day);
/** Steps between two origins: half a day. */
const originDistance = (day: number): number => Math.max(1, Math.round(day / 2));

/**
 * Returns the steps of history a forecast needs: enough to learn from before each of three
 * backtests that leave out up to a third.
 */
export function leastHistory(day: number): number {
  return Math.ceil(1.5 * (leastLearning(day) + 2 * originDistance(day)));
}

/** What is tried, and from where. */
export interface BacktestPlan {
  readonly methods: readonly Method[];
  /** Steps known at each backtest; the one with the most steps to forecast comes first. */
  readonly origins: readonly number[];
  /** Most steps each backtest forecasts; fewer where the history ends before. */
  readonly leads: number;
}

/**
 * Returns the plan for a history with seasons: all methods, over the last week. Backtested leads
 * are at most a third of the history, so that enough is left to learn from.
 */
export function planSeasonal(history: History, steps: number): BacktestPlan {
  const leads = Math.min(steps, Math.max(1, Math.floor(history.values.length / 3)));
  return { methods: methodsFor(history), origins: originsOf(history, leads), leads };
}

/** Starts of the backtests, newest first: half a day apart, each with enough history before it. */
function originsOf({ values, day }: History, leads: number): number[] {
  const apart = originDistance(day);
  const origins: number[] = [];
  for (let at = values.length - leads; at >= leastLearning(day); at -= apart) {
    if (origins.length === mostOrigins) break;
    origins.push(at);
  }
  return origins;
}

/**
 * Forecasts with all methods and takes at each step their weighted median, weights by each
 * method's absolute error at the origins of the plan (combining robustly beats choosing:
 * Bates and Granger 1969; Stock and Watson 2004 for the median).
 */
export function backtest(
  history: History,
  steps: number,
  { methods, origins, leads }: BacktestPlan = planSeasonal(history, steps),
): Backtest {
  const { values } = history;
  const tried = origins.map((at) => {
    const before = { ...history, values: values.slice(0, at) };
    return methods.map((method: Method) => method(before, leads));
  });
  const actuals = origins.map((at) => values.slice(at, at + leads));
  const weights = weigh(
    methods.map((_, method) =>
      absoluteError(
        actuals,
        tried.map((rows) => rows[method] ?? []),
      ),
    ),
  );
  const combine = (rows: number[][], length: number): number[] =>
    Array.from({ length }, (_, lead) =>
      weightedMedianOf(
        rows.map((row) => row[lead] ?? 0),
        weights,
      ),
    );
  const combined = tried.map((rows, origin) => combine(rows, actuals[origin]?.length ?? 0));
  const naive = origins.map((at) => repeatLast(values, at, leads, history.day || 1));
  const naiveError = absoluteError(actuals, naive);
  const error = absoluteError(actuals, combined);
  return {
    values: combine(
      methods.map((method) => method(history, steps)),
      steps,
    ),
    errors: combined.map((row, origin) =>
      row.map((value, lead) => (actuals[origin]?.[lead] ?? 0) - value),
    ),
    actuals,
    relativeError: naiveError > 0 ? error / naiveError : error > 0 ? Infinity : 1,
  };
}

const repeatLast = (
  values: readonly number[],
  at: number,
  leads: number,
  period: number,
): number[] =>
  Array.from({ length: leads }, (_, lead) => values[at - period + (lead % period)] ?? 0);

/** Mean over origins and leads of |actual − forecast|. */
function absoluteError(actuals: number[][], forecasts: number[][]): number {
  let sum = 0;
  let count = 0;
  actuals.forEach((row, origin) => {
    row.forEach((actual, lead) => {
      sum += Math.abs(actual - (forecasts[origin]?.[lead] ?? 0));
      count++;
    });
  });
  return count > 0 ? sum / count : 0;
}

function weigh(errors: number[]): number[] {
  const least = Math.min(...errors);
  const scale = medianOf(errors) * 1e-9 || 1;
  return errors.map((error) => ((least + scale) / (error + scale)) ** weightPower);
}
