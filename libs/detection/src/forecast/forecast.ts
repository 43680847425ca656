import type { Point } from "../anomaly/judgement.ts";
import { measureError } from "./accuracy.ts";
import type { ForecastError } from "./accuracy.ts";
import { alignLevels } from "./align.ts";
import { backtest, leastHistory } from "./backtest.ts";
import { makeGrid } from "./grid.ts";
import type { Grid } from "./grid.ts";
import { spreadByLead } from "./intervals.ts";

/** Most steps of one forecast. */
const mostSteps = 2016;

/** What to forecast. */
export interface ForecastOptions {
  /** How far from `nowMs`, ms. */
  readonly horizonMs: number;
  /** Distance of the forecast values, ms; points are averaged to it. */
  readonly stepMs: number;
  /** Unix time, ms. Points at or after the step of `nowMs` are not used. */
  readonly nowMs: number;
}

/** One step ahead: values that are passed below with a probability of 10, 50 and 90 %. */
export interface ForecastStep {
  /** Start of the step, Unix ms. */
  readonly timeMs: number;
  readonly p10: number;
  readonly p50: number;
  readonly p90: number;
}

/** A forecast, or why there is none yet. */
export interface Forecast {
  readonly status: "learning" | "ready";
  /** Steps from the end of the data to the horizon; empty while learning. */
  readonly quantiles: ForecastStep[];
  readonly errorLastWeek: ForecastError | undefined;
  /** What it rests on, in words. */
  readonly method: string;
  /** Why it is still learning, or what weakens it. Sentences. */
  readonly reasons: string[];
}

const describeDays = (steps: number, stepMs: number): string => {
  const hours = (steps * stepMs) / 3_600_000;
  return hours >= 48 ? `${Math.floor(hours / 24)} days` : `${Math.floor(hours)} hours`;
};

function explainLearning(grid: Grid, steps: number): string | undefined {
  const { values, day, stepMs } = grid;
  const least = leastHistory(day);
  if (values.length < least)
    return `There are ${describeDays(values.length, stepMs)} of data; a forecast needs ${describeDays(least, stepMs)} at least.`;
  if (steps > mostSteps)
    return `The horizon has ${steps} steps, ${mostSteps} are possible: choose longer steps or a shorter horizon.`;
  return undefined;
}

/**
 * Forecasts a series. Returns quantiles for each step, from robust methods (usual day, usual
 * week, level, damped and straight line, smoothing) combined by how they did over the last week,
 * with bands from their own errors at the same lead. Levels before a shift are brought to the
 * present one. Where the data are nowhere negative the forecast is not either.
 */
export function forecast(points: readonly Point[], options: ForecastOptions): Forecast {
  const { stepMs, nowMs, horizonMs } = options;
  const grid = makeGrid(points, stepMs, nowMs);
  const steps = Math.max(1, Math.ceil((nowMs + horizonMs - grid.endMs) / stepMs));
  const learning = explainLearning(grid, steps);
  if (learning !== undefined)
    return {
      status: "learning",
      quantiles: [],
      errorLastWeek: undefined,
      method: "none yet",
      reasons: [learning],
    };
  const { history, shifts } = alignLevels(grid);
  const result = backtest(history, steps);
  const spread = spreadByLead(result.errors, steps);
  const least = grid.values.every((value) => value >= 0) ? 0 : -Infinity;
  return {
    status: "ready",
    quantiles: result.values.map((value, lead) => ({
      timeMs: grid.endMs + lead * stepMs,
      p10: Math.max(least, value + (spread.below[lead] ?? 0)),
      p50: Math.max(least, value),
      p90: Math.max(least, value + (spread.above[lead] ?? 0)),
    })),
    errorLastWeek: measureError(result.errors, result.actuals, result.relativeError),
    method: describeMethod(grid),
    reasons: describeWeaknesses(grid, { steps, nowMs, shifts, result }),
  };
}

function describeMethod({ values, day, week, stepMs }: Grid): string {
  const hasWeek = week > 0 && values.length >= 2 * week;
  const season =
    day > 0 && hasWeek
      ? "the usual day and week"
      : day > 0
        ? "the usual day"
        : hasWeek
          ? "the usual week"
          : "the recent level";
  return `Weighted median of methods from ${season}, level and trend over ${describeDays(values.length, stepMs)}.`;
}

function describeWeaknesses(
  grid: Grid,
  found: {
    readonly steps: number;
    readonly nowMs: number;
    readonly shifts: number;
    readonly result: { readonly errors: number[][]; readonly relativeError: number };
  },
): string[] {
  const { values, week, stepMs, filledShare } = grid;
  const { errors, relativeError } = found.result;
  const leads = errors[0]?.length ?? 0;
  const reasons: string[] = [];
  if (week > 0 && values.length < 2 * week)
    reasons.push("There are less than two weeks of data: the day of the week is not known yet.");
  if (found.shifts > 0)
    reasons.push("The level shifted; what was before is used for its season only.");
  if (leads < found.steps)
    reasons.push(
      `Errors are known up to ${describeDays(leads, stepMs)} ahead; beyond, the band is an extrapolation.`,
    );
  if (filledShare > 0.1)
    reasons.push(`${Math.round(100 * filledShare)} % of the steps had no data and were filled.`);
  if (found.nowMs - grid.endMs > 2 * stepMs)
    reasons.push(`The data end ${describeDays((found.nowMs - grid.endMs) / stepMs, stepMs)} ago.`);
  if (relativeError > 1.05) reasons.push("It did worse than repeating what was last seen.");
  return reasons;
}
