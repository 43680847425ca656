/** Largest autocorrelation believed: at 1 nothing could be said of a mean. */
const mostAutocorrelation = 0.95;

/**
 * Returns how many times more values are needed for the same certainty because neighbours
 * resemble each other: (1 + ρ)/(1 − ρ) for first-order autoregressive noise (Bayley and Hammersley
 * 1946), 1 or more. `residuals` are in order, around their mean, NaN where missing; ρ is corrected
 * by (1 + 4ρ)/n (Kendall 1954) and by `fitted` times that where more was fitted than a mean.
 */
export function inflationOf(residuals: ArrayLike<number>, fitted = 1): number {
  let power = 0;
  let neighbours = 0;
  let count = 0;
  let previous = Number.NaN;
  for (let index = 0; index < residuals.length; index++) {
    const value = residuals[index] ?? Number.NaN;
    if (Number.isFinite(value)) {
      power += value * value;
      count++;
      if (Number.isFinite(previous)) neighbours += value * previous;
    }
    previous = value;
  }
  if (count < 3 || power <= 0) return 1;
  const raw = neighbours / power;
  const unbiased = raw + (fitted * (1 + 4 * raw)) / count;
  const correlation = Math.max(0, Math.min(mostAutocorrelation, unbiased));
  return (1 + correlation) / (1 - correlation);
}

/**
 * Returns the autocorrelations at lags 1 to `lags` of values around zero (0 where missing), over
 * all `count` of them.
 */
export function autocorrelationsOf(centred: Float64Array, lags: number): Float64Array {
  const result = new Float64Array(lags);
  let power = 0;
  for (const value of centred) power += value * value;
  if (power <= 0) return result;
  for (let lag = 1; lag <= lags; lag++) {
    let sum = 0;
    for (let index = lag; index < centred.length; index++)
      sum += (centred[index] ?? 0) * (centred[index - lag] ?? 0);
    result[lag - 1] = sum / power;
  }
  return result;
}

/**
 * Returns the number of independent pairs worth of `count` pairs of two autocorrelated series,
 * for a test of their correlation: 1/n* = 1/n + 2/n Σ (n − k)/n · ρx(k) ρy(k) (Bartlett 1946;
 * Pyper and Peterman 1998), between 3 and n.
 */
export function effectivePairs(count: number, first: Float64Array, second: Float64Array): number {
  let inverse = 1 / count;
  const lags = Math.min(first.length, second.length);
  for (let lag = 1; lag <= lags && lag < count; lag++)
    inverse +=
      (2 / count) * ((count - lag) / count) * (first[lag - 1] ?? 0) * (second[lag - 1] ?? 0);
  return inverse > 0 ? Math.max(3, Math.min(count, 1 / inverse)) : count;
}
