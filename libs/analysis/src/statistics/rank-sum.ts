import { normalLimit95, pValueOfNormal } from "./distributions.ts";
import { quantileOf } from "./quantile.ts";
import { rankValues } from "./ranks.ts";

/** What a test of two groups found. */
export interface GroupDifference {
  /** Chance that two groups without difference look this different, two-sided. */
  readonly pValue: number;
  /** Cliff's delta, −1 to 1: share of pairs in which the second is higher less the opposite. */
  readonly delta: number;
}

/**
 * Returns the Mann–Whitney test of `second` against `first` (Mann and Whitney 1947; normal
 * approximation with tie correction, Lehmann 1975; delta by Cliff 1993). `inflation` ≥ 1 widens the
 * variance for values that resemble their neighbours.
 */
export function compareGroups(
  first: readonly number[],
  second: readonly number[],
  inflation = 1,
): GroupDifference {
  const n = first.length;
  const m = second.length;
  if (n === 0 || m === 0) return { pValue: 1, delta: 0 };
  const { ranks, ties } = rankValues([...first, ...second]);
  let rankSum = 0;
  for (let index = n; index < n + m; index++) rankSum += ranks[index] ?? 0;
  const delta = (2 * (rankSum - (m * (m + 1)) / 2)) / (n * m) - 1;
  const total = n + m;
  const variance = ((n * m) / 12) * (total + 1 - ties / (total * (total - 1))) * inflation;
  const z = variance > 0 ? (delta * n * m) / 2 / Math.sqrt(variance) : 0;
  return { pValue: pValueOfNormal(z), delta };
}

/** Most values of a group whose pairs are formed: beyond, every k-th of the sorted is taken. */
const mostPaired = 300;

/** A value with the limits it lies between with 95 % confidence. */
export interface Interval {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/**
 * Returns how much higher `second` is: the median of all differences between the groups with a
 * 95 % interval from the rank-sum distribution (Hodges and Lehmann 1963; interval: Moses 1965).
 */
export function estimateDifference(
  first: readonly number[],
  second: readonly number[],
  inflation = 1,
): Interval {
  const before = thin(first);
  const after = thin(second);
  const differences = new Float64Array(before.length * after.length);
  let place = 0;
  for (const low of before) for (const high of after) differences[place++] = high - low;
  differences.sort();
  const n = first.length;
  const m = second.length;
  // The share of pairs below the interval: 1/2 − z·√Var(U)/(n·m).
  const reach = normalLimit95 * Math.sqrt((inflation * (n + m + 1)) / (12 * n * m));
  return {
    value: quantileOf(differences, 0.5),
    low: quantileOf(differences, 0.5 - reach),
    high: quantileOf(differences, 0.5 + reach),
  };
}

/**
 * Returns the centre of paired differences: the median of all means of two (Walsh averages) with
 * a 95 % interval and the p-value of “no difference” by the signed-rank distribution (Wilcoxon
 * 1945; Hodges and Lehmann 1963; interval: Tukey 1949).
 */
export function estimateCentre(
  differences: readonly number[],
  inflation = 1,
): Interval & { readonly pValue: number } {
  const values = thin(differences);
  const averages = new Float64Array((values.length * (values.length + 1)) / 2);
  let place = 0;
  values.forEach((a, index) => {
    for (const b of values.slice(index)) averages[place++] = (a + b) / 2;
  });
  averages.sort();
  const count = differences.length;
  const pairs = (count * (count + 1)) / 2;
  const deviation = Math.sqrt((inflation * count * (count + 1) * (2 * count + 1)) / 24) / pairs;
  const reach = normalLimit95 * deviation;
  const positive = averages.reduce((sum, a) => sum + (a > 0 ? 1 : a === 0 ? 0.5 : 0), 0);
  const z = averages.length === 0 ? 0 : (positive / averages.length - 0.5) / deviation;
  return {
    value: quantileOf(averages, 0.5),
    low: quantileOf(averages, 0.5 - reach),
    high: quantileOf(averages, 0.5 + reach),
    pValue: pValueOfNormal(z),
  };
}

function thin(values: readonly number[]): number[] {
  const ascending = values.toSorted((a, b) => a - b);
  if (ascending.length <= mostPaired) return ascending;
  return Array.from({ length: mostPaired }, (_, index) =>
    quantileOf(ascending, (index + 0.5) / mostPaired),
  );
}
