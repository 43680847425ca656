import { findLevelShifts } from "../change-point/level-shifts.ts";
import { backtest } from "./backtest.ts";
import type { Backtest } from "./backtest.ts";
import { findCycle, noCycle } from "./cycle.ts";
import type { Cycle } from "./cycle.ts";
import type { Spread } from "./intervals.ts";
import { medianOf } from "./median.ts";
import { fitLine } from "./slope.ts";
import { findTrend } from "./trend.ts";
import { believe, fullBelief, restrain } from "./restrain.ts";
import type { Bounds } from "./restrain.ts";
import { spreadYoung } from "./young-band.ts";
import { youngMethods } from "./young-methods.ts";

/** Steps of history from which on level and trend can be told from noise. */
export const leastYoungSteps = 30;
/** Backtests of a young series. */
const mostOrigins = 24;
/** Whole cycles below which a rise may be their phase. */
const leastCycles = 3;
/** Values that level shifts are sought in at most. */
const mostSought = 300;
const hourMs = 3_600_000;
/** Ahead of which a young series may be forecast over twice its history: the day hardly bends. */
const straightMs = 6 * hourMs;

/** What was found in a young series. */
export interface YoungForecast {
  readonly values: number[];
  readonly spread: Spread;
  readonly result: Backtest;
  /** Steps of the history that were used: those since the level shifted. */
  readonly used: number;
  /** Steps that the backtests cover. */
  readonly tested: number;
  /** Steps of a cycle, 0 where none is seen. */
  readonly cycle: number;
  readonly hasTrend: boolean;
  /** Steps after which the growth is held back. */
  readonly straightSteps: number;
  /** Whether the series fell back once after a slow rise: the median does not pass that height. */
  readonly hasFallenBack: boolean;
  readonly isShifted: boolean;
}

/**
 * Returns how many steps ahead a history without season is forecast: twice its length up to six
 * hours, then its length.
 */
function reachOf(used: number, stepMs: number): number {
  return Math.max(used, Math.min(2 * used, Math.floor(straightMs / stepMs)));
}

/** The part of the history that speaks about the present. */
interface Material {
  readonly values: readonly number[];
  readonly used: number;
  readonly cycle: Cycle;
  readonly mayHaveTrend: boolean;
  /** Heights before a single reset, which the median does not leave. */
  readonly bounds: Bounds | undefined;
  readonly isShifted: boolean;
}

/**
 * Forecasts `steps` values (fewer where the history does not reach as far) of a series that is too
 * young for a season from its level and, where there is a steady one, its trend.
 */
export function forecastYoung(
  raw: readonly number[],
  steps: number,
  stepMs: number,
): YoungForecast {
  const origin = raw[0] ?? 0;
  // Around the first value, so that a large level costs no digits.
  const material = selectMaterial(raw.map((value) => value - origin));
  const { values, used, cycle, bounds } = material;
  const trend = material.mayHaveTrend ? findTrend(values, cycle) : undefined;
  const ahead = Math.min(steps, reachOf(used, stepMs));
  const first = Math.max(
    8,
    Math.ceil(values.length / 3),
    Math.min(Math.ceil(cycle.length), values.length >> 1),
  );
  const origins = originsFrom(Math.min(first, values.length - 2), values.length);
  const result = backtest({ values, day: 0, week: 0 }, ahead, {
    methods: youngMethods(cycle, trend !== undefined),
    origins,
    leads: Math.min(ahead, values.length - (origins[0] ?? 0)),
  });
  const { slopeError } = trend ?? fitLine(values, cycle);
  const belief = trend === undefined ? fullBelief : believe(trend, used, stepMs);
  const kept = restrain(result.values, belief, bounds);
  const spread = spreadYoung(result.errors, ahead, slopeError);
  return {
    values: kept.values.map((value) => value + origin),
    spread: {
      below: spread.below.map((distance, lead) => distance - (kept.below[lead] ?? 0)),
      above: spread.above.map((distance, lead) => distance + (kept.above[lead] ?? 0)),
    },
    result: { ...result, actuals: result.actuals.map((row) => row.map((each) => each + origin)) },
    used,
    tested: values.length - (origins[0] ?? 0),
    cycle: cycle.length,
    hasTrend: trend !== undefined,
    straightSteps: belief.straightSteps,
    hasFallenBack: bounds !== undefined,
    isShifted: material.isShifted,
  };
}

/** Cuts off what was before a level shift or a single reset, and finds the cycle. */
function selectMaterial(values: readonly number[]): Material {
  const whole = { values, used: values.length, bounds: undefined, isShifted: false };
  const cycle = findCycle(values);
  const { length, resets, isFalling } = cycle;
  if (resets.length === 1) {
    const reset = resets[0] ?? 0;
    const after = values.slice(reset);
    const isLong = after.length >= leastYoungSteps;
    return {
      ...whole,
      values: isLong ? after : values,
      used: isLong ? after.length : values.length,
      cycle: noCycle,
      mayHaveTrend: isLong,
      bounds: isLong ? boundsOf(values.slice(0, reset), after, isFalling) : undefined,
    };
  }
  if (length > 0) return { ...whole, cycle, mayHaveTrend: values.length >= leastCycles * length };
  const shift = findLastShift(values);
  if (shift === 0) return { ...whole, cycle, mayHaveTrend: true };
  const after = values.slice(shift);
  if (after.length >= leastYoungSteps)
    return {
      ...whole,
      values: after,
      used: after.length,
      cycle: noCycle,
      mayHaveTrend: true,
      isShifted: true,
    };
  const moved = medianOf(after) - medianOf(values.slice(Math.max(0, shift - after.length), shift));
  return {
    ...whole,
    values: values.map((value, index) => (index < shift ? value + moved : value)),
    used: after.length,
    cycle: noCycle,
    mayHaveTrend: false,
    isShifted: true,
  };
}

/** The height a sawtooth fell back from and its foot, or those below which it jumped back up. */
function boundsOf(tooth: readonly number[], after: readonly number[], isFalling: boolean): Bounds {
  const sign = isFalling ? 1 : -1;
  const highest = (values: readonly number[], factor: number): number =>
    factor * values.reduce((most, value) => Math.max(most, factor * value), -Infinity);
  return { isFalling, top: highest(tooth, sign), foot: highest(after, -sign) };
}

/** Step of the last level shift, 0 where there is none. */
function findLastShift(values: readonly number[]): number {
  const width = Math.max(1, Math.ceil(values.length / mostSought));
  const offset = values.length % width;
  const blocks = Array.from({ length: Math.floor(values.length / width) }, (_, index) =>
    medianOf(values.slice(offset + index * width, offset + (index + 1) * width)),
  );
  const last = findLevelShifts(blocks, { leastLength: 5, mostShifts: 8 }).at(-1);
  return last === undefined ? 0 : offset + last * width;
}

/** Steps known at each backtest, evenly from `first` to the last but one. */
function originsFrom(first: number, length: number): number[] {
  const count = Math.min(mostOrigins, length - first);
  return Array.from({ length: count }, (_, index) =>
    Math.round(first + (index * (length - 1 - first)) / Math.max(1, count - 1)),
  );
}
