import { meanOf, medianOf } from "../statistics/quantile.ts";
import { coarsenGrid, spanOf, type StepGrid } from "./step-grid.ts";

export const hourMs = 3_600_000;
export const dayMs = 24 * hourMs;
export const weekMs = 7 * dayMs;
/** 1970-01-01 was a Thursday: weeks begin on Monday, 00:00 UTC. */
const mondayOffsetMs = 3 * dayMs;
/** Finest slot of a daily profile: finer ones hold too few points to say anything. */
const dailySlotMs = 900_000;
/** Below this strength a profile is more noise than season and is not taken off. */
const leastStrength = 0.1;

/** A profile that repeats. */
export interface SeasonProfile {
  readonly periodMs: number;
  readonly slotMs: number;
  /** Deviation of each slot from the level, in the unit of the series; its median is 0. */
  readonly profile: readonly number[];
  /** 0 (no season) to 1 (nothing but season). */
  readonly strength: number;
  /** Whole periods seen. */
  readonly cycles: number;
}

/** The repeating parts of a series. */
export interface Seasons {
  readonly daily: SeasonProfile | undefined;
  readonly weekly: SeasonProfile | undefined;
}

/** Returns how far `timeMs` is into its period; weeks begin on Monday 00:00 UTC. */
export function phaseOf(timeMs: number, periodMs: number): number {
  const shifted = timeMs + (periodMs === weekMs ? mondayOffsetMs : 0);
  return ((shifted % periodMs) + periodMs) % periodMs;
}

/**
 * Returns the daily profile (three days of history and more) and the weekly one of what it leaves
 * (two weeks and more), each undefined where history or step do not allow it.
 */
export function findSeasons(grid: StepGrid): Seasons {
  const daily = findProfile(grid, dayMs, dailySlotMs, 3);
  const rest = daily === undefined ? grid : { ...grid, values: subtractProfile(grid, daily) };
  return { daily, weekly: findProfile(rest, weekMs, hourMs, 2) };
}

/** Returns the values of a grid without the seasons that are strong enough (0.1) to be believed. */
export function removeSeasons(grid: StepGrid, { daily, weekly }: Seasons): Float64Array {
  let values = grid.values;
  for (const season of [daily, weekly])
    if (season !== undefined && season.strength >= leastStrength)
      values = subtractProfile({ ...grid, values }, season);
  return values;
}

function subtractProfile(grid: StepGrid, { periodMs, slotMs, profile }: SeasonProfile) {
  return grid.values.map((value, index) => {
    const timeMs = grid.startMs + index * grid.stepMs;
    return value - (profile[Math.floor(phaseOf(timeMs, periodMs) / slotMs)] ?? 0);
  });
}

function findProfile(
  grid: StepGrid,
  periodMs: number,
  finestSlotMs: number,
  leastCycles: number,
): SeasonProfile | undefined {
  const slotMs = Math.max(finestSlotMs, grid.stepMs);
  const span = spanOf(grid);
  if (span === undefined || periodMs % slotMs > 0 || slotMs % grid.stepMs > 0) return undefined;
  // Two slots cannot show a shape.
  const slots = periodMs / slotMs;
  const cycles = Math.floor((span.lastMs + grid.stepMs - span.firstMs) / periodMs);
  if (slots < 4 || cycles < leastCycles) return undefined;
  const coarse = coarsenGrid(grid, slotMs / grid.stepMs);
  const rest = subtractLevel(subtractGrowth(coarse.values, slots), slots);
  const groups = Array.from({ length: slots }, (): number[] => []);
  const slotOf = (index: number): number =>
    Math.floor(phaseOf(coarse.startMs + index * slotMs, periodMs) / slotMs) % slots;
  rest.forEach((value, index) => {
    if (!Number.isNaN(value)) groups[slotOf(index)]?.push(value);
  });
  const raw = groups.map((group) => (group.length === 0 ? 0 : medianOf(group)));
  const centre = medianOf(raw);
  const profile = raw.map((value) => value - centre);
  return { periodMs, slotMs, profile, strength: measureStrength(groups, rest), cycles };
}

/**
 * Share of the movement around the level that the profile explains: max(0, 1 − (M(R)/M(S+R))²)
 * (Wang, Smith and Hyndman 2006, with M the mean absolute value in place of the standard
 * deviation). R is what the mean of the *other* cycles leaves of a value, less what k − 1 cycles
 * alone would leave, √((k−1)/k): noise has no season.
 */
function measureStrength(groups: readonly number[][], rest: Float64Array): number {
  const left: number[] = [];
  for (const group of groups) {
    const count = group.length;
    if (count < 2) continue;
    const sum = group.reduce((total, value) => total + value, 0);
    for (const value of group) {
      const others = (sum - value) / (count - 1);
      left.push(Math.abs(value - others) * Math.sqrt((count - 1) / count));
    }
  }
  const level = medianOf(rest);
  const whole = meanOf(rest.map((value) => Math.abs(value - level)));
  if (!(whole > 0) || left.length === 0) return 0;
  return Math.max(0, Math.min(1, 1 - (meanOf(left) / whole) ** 2));
}

/**
 * Values less their growth from one period to the next (the median, as in the seasonal Kendall
 * slope of Hirsch, Slack and Smith 1982): within a period growth would look like season.
 */
function subtractGrowth(values: Float64Array, period: number): Float64Array {
  const growth: number[] = [];
  for (let index = period; index < values.length; index++)
    growth.push((values[index] ?? Number.NaN) - (values[index - period] ?? Number.NaN));
  const perStep = medianOf(growth) / period;
  return Number.isFinite(perStep) ? values.map((value, index) => value - perStep * index) : values;
}

/**
 * Values less the running median over one period (the classical decomposition's moving average,
 * Kendall and Stuart 1983, made robust); at the ends the last whole window counts.
 */
function subtractLevel(values: Float64Array, window: number): Float64Array {
  const length = values.length;
  const half = Math.floor(window / 2);
  const levels = new Map<number, number>();
  return values.map((value, index) => {
    const from = Math.max(0, Math.min(length - window, index - half));
    let level = levels.get(from);
    if (level === undefined) {
      level = medianOf(values.subarray(from, from + window));
      levels.set(from, level);
    }
    return value - level;
  });
}
