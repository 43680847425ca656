import type { Point } from "@headroom/detection";
import { findSeasons, removeSeasons } from "../series/season.ts";
import { makeStepGrid } from "../series/step-grid.ts";
import { autocorrelationsOf } from "../statistics/autocorrelation.ts";
import { medianOf, spreadOf } from "../statistics/quantile.ts";
import { rankValues } from "../statistics/ranks.ts";

/** Distances, in steps, over which a series is differenced: a jitter, a move, a swell. */
const scales = [1, 4, 12] as const;
/** A scale needs this many of its lengths in the window. */
const leastLengths = 10;
/** Autocorrelations are read up to this share of the window. */
const lagShare = 0.25;
const mostSpreads = 4;

/** The movement of a series at one scale: ranks of its differences, free of level and trend. */
export interface Movement {
  /** Steps over which is differenced. */
  readonly scale: number;
  /** Centred ranks less their line over time; 0 where missing. */
  readonly ranks: Float64Array;
  /** 1 where there is a difference, else 0. */
  readonly present: Float64Array;
  readonly count: number;
  /** Autocorrelations of the ranks at lags 1, 2, … */
  readonly autocorrelations: Float64Array;
}

/** A series made ready for comparison over one window. */
export interface PreparedSeries {
  /** Value per step without season, NaN where missing. */
  readonly values: Float64Array;
  /** Values in spreads around the median, not beyond ±4, NaN where missing. */
  readonly clipped: Float64Array;
  readonly count: number;
  readonly distinct: number;
  /** Share (0 to 1) of steps with a neighbour that differ from it. */
  readonly changingShare: number;
  readonly movements: readonly Movement[];
}

/**
 * Returns a series over [fromMs, toMs) at even steps without its season. Points before the window
 * teach the season (three days of them and more), points after it are not used.
 */
export function prepareSeries(
  points: readonly Point[],
  fromMs: number,
  toMs: number,
  stepMs: number,
): PreparedSeries {
  const length = Math.max(0, Math.floor(toMs / stepMs) - Math.ceil(fromMs / stepMs));
  const firstMs = points.reduce((first, { timeMs }) => Math.min(first, timeMs), fromMs);
  const historyMs = Math.floor(firstMs / stepMs) * stepMs;
  const grid = makeStepGrid(points, stepMs, Math.min(historyMs, fromMs), toMs);
  const whole = removeSeasons(grid, findSeasons(grid));
  const values = dropRounding(whole.slice(whole.length - length), grid.values);
  const clipped = clipValues(values);
  const movements = scales
    .filter((scale) => scale === 1 || scale * leastLengths <= length)
    .map((scale) => moveAt(values, scale));
  return {
    values,
    clipped,
    count: clipped.reduce((sum, value) => sum + (Number.isNaN(value) ? 0 : 1), 0),
    distinct: new Set(values.filter((value) => !Number.isNaN(value))).size,
    changingShare: shareOfChanges(values),
    movements,
  };
}

/** Rounds to 1e-12 of the largest value: what a season leaves of itself must not look like movement. */
function dropRounding(rest: Float64Array, raw: Float64Array): Float64Array {
  const largest = raw.reduce((most, value) => (Math.abs(value) > most ? Math.abs(value) : most), 0);
  const unit = largest * 1e-12;
  return unit > 0 ? rest.map((value) => Math.round(value / unit) * unit) : rest;
}

/** Winsorised z-scores (Huber 1964): levels stay, outliers cannot stand for one. */
function clipValues(values: Float64Array): Float64Array {
  const centre = medianOf(values);
  const spread = spreadOf(values, centre);
  const unit = spread > 0 ? spread : 1;
  return values.map((value) =>
    Math.max(-mostSpreads, Math.min(mostSpreads, (value - centre) / unit)),
  );
}

function shareOfChanges(values: Float64Array): number {
  let changes = 0;
  let count = 0;
  for (let index = 1; index < values.length; index++) {
    const step = (values[index] ?? 0) - (values[index - 1] ?? 0);
    if (Number.isNaN(step)) continue;
    count++;
    if (step !== 0) changes++;
  }
  return count === 0 ? 0 : changes / count;
}

/**
 * Ranks of x(t) − x(t − scale) less their least-squares parabola over t: Spearman's correlation of
 * these is a partial rank correlation given time (Kendall 1942), so that two series that only
 * both rise, evenly or ever faster, do not resemble each other.
 */
function moveAt(values: Float64Array, scale: number): Movement {
  const differences = values.map((value, index) =>
    index < scale ? Number.NaN : value - (values[index - scale] ?? Number.NaN),
  );
  const { ranks, count } = rankValues(differences);
  const present = ranks.map((rank) => (Number.isNaN(rank) ? 0 : 1));
  const length = values.length;
  const level = present.slice();
  const line = removeParts(
    present.map((here, index) => (here * index) / length),
    [level],
  );
  const bend = removeParts(
    present.map((here, index) => here * (index / length) ** 2),
    [level, line],
  );
  const centred = removeParts(
    ranks.map((rank) => (Number.isNaN(rank) ? 0 : rank)),
    [level, line, bend],
  );
  const lags = Math.min(120, Math.floor(length * lagShare));
  const autocorrelations = autocorrelationsOf(centred, lags);
  return { scale, ranks: centred, present, count, autocorrelations };
}

/** Returns a vector less its projections on vectors that are at right angles (Gram–Schmidt). */
function removeParts(vector: Float64Array, parts: readonly Float64Array[]): Float64Array {
  let rest = vector;
  for (const part of parts) {
    let power = 0;
    let product = 0;
    part.forEach((value, index) => {
      power += value * value;
      product += value * (rest[index] ?? 0);
    });
    const share = power > 1e-12 ? product / power : 0;
    rest = rest.map((value, index) => value - share * (part[index] ?? 0));
  }
  return rest;
}
