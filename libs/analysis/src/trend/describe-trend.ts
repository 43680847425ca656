import type { Point } from "@headroom/detection";
import type { Explained } from "../explained.ts";
import { findSeasons, removeSeasons, type SeasonProfile } from "../series/season.ts";
import { makeStepGrid, spanOf } from "../series/step-grid.ts";
import { medianOf, spreadOf } from "../statistics/quantile.ts";
import type { Interval } from "../statistics/rank-sum.ts";
import { sayDuration, sayNumber, sayPercent } from "../words.ts";
import { compareWeeks, type WeekComparison } from "./compare-weeks.ts";
import {
  cutAtJumps,
  describeChanges,
  inDays,
  residualsOf,
  slopePerDay,
  type ChangePoint,
  type Segment,
} from "./find-changes.ts";

/** What a trend is read at. */
export interface TrendOptions {
  /** Unix ms; later points are not used. */
  readonly nowMs: number;
  /** Distance of the points, ms. At most 16,384 steps before now are used. */
  readonly stepMs: number;
}

/** One number of the trend. */
export interface Figure extends Explained {
  /** In the unit of the series (strength: 0 to 1). */
  readonly value: number;
}

/** How steadily a series rises or falls. */
export interface Slope extends Explained {
  /** Per day, in the unit of the series, with its 95 % interval. */
  readonly perDay: Interval;
  /** “steady” when the interval holds 0 or the change is lost in a fifth of the noise. */
  readonly direction: "rising" | "falling" | "steady";
}

/** The repeating parts; a profile is undefined where history does not reach. */
export interface SeasonDescription extends Explained {
  readonly daily: SeasonProfile | undefined;
  readonly weekly: SeasonProfile | undefined;
}

/** A series described, or why it cannot be. */
export type Trend =
  | (Explained & { readonly status: "too-few-points" })
  | (Explained & {
      readonly status: "described";
      /** Level now, without season. */
      readonly level: Figure;
      readonly slope: Slope;
      readonly season: SeasonDescription;
      /** In order of time. */
      readonly changes: readonly ChangePoint[];
      readonly weekOnWeek: WeekComparison | undefined;
      /** Spread of single points around level, slope and season. */
      readonly noise: Figure;
    });

/** Fewest points that a trend is read from. */
const leastPoints = 12;
const dayMs = 86_400_000;

/**
 * Returns level, slope, season, jumps, week on week and noise of a series. Parts are taken off one
 * after the other: season (daily, then weekly), jumps, slope. Points may be in any order.
 */
export function describeTrend(points: readonly Point[], options: TrendOptions): Trend {
  const { nowMs, stepMs } = options;
  const firstMs = points.reduce((first, { timeMs }) => Math.min(first, timeMs), nowMs);
  const grid = makeStepGrid(points, stepMs, Math.floor(firstMs / stepMs) * stepMs, nowMs);
  const span = spanOf(grid);
  if (span === undefined || grid.count < leastPoints) return refuse(grid.count);
  const seasons = findSeasons(grid);
  const timesMs: number[] = [];
  const values: number[] = [];
  removeSeasons(grid, seasons).forEach((value, index) => {
    if (Number.isNaN(value)) return;
    timesMs.push(grid.startMs + index * stepMs);
    values.push(value);
  });
  const segments = cutAtJumps(timesMs, values);
  const perDay = slopePerDay(segments) ?? { value: 0, low: 0, high: 0 };
  const noise = describeNoise(segments, perDay.value);
  const changes = describeChanges(segments, perDay.value, noise.value);
  const spanDays = (span.lastMs + stepMs - span.firstMs) / dayMs;
  const slope = describeSlope(perDay, spanDays, noise.value, segments.length);
  const level = describeLevel(segments.at(-1), perDay.value, span.lastMs);
  const season = describeSeason(seasons.daily, seasons.weekly, spanDays);
  const weekOnWeek = compareWeeks(grid, nowMs);
  const latest = changes.findLast(({ sureness }) => sureness !== "low");
  return {
    status: "described",
    level,
    slope,
    season,
    changes,
    weekOnWeek,
    noise,
    sentence: [level, slope, season, latest, weekOnWeek]
      .flatMap((part) => (part === undefined ? [] : [part.sentence]))
      .join(" "),
    formula: "value = level + slope · time + jumps + daily season + weekly season + noise",
    inputs: { points: grid.count, stepMs, firstMs: span.firstMs, lastMs: span.lastMs },
  };
}

