/**
 * A histogram with explicit bounds: `bounds` ascend, and bucket i counts values in
 * (bounds[i−1], bounds[i]]; there is one count more than bounds.
 */
export interface BucketHistogram {
  readonly bounds: readonly number[];
  readonly counts: readonly number[];
}

function countAll({ counts }: BucketHistogram): number {
  return counts.reduce((total, count) => total + count, 0);
}

/** Share of values at or below each bound. */
function accumulate(histogram: BucketHistogram): Map<number, number> {
  const total = countAll(histogram);
  const shares = new Map<number, number>();
  let below = 0;
  for (const [index, bound] of histogram.bounds.entries()) {
    below += histogram.counts[index] ?? 0;
    shares.set(bound, below / total);
  }
  return shares;
}

/**
 * F18: Kolmogorov-Smirnov distance from 0 to 1 of two histograms on buckets merged to the bounds
 * that both have. Undefined where one is empty or no bound is common.
 */
export function computeHistogramDistance(
  left: BucketHistogram,
  right: BucketHistogram,
): number | undefined {
  if (!(countAll(left) > 0) || !(countAll(right) > 0)) return undefined;
  const rightShares = accumulate(right);
  let distance: number | undefined;
  for (const [bound, share] of accumulate(left)) {
    const other = rightShares.get(bound);
    if (other !== undefined) distance = Math.max(distance ?? 0, Math.abs(share - other));
  }
  return distance;
}

/**
 * Distance that two samples of these sizes exceed by chance with a probability of `significance`,
 * √(−ln(α/2)/2 · (n+m)/(n·m)). Undefined for an empty sample or a probability outside (0, 1).
 */
export function computeCriticalDistance(
  leftCount: number,
  rightCount: number,
  significance = 0.01,
): number | undefined {
  if (!(leftCount > 0) || !(rightCount > 0)) return undefined;
  if (!(significance > 0 && significance < 1)) return undefined;
  const spread = (leftCount + rightCount) / (leftCount * rightCount);
  return Math.sqrt((-Math.log(significance / 2) / 2) * spread);
}

/**
 * Quantile of a histogram, linear inside its bucket from 0 or the bound below. The open last
 * bucket gives its lower bound. Undefined for an empty histogram or a quantile outside 0–1.
 */
export function findHistogramQuantile(
  histogram: BucketHistogram,
  quantile: number,
): number | undefined {
  const { bounds, counts } = histogram;
  const total = countAll(histogram);
  if (!(total > 0) || !(quantile >= 0 && quantile <= 1) || bounds.length === 0) return undefined;
  const rank = quantile * total;
  let below = 0;
  for (const [index, high] of bounds.entries()) {
    const count = counts[index] ?? 0;
    if (count > 0 && below + count >= rank) {
      const low = bounds[index - 1] ?? Math.min(0, high);
      return low + ((high - low) * (rank - below)) / count;
    }
    below += count;
  }
  return bounds.at(-1);
}

/** F18: quantile of the candidate divided by that of the baseline. Undefined without a baseline. */
export function computeQuantileRatio(
  baseline: BucketHistogram,
  candidate: BucketHistogram,
  quantile: number,
): number | undefined {
  const before = findHistogramQuantile(baseline, quantile);
  const after = findHistogramQuantile(candidate, quantile);
  if (before === undefined || after === undefined || !(before > 0)) return undefined;
  return after / before;
}
