import { medianOf, quantileOf } from "./median.ts";
import { fitLine } from "./slope.ts";

/** A sawtooth's falls and the cycle of a series without a known season. */
export interface Cycle {
  /** Steps of one cycle, not whole in general; 0 where none is seen. */
  readonly length: number;
  /**
   * Indexes at which the value fell back (or jumped back up, where the teeth fall slowly) after a
   * slow rise: garbage collections, clean-ups, restarts.
   */
  readonly resets: readonly number[];
  /** Whether the resets are falls (after rises), not jumps up. */
  readonly isFalling: boolean;
}

/** A series of which no cycle is known. */
export const noCycle: Cycle = { length: 0, resets: [], isFalling: true };

/** A reset is this share of the spread around the line at least, and this many usual steps. */
const leastResetShare = 0.35;
const leastResetSteps = 6;
/** Steps a tooth has at least: shorter ones are noise that blocks average away. */
const leastTooth = 5;
/** Values a cycle is sought in at most. */
const mostSought = 1200;
/** Autocorrelation from which on a repetition counts as a cycle. */
const leastCorrelation = 0.5;

/** Returns the resets and the length of the cycle, from the resets or the autocorrelation. */
export function findCycle(values: readonly number[]): Cycle {
  const { slope } = fitLine(values, noCycle);
  const rests = values.map((value, index) => value - slope * index);
  const falls = findResets(values, rests);
  const jumps = findResets(
    values.map((value) => -value),
    rests,
  );
  const isFalling = falls.length >= jumps.length;
  const resets = isFalling ? falls : jumps;
  if (resets.length >= 2) {
    const span = (resets.at(-1) ?? 0) - (resets[0] ?? 0);
    const usual = medianOf(resets.slice(1).map((reset, index) => reset - (resets[index] ?? 0)));
    // Whole teeth in between, for one that was missed counts too.
    return { length: span / Math.max(1, Math.round(span / usual)), resets, isFalling };
  }
  return { length: findRepetition(rests), resets, isFalling };
}

/** Indexes from which on the values stay lower by a large fall, each after a slow rise. */
function findResets(values: readonly number[], rests: readonly number[]): number[] {
  const ascending = rests.toSorted((a, b) => a - b);
  const range = quantileOf(ascending, 0.95) - quantileOf(ascending, 0.05);
  const steps = values.slice(1).map((value, index) => value - (values[index] ?? 0));
  const usual = medianOf(steps);
  const spread = medianOf(steps.map((step) => Math.abs(step - usual))) / 0.6745;
  const least = Math.max(leastResetShare * range, leastResetSteps * spread);
  if (least <= 0) return [];
  // A fall inside a step shows in two of them, so falls are taken over two.
  const fallAt = (index: number): number => (values[index - 1] ?? 0) - (values[index + 1] ?? 0);
  const stepAt = (index: number): number => (values[index] ?? 0) - (values[index - 1] ?? 0);
  const resets: number[] = [];
  let start = 0;
  for (let index = 3; index < values.length - 1; index++) {
    const fall = fallAt(index);
    if (fall < least || fall < fallAt(index + 1)) continue;
    const before = medianOf(values.slice(index - 3, index));
    const after = medianOf(values.slice(index + 1, index + 4));
    // A spike falls too, but back to where it came from; it did not rise slowly before.
    if (before - after < 0.4 * fall || !risesSlowly(values, start, index, fall)) continue;
    const isNext = stepAt(index + 1) < stepAt(index);
    resets.push(isNext ? index + 1 : index);
    start = index + 1;
    index++;
  }
  return resets;
}

/** Whether values [from, to) rise by half of `size` at least, and by no single step. */
function risesSlowly(values: readonly number[], from: number, to: number, size: number): boolean {
  if (to - from < leastTooth) return false;
  const foot = medianOf(values.slice(from, from + 3));
  const top = medianOf(values.slice(to - 3, to));
  let highest = 0;
  for (let index = from + 1; index < to; index++)
    highest = Math.max(highest, (values[index] ?? 0) - (values[index - 1] ?? 0));
  return top - foot >= size / 2 && highest <= size / 2;
}

/** Steps of the shortest repetition in the autocorrelation of what a line leaves; 0 = none. */
function findRepetition(rests: readonly number[]): number {
  const width = Math.max(1, Math.ceil(rests.length / mostSought));
  const middle = medianOf(rests);
  const spread = medianOf(rests.map((rest) => Math.abs(rest - middle))) / 0.6745;
  const coarse: number[] = [];
  for (let from = 0; from + width <= rests.length; from += width) {
    let sum = 0;
    for (let index = from; index < from + width; index++)
      // Clipped, so that two outliers are no repetition.
      sum += Math.max(-4 * spread, Math.min(4 * spread, (rests[index] ?? 0) - middle));
    coarse.push(sum / width);
  }
  const mean = coarse.reduce((sum, value) => sum + value, 0) / Math.max(1, coarse.length);
  const correlations = correlate(
    coarse.map((value) => value - mean),
    Math.floor(coarse.length / 3),
  );
  let wasBelow = false;
  for (let lag = 4; lag < correlations.length - 1; lag++) {
    const here = correlations[lag] ?? 0;
    const left = correlations[lag - 1] ?? 0;
    const right = correlations[lag + 1] ?? 0;
    wasBelow ||= here < 0.2;
    if (wasBelow && here >= leastCorrelation && here >= left && here >= right) {
      const bend = left - 2 * here + right;
      return width * (lag + (bend < 0 ? (left - right) / (2 * bend) : 0));
    }
  }
  return 0;
}

/** Autocorrelations at lags 0 to `lags`, each over the pairs there are. */
function correlate(centred: readonly number[], lags: number): number[] {
  const power = centred.reduce((sum, value) => sum + value * value, 0) / centred.length;
  if (!(power > 0)) return [];
  return Array.from({ length: lags + 1 }, (_, lag) => {
    let sum = 0;
    for (let index = lag; index < centred.length; index++)
      sum += (centred[index] ?? 0) * (centred[index - lag] ?? 0);
    return sum / (centred.length - lag) / power;
  });
}