function refuse(count: number): Trend {
  return {
    status: "too-few-points",
    sentence: `A trend needs ${leastPoints} points and there are ${count}: choose a longer range or wait.`,
    formula: "none",
    inputs: { points: count, leastPoints },
  };
}

function describeLevel(last: Segment | undefined, slope: number, lastMs: number): Figure {
  const { timesMs, values } = last ?? { timesMs: [], values: [] };
  const value = medianOf(
    values.map((v, index) => v + (slope * (lastMs - (timesMs[index] ?? 0))) / dayMs),
  );
  return {
    value,
    sentence: `The level is ${sayNumber(value)}.`,
    formula: "median of (value − season + slope · time left until now) since the last jump",
    inputs: { points: values.length, sinceMs: timesMs[0] ?? 0, slopePerDay: slope },
  };
}

function describeSlope(perDay: Interval, spanDays: number, noise: number, segments: number): Slope {
  const isClear = perDay.low > 0 || perDay.high < 0;
  const isLost = Math.abs(perDay.value) * spanDays < noise / 5;
  const direction = !isClear || isLost ? "steady" : perDay.value > 0 ? "rising" : "falling";
  const range = `between ${sayNumber(perDay.low)} and ${sayNumber(perDay.high)}`;
  return {
    perDay,
    direction,
    sentence:
      direction === "steady"
        ? `It neither rises nor falls steadily (${range} a day).`
        : `It ${direction === "rising" ? "rises" : "falls"} by ${sayNumber(Math.abs(perDay.value))} a day (${range}).`,
    formula:
      "Median slope of all pairs between jumps (Theil 1950, Sen 1968), interval from Kendall's score, widened for autocorrelation (Hamed and Rao 1998)",
    inputs: { spanDays, noise, stretches: segments },
  };
}

function describeNoise(segments: readonly Segment[], slope: number): Figure {
  const residuals = residualsOf(inDays(segments), slope);
  const value = spreadOf(residuals, 0);
  return {
    value,
    sentence: `Single points lie within about ${sayNumber(value)} of it.`,
    formula: "median |value − season − jumps − slope · time| / 0.6745 (Hampel 1974)",
    inputs: { points: residuals.length, slopePerDay: slope },
  };
}

function describeSeason(
  daily: SeasonProfile | undefined,
  weekly: SeasonProfile | undefined,
  spanDays: number,
): SeasonDescription {
  const say = (name: string, profile: SeasonProfile | undefined, needs: string): string =>
    profile === undefined
      ? `${name}: not known (needs ${needs} of history)`
      : `${name}: ${profile.strength < 0.1 ? "none" : `strength ${sayPercent(profile.strength)}`}`;
  return {
    daily,
    weekly,
    sentence: `Season: ${say("daily", daily, "3 days")}; ${say("weekly", weekly, "2 weeks")}.`,
    formula:
      "Medians per time of day, then per hour of the week, of values less their running median. Strength = 1 − (M(rest)/M(season + rest))² (Wang, Smith and Hyndman 2006, M = mean absolute value, cross-validated by cycle)",
    inputs: {
      spanDays,
      history: sayDuration(spanDays * dayMs),
      dailyCycles: daily?.cycles ?? 0,
      weeklyCycles: weekly?.cycles ?? 0,
    },
  };
}
