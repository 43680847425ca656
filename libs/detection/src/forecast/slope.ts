import { medianOf, quantileOf } from "./median.ts";
import type { Cycle } from "./cycle.ts";

/** Heights at places (steps), ascending. */
export interface Marks {
  readonly places: readonly number[];
  readonly heights: readonly number[];
}

/** A slope through marks. */
export interface Slope {
  /** Per step. */
  readonly slope: number;
  /** Standard error of the slope, per step; Infinity below three marks. */
  readonly slopeError: number;
  /** Spread of the marks around the line: median absolute deviation over 0.6745. */
  readonly noise: number;
}

/** A straight line through a history. */
export interface Line extends Slope {
  /** Height of the middle of the values (not of their feet) at the last value. */
  readonly end: number;
  /** What the line was drawn through. */
  readonly marks: Marks;
}

/** Blocks a line is drawn through at most: the slopes of all pairs are sorted. */
const mostBlocks = 60;
/** Fewest blocks for Kendall's score; below, the residuals of the line tell its error. */
const leastForScore = 8;
/** Largest autocorrelation believed: at 1 nothing could be said of a slope. */
const mostAutocorrelation = 0.95;
/** Student's 97.5 % quantile over that of the normal distribution, by degrees of freedom. */
const studentFactors = [6.48, 2.2, 1.62, 1.42, 1.31, 1.25];

/**
 * Returns the line through a history: through blocks, or through the feet of its teeth where that
 * is surer (the memory that is left after a collection tells a leak, however uneven the teeth). Its
 * slope is at most the range of what it is drawn through over its length.
 */
export function fitLine(values: readonly number[], { length, resets }: Cycle): Line {
  const blocks = cutBlocks(values, length);
  let marks = blocks;
  let found = fitSlope(blocks);
  if (resets.length >= 3) {
    const feet = findFeet(values, resets);
    const other = fitSlope(feet);
    if (other.slopeError < found.slopeError) {
      marks = feet;
      found = other;
    }
  }
  const slope = boundSlope(marks, found.slope);
  return { ...found, slope, marks, end: findEnd(values, slope, length) };
}

/** No more slope than the marks have range. */
function boundSlope({ places, heights }: Marks, slope: number): number {
  const least = heights.reduce((bound, height) => Math.min(bound, height), Infinity);
  const most = heights.reduce((bound, height) => Math.max(bound, height), -Infinity);
  const span = (places.at(-1) ?? 0) - (places[0] ?? 0);
  const bound = span > 0 ? (most - least) / span : 0;
  return Math.max(-bound, Math.min(bound, slope));
}

/**
 * Returns the median of the slopes of all pairs of marks (Theil 1950, Sen 1968), with its error
 * from the distribution of Kendall's score, widened for noise that resembles its neighbours (Hamed
 * and Rao 1998; first-order autocorrelation, corrected after Kendall 1954). At most some hundred
 * marks: all pairs are sorted.
 */
export function fitSlope({ places, heights }: Marks): Slope {
  const count = heights.length;
  if (count < 3) return { slope: 0, slopeError: Infinity, noise: 0 };
  const slopes: number[] = [];
  for (let left = 0; left < count; left++)
    for (let right = left + 1; right < count; right++) {
      const distance = (places[right] ?? 0) - (places[left] ?? 0);
      slopes.push(((heights[right] ?? 0) - (heights[left] ?? 0)) / distance);
    }
  const ascending = Float64Array.from(slopes).sort();
  const slope = quantileOf(ascending, 0.5);
  const rests = heights.map((height, index) => height - slope * (places[index] ?? 0));
  const middle = medianOf(rests);
  const centred = rests.map((rest) => rest - middle);
  return {
    slope,
    slopeError:
      count < leastForScore
        ? errorFromRests(places, centred)
        : errorFromScore(ascending, count, inflationOf(centred)),
    noise: medianOf(centred.map(Math.abs)) / 0.6745,
  };
}

/**
 * Blocks that end with the last value: means of whole cycles, which are the same at every phase,
 * or medians of single to some steps where there is no cycle (0).
 */
function cutBlocks(values: readonly number[], cycle: number): Marks {
  const length = values.length;
  const unit = cycle > 0 ? cycle : 1;
  const distance = unit * Math.max(1, Math.ceil(length / unit / mostBlocks));
  const places: number[] = [];
  const heights: number[] = [];
  for (let back = Math.floor(length / distance + 1e-9); back >= 1; back--) {
    const from = Math.max(0, Math.round(length - back * distance));
    const block = values.slice(from, Math.round(length - (back - 1) * distance));
    places.push(from + (block.length - 1) / 2);
    heights.push(cycle > 0 ? averageOf(block) : medianOf(block));
  }
  return { places, heights };
}

/** The first values of the last teeth. */
function findFeet(values: readonly number[], resets: readonly number[]): Marks {
  const places = resets.slice(-mostBlocks);
  return { places, heights: places.map((place) => averageOf(values.slice(place, place + 2))) };
}

/** The level at the last value: over three cycles, or the median of all values where there is none. */
function findEnd(values: readonly number[], slope: number, cycle: number): number {
  const length = values.length;
  const cycles = cycle > 0 ? Math.min(3, Math.floor(length / cycle)) : 0;
  const from = cycles > 0 ? Math.max(0, Math.round(length - cycles * cycle)) : 0;
  const levels = values
    .slice(from)
    .map((value, index) => value - slope * (from + index - (length - 1)));
  return cycles > 0 ? averageOf(levels) : medianOf(levels);
}

const averageOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);

/** Half of the 95 % interval of the median slope, in standard errors. */
function errorFromScore(ascending: Float64Array, count: number, inflation: number): number {
  const deviation = Math.sqrt(((count * (count - 1) * (2 * count + 5)) / 18) * inflation);
  const reach = (1.96 * deviation) / (2 * ascending.length);
  if (reach >= 0.5) return Infinity;
  return (quantileOf(ascending, 0.5 + reach) - quantileOf(ascending, 0.5 - reach)) / (2 * 1.96);
}

/** Least-squares error of a slope through so few blocks, as wide as Student's distribution asks. */
function errorFromRests(places: readonly number[], centred: readonly number[]): number {
  const count = centred.length;
  const middle = averageOf(places);
  const power = centred.reduce((sum, rest) => sum + rest * rest, 0);
  const width = places.reduce((sum, place) => sum + (place - middle) ** 2, 0);
  return (studentFactors[count - 3] ?? 1) * Math.sqrt(power / (count - 2) / width);
}

/** (1 + ρ)/(1 − ρ) for first-order autoregressive noise (Bayley and Hammersley 1946), 1 or more. */
function inflationOf(rests: readonly number[]): number {
  let power = 0;
  let neighbours = 0;
  rests.forEach((rest, index) => {
    power += rest * rest;
    neighbours += rest * (rests[index - 1] ?? 0);
  });
  if (power <= 0) return 1;
  const raw = neighbours / power;
  const unbiased = raw + (2 * (1 + 4 * raw)) / rests.length;
  const correlation = Math.max(0, Math.min(mostAutocorrelation, unbiased));
  return (1 + correlation) / (1 - correlation);
}
