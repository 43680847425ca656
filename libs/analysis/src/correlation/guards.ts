import { sayNumber, sayPercent } from "../words.ts";
import type { PreparedSeries } from "./prepare-series.ts";
import { leastPairs } from "./relate-movements.ts";
import type { Guard } from "./types.ts";

/** A series with values in fewer of the window's steps is sparse. */
const leastCoverage = 0.5;
/** A series must change in this share of its steps for its movement to be compared. */
const leastChangingShare = 0.2;
/** Fewer levels than this are a switch, which may agree with another one by its nature. */
const leastDistinct = 5;
/** Pearson's correlation of raw differences from which on two series are one measure. */
const sameMeasure = 0.999;

/** Returns what forbids to compare a series at all, undefined if nothing does. */
export function guardSeries(series: PreparedSeries): Guard | undefined {
  const { count, values, distinct } = series;
  if (count < leastPairs)
    return {
      code: "too-few-points",
      sentence: `Only ${count} points in the window, ${leastPairs} are needed: choose a longer window.`,
    };
  if (distinct < 2) return { code: "constant", sentence: "It does not change in the window." };
  if (count / values.length < leastCoverage)
    return {
      code: "sparse",
      sentence: `It has a value in ${sayPercent(count / values.length)} of the steps only: choose a longer step.`,
    };
  return undefined;
}

/** Returns the guard of a series that is too still for its movement to mean something. */
export function guardMovement({ changingShare }: PreparedSeries): Guard | undefined {
  if (changingShare >= leastChangingShare) return undefined;
  return {
    code: "rarely-changes",
    sentence: `It changes in ${sayPercent(changingShare)} of the steps only: just its level is compared.`,
  };
}

/**
 * Returns the guard of a candidate that is the target under another name or in another unit
 * (x and x/60): their differences lie on one line (Pearson's r of 0.999) at the given lag.
 */
export function guardSameMeasure(
  target: PreparedSeries,
  candidate: PreparedSeries,
  lagSteps: number,
): Guard | undefined {
  const isVaried = [target, candidate].every(
    ({ distinct, changingShare }) =>
      distinct >= leastDistinct && changingShare >= leastChangingShare,
  );
  if (!isVaried) return undefined;
  const pairs: [number, number][] = [];
  for (let index = 1; index < target.values.length; index++) {
    const x = (target.values[index] ?? 0) - (target.values[index - 1] ?? 0);
    const at = index + lagSteps;
    const y = (candidate.values[at] ?? Number.NaN) - (candidate.values[at - 1] ?? Number.NaN);
    if (!Number.isNaN(x) && !Number.isNaN(y)) pairs.push([x, y]);
  }
  const correlation = pearson(pairs);
  if (pairs.length < leastPairs || Math.abs(correlation) < sameMeasure) return undefined;
  return {
    code: "same-measure",
    sentence: `It is the same measure in another unit or under another name (r = ${sayNumber(correlation)}), so it explains nothing.`,
  };
}

function pearson(pairs: readonly (readonly [number, number])[]): number {
  const count = Math.max(1, pairs.length);
  const meanX = pairs.reduce((sum, [x]) => sum + x, 0) / count;
  const meanY = pairs.reduce((sum, [, y]) => sum + y, 0) / count;
  let xx = 0;
  let yy = 0;
  let xy = 0;
  for (const [x, y] of pairs) {
    xx += (x - meanX) ** 2;
    yy += (y - meanY) ** 2;
    xy += (x - meanX) * (y - meanY);
  }
  return xx > 0 && yy > 0 ? xy / Math.sqrt(xx) / Math.sqrt(yy) : 0;
}
