/**
 * Distribution function of the standard normal distribution, with an absolute error below 1e-7.
 *
 * Source: M. Abramowitz and I. A. Stegun, Handbook of Mathematical Functions, formula 7.1.26.
 */
export function computeNormalCdf(z: number): number {
  const x = Math.abs(z) / Math.SQRT2;
  const t = 1 / (1 + 0.3275911 * x);
  const coefficients = [1.061405429, -1.453152027, 1.421413741, -0.284496736, 0.254829592];
  const polynomial = coefficients.reduce((value, coefficient) => value * t + coefficient, 0) * t;
  const tail = (polynomial * Math.exp(-x * x)) / 2;
  return z >= 0 ? 1 - tail : tail;
}

/**
 * Quantile of the standard normal distribution by bisection, to about 1e-6. −Infinity for 0 and
 * Infinity for 1; NaN outside.
 */
export function findNormalQuantile(probability: number): number {
  if (!(probability >= 0 && probability <= 1)) return Number.NaN;
  if (probability === 0) return -Infinity;
  if (probability === 1) return Infinity;
  let [low, high] = [-9, 9];
  while (high - low > 1e-9) {
    const middle = (low + high) / 2;
    if (computeNormalCdf(middle) < probability) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
