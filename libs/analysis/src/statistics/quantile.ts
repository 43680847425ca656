/** Share of a normal distribution's standard deviation in its median absolute deviation. */
const normalMad = 0.674_489_750_196_081_7;

/** Returns a copy with the finite values only, ascending. */
export function sortFinite(values: Iterable<number>): Float64Array {
  return Float64Array.from([...values].filter(Number.isFinite)).sort();
}

/**
 * Returns the quantile at `share` (0 to 1) of ascending values, linear between neighbours
 * (Hyndman and Fan 1996, type 7); NaN of nothing.
 */
export function quantileOf(ascending: ArrayLike<number>, share: number): number {
  if (ascending.length === 0) return Number.NaN;
  const position = Math.max(0, Math.min(1, share)) * (ascending.length - 1);
  const floor = Math.floor(position);
  const low = ascending[floor] ?? Number.NaN;
  return low + ((ascending[floor + 1] ?? low) - low) * (position - floor);
}

/** Returns the median of the finite values, NaN of nothing. */
export function medianOf(values: Iterable<number>): number {
  return quantileOf(sortFinite(values), 0.5);
}

/**
 * Returns the spread of the finite values around `centre` in units of a standard deviation:
 * median absolute deviation / 0.6745 (Hampel 1974), or, where more than half of the values are
 * equal, the mean absolute deviation · √(π/2), so that a mostly still series has a spread too.
 */
export function spreadOf(values: Iterable<number>, centre = medianOf(values)): number {
  const distances = sortFinite(Array.from(values, (value) => Math.abs(value - centre)));
  if (distances.length === 0) return Number.NaN;
  const mad = quantileOf(distances, 0.5) / normalMad;
  return mad > 0 ? mad : meanOf(distances) * Math.sqrt(Math.PI / 2);
}

/** Returns the mean of the finite values, NaN of nothing. */
export function meanOf(values: Iterable<number>): number {
  let sum = 0;
  let count = 0;
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    sum += value;
    count++;
  }
  return count === 0 ? Number.NaN : sum / count;
}
