import type { Point } from "../anomaly/judgement.ts";
import { measureError } from "./accuracy.ts";
import type { ForecastError } from "./accuracy.ts";
import { alignLevels } from "./align.ts";
import { backtest, leastHistory } from "./backtest.ts";
import { makeGrid } from "./grid.ts";
import type { Grid } from "./grid.ts";
import { spreadByLead } from "./intervals.ts";
import type { Spread } from "./intervals.ts";
import { forecastYoung, leastYoungSteps } from "./young.ts";
import { describeDuration, describeYoung, explainGaps, explainYoung } from "./young-words.ts";

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
  /**
   * Of the last week; without a season of the history there is. `words` say which. Undefined while
   * learning.
   */
  readonly errorLastWeek: ForecastError | undefined;
  /**
   * What is known to repeat. "none" while learning and for young series, which are forecast from
   * level and trend alone. Steps of whole days have no day: with a week they are
   * "daily-and-weekly" too.
   */
  readonly season: "none" | "daily" | "daily-and-weekly";
  /** What it rests on, in words. */
  readonly method: string;
  /** Why it is still learning, or what weakens it. Sentences. */
  readonly reasons: string[];
}

const dayMs = 86_400_000;

const describeSteps = (steps: number, stepMs: number): string => describeDuration(steps * stepMs);

/** Steps of history below which a series is young: too short for a day to be known. */
function seasonalSteps({ day, stepMs }: Grid): number {
  // Odd steps have no day to learn, but as little history tells as little of it.
  return day === 0 && stepMs < dayMs ? Math.ceil((4.5 * dayMs) / stepMs) : leastHistory(day);
}

const refuse = (reason: string): Forecast => ({
  status: "learning",
  quantiles: [],
  errorLastWeek: undefined,
  season: "none",
  method: "none yet",
  reasons: [reason],
});

/**
 * Forecasts a series. Returns quantiles for each step, from robust methods (usual day, usual
 * week, level, damped and straight line, smoothing) combined by how they did over the last week,
 * with bands from their own errors at the same lead. Levels before a shift are brought to the
 * present one. Below 4.5 days of history, from 30 steps on, level and a steady trend alone are used
 * and the horizon is cut to what the history carries (twice its length up to six hours, then its
 * length). Where the data are nowhere negative the forecast is not either.
 */
export function forecast(points: readonly Point[], options: ForecastOptions): Forecast {
  const { stepMs, nowMs, horizonMs } = options;
  const grid = makeGrid(points, stepMs, nowMs);
  const steps = Math.max(1, Math.ceil((nowMs + horizonMs - grid.endMs) / stepMs));
  if (grid.values.length < seasonalSteps(grid) && stepMs < dayMs)
    return forecastWithoutSeason(makeGrid(points, stepMs, nowMs, "line"), steps, nowMs);
  const least = leastHistory(grid.day);
  if (grid.values.length < least)
    return refuse(
      `There are ${describeSteps(grid.values.length, stepMs)} of data; a forecast needs ${describeSteps(least, stepMs)} at least.`,
    );
  if (steps > mostSteps) return refuse(explainSteps(steps));
  const { history, shifts } = alignLevels(grid);
  const result = backtest(history, steps);
  return {
    status: "ready",
    quantiles: drawBand(grid, result.values, spreadByLead(result.errors, steps)),
    errorLastWeek: measureError(result, "week"),
    season: nameSeason(grid),
    method: describeMethod(grid),
    reasons: describeWeaknesses(grid, { steps, nowMs, shifts, result }),
  };
}

const explainSteps = (steps: number): string =>
  `The horizon has ${steps} steps, ${mostSteps} are possible: choose longer steps or a shorter horizon.`;

/** Quantiles from the median and the distances around it. */
function drawBand(grid: Grid, medians: readonly number[], spread: Spread): ForecastStep[] {
  const least = grid.values.every((value) => value >= 0) ? 0 : -Infinity;
  return medians.map((value, lead) => ({
    timeMs: grid.endMs + lead * grid.stepMs,
    p10: Math.max(least, value + (spread.below[lead] ?? 0)),
    p50: Math.max(least, value),
    p90: Math.max(least, value + (spread.above[lead] ?? 0)),
  }));
}

/** The forecast of a young series. */
function forecastWithoutSeason(grid: Grid, wanted: number, nowMs: number): Forecast {
  const { values, stepMs, filledShare } = grid;
  const withData = Math.round(values.length * (1 - filledShare));
  if (withData < leastYoungSteps)
    return refuse(
      `There are ${withData} steps of ${describeDuration(stepMs)} with data; a forecast needs ${leastYoungSteps} at least: wait for more data.`,
    );
  const steps = Math.min(wanted, mostSteps);
  const found = forecastYoung(values, steps, stepMs);
  if (grid.endMs + found.values.length * stepMs <= nowMs)
    return refuse(
      `The data end ${describeDuration(nowMs - grid.endMs)} ago, and so little history carries no further than now: send data again.`,
    );
  return {
    status: "ready",
    quantiles: drawBand(grid, found.values, found.spread),
    errorLastWeek: measureError(found.result, describeSteps(found.tested, stepMs)),
    season: "none",
    method: describeYoung(found, stepMs),
    reasons: explainYoung(grid, found, {
      wanted,
      mostSteps,
      nowMs,
      seasonMs: seasonalSteps(grid) * stepMs,
    }),
  };
}

function nameSeason({ values, day, week }: Grid): Forecast["season"] {
  if (week > 0 && values.length >= 2 * week) return "daily-and-weekly";
  return day > 0 ? "daily" : "none";
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
  return `Weighted median of methods from ${season}, level and trend over ${describeSteps(values.length, stepMs)}.`;
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
  const { values, week, stepMs } = grid;
  const { errors, relativeError } = found.result;
  const leads = errors[0]?.length ?? 0;
  const reasons: string[] = [];
  if (week > 0 && values.length < 2 * week)
    reasons.push("There are less than two weeks of data: the day of the week is not known yet.");
  if (found.shifts > 0)
    reasons.push("The level shifted; what was before is used for its season only.");
  if (leads < found.steps)
    reasons.push(
      `Errors are known up to ${describeSteps(leads, stepMs)} ahead; beyond, the band is an extrapolation.`,
    );
  reasons.push(...explainGaps(grid, found.nowMs));
  if (relativeError > 1.05) reasons.push("It did worse than repeating what was last seen.");
  return reasons;
}
