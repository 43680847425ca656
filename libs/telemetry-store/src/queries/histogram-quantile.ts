/** `count` observations spread evenly over (low, high]; a point mass where both are equal. */
export interface Interval {
  readonly low: number;
  readonly high: number;
  readonly count: number;
}

/**
 * Intervals of an OTLP explicit-bucket histogram: `counts[i]` lies in (bounds[i-1], bounds[i]].
 * The first bucket starts at 0 when its bound is positive; the open ends are points at their
 * bound, as nothing is known beyond (the convention of Prometheus' histogram_quantile).
 */
export function explicitIntervals(
  bounds: readonly number[],
  counts: readonly number[],
): Interval[] {
  return counts.flatMap((count, index) => {
    const upper = bounds[index];
    const lower = bounds[index - 1];
    const high = upper ?? lower;
    if (count <= 0 || high === undefined) return [];
    const low = upper === undefined ? high : (lower ?? Math.min(0, high));
    return [{ low: lower === undefined && high <= 0 ? high : low, high, count }];
  });
}

/**
 * Intervals of OTLP exponential buckets at a scale: key k lies in (base^k, base^(k+1)] with
 * base = 2^(2^-scale); negative keys are mirrored.
 */
export function exponentialIntervals(
  scale: number,
  keys: readonly number[],
  counts: readonly number[],
  negative: boolean,
): Interval[] {
  return keys.flatMap((key, index) => {
    const count = counts[index] ?? 0;
    if (count <= 0) return [];
    const low = 2 ** (key * 2 ** -scale);
    const high = 2 ** ((key + 1) * 2 ** -scale);
    return [negative ? { low: -high, high: -low, count } : { low, high, count }];
  });
}

function countBelow(intervals: readonly Interval[], value: number): number {
  let below = 0;
  for (const { low, high, count } of intervals) {
    if (high <= value) below += count;
    else if (low < value) below += (count * (value - low)) / (high - low);
  }
  return below;
}

/**
 * The `q` quantile (0..1) of overlapping intervals by linear interpolation of their summed
 * distribution function; null when there are no observations.
 */
export function quantileOfIntervals(intervals: readonly Interval[], q: number): number | null {
  const total = intervals.reduce((sum, interval) => sum + interval.count, 0);
  if (total <= 0) return null;
  const wanted = q * total;
  const edges = [...new Set(intervals.flatMap(({ low, high }) => [low, high]))].sort(
    (a, b) => a - b,
  );
  let left = 0;
  let right = edges.length - 1;
  while (left < right) {
    const middle = (left + right) >> 1;
    if (countBelow(intervals, edges[middle] ?? 0) >= wanted) right = middle;
    else left = middle + 1;
  }
  const high = edges[left] ?? 0;
  const low = edges[left - 1];
  if (low === undefined) return high;
  const belowLow = countBelow(intervals, low);
  // A point mass at `high` makes the function jump there; only the slope before it interpolates.
  const slope =
    countBelow(
      intervals.filter((interval) => interval.low !== interval.high),
      high,
    ) -
    countBelow(
      intervals.filter((interval) => interval.low !== interval.high),
      low,
    );
  if (slope <= 0) return high;
  return Math.min(high, low + ((wanted - belowLow) / slope) * (high - low));
}
