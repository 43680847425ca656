import { inflationOf } from "../statistics/autocorrelation.ts";
import { exactPValue, mostExactPairs } from "../statistics/exact-rank-sum.ts";
import { pValueOfBest } from "../statistics/false-discovery.ts";
import { meanOf } from "../statistics/quantile.ts";
import { compareGroups } from "../statistics/rank-sum.ts";
import type { PreparedSeries } from "./prepare-series.ts";
import type { Relation } from "./types.ts";

/** The steps [from, to) during which a series stands on another level. */
export interface Episode {
  readonly from: number;
  readonly to: number;
  /** 1 = the target is higher inside, −1 = lower. */
  readonly sign: 1 | -1;
}

/** Fewest steps inside and outside of an episode. */
const leastInside = 3;
const leastOutside = 8;
/** What an episode must gain, in units of noise variance · ln n, as for level shifts. */
const leastGain = 6;
const leastLagGain = 1.05;

/**
 * Returns the stretch of the window in which the target stands on another level than in the rest,
 * to the end of the window or back again: least squared error of clipped values over all
 * stretches; undefined where noise or a straight line explains as much. Quadratic in the steps.
 */
export function findEpisode({ clipped: values }: PreparedSeries): Episode | undefined {
  const { sums, counts } = sumUp(values);
  const length = values.length;
  let best: Episode | undefined;
  let bestGain = 0;
  for (let from = 0; from <= length - leastInside; from++)
    for (let to = from + leastInside; to <= length; to++) {
      const gain = gainOf(sums, counts, from, to);
      if (gain > bestGain + 1e-9) {
        bestGain = gain;
        best = { from, to, sign: 1 };
      }
    }
  if (best === undefined) return undefined;
  const count = counts[length] ?? 0;
  const { residuals, error, inside, outside } = fitLevels(values, best, 0);
  const sign = meanOf(inside) < meanOf(outside) ? -1 : 1;
  const inflation = inflationOf(residuals, 2);
  const noise = (error / Math.max(1, count - 2)) * inflation;
  const isClear = bestGain > leastGain * Math.log(count) * noise;
  return isClear && beatsLine(values, error, count / inflation) ? { ...best, sign } : undefined;
}

/**
 * Returns how well the candidate agrees with the target's episode: Mann–Whitney test of its values
 * inside against outside, the episode moved by each lag; exact for small groups, sizes divided by
 * the noise's autocorrelation, Šidák-adjusted for the lags. Lags are at most a twentieth of the
 * window, and the episode must fit the candidate best near its own time: a level that changed
 * at another time of the window is no agreement. Undefined where it is not so, one side has too
 * few values, or a straight line fits as well (things that merely rise).
 */
export function relateLevels(
  episode: Episode,
  candidate: PreparedSeries,
  mostLag: number,
): Relation | undefined {
  const { clipped: values } = candidate;
  const reach = Math.min(mostLag, Math.max(2, Math.floor(values.length / 20)));
  const lag = placeEpisode(episode, values, reach);
  if (lag === undefined) return undefined;
  const { inside, outside, residuals, error } = fitLevels(values, episode, lag);
  const inflation = inflationOf(residuals, 2);
  if (!beatsLine(values, error, (inside.length + outside.length) / inflation)) return undefined;
  const { delta, pValue } = compareGroups(outside, inside, inflation);
  const n = Math.max(1, Math.round(outside.length / inflation));
  const m = Math.max(1, Math.round(inside.length / inflation));
  const chance = n * m <= mostExactPairs ? exactPValue(delta, n, m) : pValue;
  return {
    score: Math.abs(delta),
    lagSteps: lag,
    sign: delta * episode.sign < 0 ? -1 : 1,
    pValue: pValueOfBest(chance, 2 * reach + 1),
    effectiveCount: n + m,
  };
}

