/** Cumulative distribution of the standard normal; Abramowitz and Stegun 26.2.17, error below 7.5e-8. */
export function normalCdf(value: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(value));
  const tail =
    Math.exp((-value * value) / 2) *
    0.3989422804014327 *
    t *
    (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return value >= 0 ? 1 - tail : tail;
}

/**
 * Splits `count` log-normal values over histogram buckets: `bounds.length + 1` whole numbers that add up to `count`.
 * `random` decides what the fractions round to.
 */
export function splitOverBuckets(
  count: number,
  median: number,
  sigma: number,
  bounds: readonly number[],
  random: () => number,
): number[] {
  const buckets: number[] = [];
  let left = count;
  let below = 0;
  for (const bound of bounds) {
    const cdf = normalCdf(Math.log(bound / median) / sigma);
    const share = below >= 1 ? 0 : (cdf - below) / (1 - below);
    // The approximated distribution may fall by a hair between two bounds far out, hence the lower limit.
    const whole = Math.min(left, Math.max(0, Math.floor(left * share + random())));
    buckets.push(whole);
    left -= whole;
    below = cdf;
  }
  buckets.push(left);
  return buckets;
}

/** Mean of a log-normal distribution: median · exp(sigma² / 2). */
export function logNormalMean(median: number, sigma: number): number {
  return median * Math.exp((sigma * sigma) / 2);
}
