import { findLevelShifts } from "@headroom/detection";
import type { Explained } from "../explained.ts";
import { inflationOf } from "../statistics/autocorrelation.ts";
import { medianOf } from "../statistics/quantile.ts";
import { estimateDifference } from "../statistics/rank-sum.ts";
import { estimateSlope, type Stretch } from "../statistics/slope.ts";
import type { Interval } from "../statistics/rank-sum.ts";
import { sayNumber, sayTime } from "../words.ts";

/** How sure a finding is: not a probability, the rule is told beside it. */
export type Sureness = "high" | "medium" | "low";

/** A time at which the level jumped. */
export interface ChangePoint extends Explained {
  /** Start of the first step on the new level, Unix ms. */
  readonly timeMs: number;
  /** Levels just before and just after, season and slope taken off, in the unit of the series. */
  readonly before: number;
  readonly after: number;
  /** After less before, with its 95 % interval. */
  readonly change: Interval;
  readonly sureness: Sureness;
}

/** Values without season between two jumps, in order; times are Unix ms. */
export interface Segment {
  readonly timesMs: readonly number[];
  readonly values: readonly number[];
}

/** Most blocks whose pairs of slopes are formed. */
const mostBlocks = 300;
const dayMs = 86_400_000;

/** Returns a series, holes left out, cut where its level jumps (at most 20 times). */
export function cutAtJumps(timesMs: readonly number[], values: readonly number[]): Segment[] {
  const bounds = [0, ...findLevelShifts(values, { mostShifts: 20 }), values.length];
  return bounds.slice(0, -1).map((from, index) => ({
    timesMs: timesMs.slice(from, bounds[index + 1]),
    values: values.slice(from, bounds[index + 1]),
  }));
}

/**
 * Returns the slope per day within the segments (their jumps do not count): Theil–Sen over the
 * medians of at most 300 blocks, interval widened for autocorrelated noise.
 */
export function slopePerDay(segments: readonly Segment[]): Interval | undefined {
  const total = segments.reduce((sum, { values }) => sum + values.length, 0);
  const size = Math.max(1, Math.ceil(total / mostBlocks));
  const stretches = segments.map((segment) => blockMedians(segment, size));
  const first = estimateSlope(stretches);
  if (first === undefined) return undefined;
  return estimateSlope(stretches, inflationOf(residualsOf(stretches, first.value), 2));
}

/** Returns what a slope and each stretch's own median leave. */
export function residualsOf(stretches: readonly Stretch[], slope: number): number[] {
  return stretches.flatMap(({ places, values }) => {
    const flat = values.map((value, index) => value - slope * (places[index] ?? 0));
    const level = medianOf(flat);
    return flat.map((value) => value - level);
  });
}

/** Returns segments with places in days. */
export function inDays(segments: readonly Segment[]): Stretch[] {
  return segments.map(({ timesMs, values }) => ({
    places: timesMs.map((timeMs) => timeMs / dayMs),
    values,
  }));
}

function blockMedians({ timesMs, values }: Segment, size: number): Stretch {
  const places: number[] = [];
  const medians: number[] = [];
  for (let from = 0; from < values.length; from += size) {
    places.push(medianOf(timesMs.slice(from, from + size)) / dayMs);
    medians.push(medianOf(values.slice(from, from + size)));
  }
  return { places, values: medians };
}

/** Smaller jumps, in spreads of the noise, are true but tell nobody anything. */
const leastJump = 0.5;

/** Returns the jumps between neighbouring segments beyond half of `noise`; `slope` is per day. */
export function describeChanges(
  segments: readonly Segment[],
  slope: number,
  noise: number,
): ChangePoint[] {
  return segments
    .slice(1)
    .map((next, index) => describeChange(segments[index], next, slope))
    .filter(({ before, after }) => Math.abs(after - before) >= leastJump * noise);
}

function describeChange(previous: Segment | undefined, next: Segment, slope: number): ChangePoint {
  const timeMs = next.timesMs[0] ?? 0;
  const flatten = ({ timesMs, values }: Segment): number[] =>
    values.map((value, at) => value - (slope * ((timesMs[at] ?? 0) - timeMs)) / dayMs);
  const earlier = flatten(previous ?? { timesMs: [], values: [] });
  const later = flatten(next);
  const before = medianOf(earlier);
  const after = medianOf(later);
  const residuals = [...earlier.map((v) => v - before), ...later.map((v) => v - after)];
  const change = estimateDifference(earlier, later, inflationOf(residuals));
  const sureness = judgeSureness(change, Math.min(earlier.length, later.length));
  const verb = after > before ? "rose" : "fell";
  return {
    timeMs,
    before,
    after,
    change,
    sureness,
    sentence: `At ${sayTime(timeMs)} the level ${verb} from ${sayNumber(before)} to ${sayNumber(after)} (${sureness} sureness).`,
    formula:
      "Seeded binary segmentation (Kovács et al. 2023); levels are medians without season and slope; interval by Hodges and Lehmann (1963), widened for autocorrelation. Sureness: high when the whole interval is beyond half of the change and both sides have 20 points, medium when it leaves out 0.",
    inputs: {
      pointsBefore: earlier.length,
      pointsAfter: later.length,
      slopePerDay: slope,
      changeLow: change.low,
      changeHigh: change.high,
    },
  };
}

function judgeSureness(change: Interval, leastPoints: number): Sureness {
  const nearer = change.value > 0 ? change.low : -change.high;
  if (nearer > Math.abs(change.value) / 2 && leastPoints >= 20) return "high";
  return nearer > 0 ? "medium" : "low";
}