/** The lag at which the moved episode fits best; undefined where that is out of reach. */
function placeEpisode(episode: Episode, values: Float64Array, reach: number): number | undefined {
  const { sums, counts } = sumUp(values);
  const gainAt = (lag: number): number => {
    const { from, to } = moveEpisode(episode, lag, values.length);
    return to - from < leastInside ? 0 : gainOf(sums, counts, from, to);
  };
  const atOnce = gainAt(0);
  let best = { lag: 0, gain: atOnce };
  for (let distance = 1; distance < values.length; distance++)
    for (const lag of [-distance, distance]) {
      const gain = gainAt(lag);
      if (gain > best.gain + 1e-9) best = { lag, gain };
    }
  if (best.gain <= leastLagGain * atOnce) best = { lag: 0, gain: atOnce };
  return best.gain > 0 && Math.abs(best.lag) <= reach ? best.lag : undefined;
}

/**
 * True when two levels explain a series clearly better than a line: n · ln(error ratio) above
 * 2 · ln n (Schwarz 1978; the time of the level was sought, which counts as two parameters).
 */
function beatsLine(values: Float64Array, error: number, effectiveCount: number): boolean {
  const line = errorOfLine(values);
  if (error <= 1e-9 * line) return line > 0;
  return effectiveCount * Math.log(line / error) > 2 * Math.log(Math.max(2, effectiveCount));
}

function moveEpisode({ from, to, sign }: Episode, lag: number, length: number): Episode {
  return {
    from: from === 0 ? 0 : Math.max(0, Math.min(length, from + lag)),
    // An episode that still lasts has no end to move.
    to: to === length ? length : Math.max(0, Math.min(length, to + lag)),
    sign,
  };
}

function sumUp(values: Float64Array): { sums: Float64Array; counts: Float64Array } {
  const sums = new Float64Array(values.length + 1);
  const counts = new Float64Array(values.length + 1);
  values.forEach((value, index) => {
    const isPresent = !Number.isNaN(value);
    sums[index + 1] = (sums[index] ?? 0) + (isPresent ? value : 0);
    counts[index + 1] = (counts[index] ?? 0) + (isPresent ? 1 : 0);
  });
  return { sums, counts };
}

/** Squared error that a level of its own in [from, to) saves. */
function gainOf(sums: Float64Array, counts: Float64Array, from: number, to: number): number {
  const count = counts[counts.length - 1] ?? 0;
  const sum = sums[sums.length - 1] ?? 0;
  const inside = (counts[to] ?? 0) - (counts[from] ?? 0);
  const outside = count - inside;
  if (inside < leastInside || outside < leastOutside) return 0;
  const sumInside = (sums[to] ?? 0) - (sums[from] ?? 0);
  const difference = sumInside / inside - (sum - sumInside) / outside;
  return (difference * difference * inside * outside) / count;
}

interface LevelFit {
  readonly inside: readonly number[];
  readonly outside: readonly number[];
  /** In order, NaN where missing. */
  readonly residuals: Float64Array;
  /** Sum of squared residuals around the two means. */
  readonly error: number;
}

function fitLevels(values: Float64Array, episode: Episode, lag: number): LevelFit {
  const { from, to } = moveEpisode(episode, lag, values.length);
  const inside: number[] = [];
  const outside: number[] = [];
  values.forEach((value, index) => {
    if (!Number.isNaN(value)) (index >= from && index < to ? inside : outside).push(value);
  });
  const levels = { inside: meanOf(inside), outside: meanOf(outside) };
  const residuals = values.map(
    (value, index) => value - (index >= from && index < to ? levels.inside : levels.outside),
  );
  const error = residuals.reduce((sum, r) => (Number.isNaN(r) ? sum : sum + r * r), 0);
  return { inside, outside, residuals, error };
}

/** Squared error of values around their least-squares line over time. */
function errorOfLine(values: Float64Array): number {
  let count = 0;
  let place = 0;
  let sum = 0;
  values.forEach((value, index) => {
    if (Number.isNaN(value)) return;
    count++;
    place += index;
    sum += value;
  });
  place /= Math.max(1, count);
  sum /= Math.max(1, count);
  let power = 0;
  let width = 0;
  let tilt = 0;
  values.forEach((value, index) => {
    if (Number.isNaN(value)) return;
    power += (value - sum) ** 2;
    width += (index - place) ** 2;
    tilt += (index - place) * (value - sum);
  });
  return power - (width > 0 ? (tilt * tilt) / width : 0);
}
