/** Returns the median, 0 of nothing. */
export function medianOf(values: readonly number[]): number {
  return quantileOf(
    values.toSorted((a, b) => a - b),
    0.5,
  );
}

/** Returns the quantile at `share` (0 to 1) of ascending values, between neighbours linearly. */
export function quantileOf(ascending: ArrayLike<number>, share: number): number {
  if (ascending.length === 0) return 0;
  const position = Math.max(0, Math.min(1, share)) * (ascending.length - 1);
  const floor = Math.floor(position);
  const low = ascending[floor] ?? 0;
  return low + ((ascending[floor + 1] ?? low) - low) * (position - floor);
}

/** Returns the value at which half of the weight is reached, values in any order. */
export function weightedMedianOf(values: readonly number[], weights: readonly number[]): number {
  const order = values.map((_, index) => index).sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0));
  const half = weights.reduce((sum, weight) => sum + weight, 0) / 2;
  let reached = 0;
  for (const index of order) {
    reached += weights[index] ?? 0;
    if (reached >= half) return values[index] ?? 0;
  }
  return values[order.at(-1) ?? 0] ?? 0;
}
