/** A number with the weight that it counts for. */
export interface Weighted {
  readonly value: number;
  readonly weight: number;
}

/** Sum of what `pick` takes from each item. */
export function sumOf<T>(items: readonly T[], pick: (item: T) => number): number {
  return items.reduce((total, item) => total + pick(item), 0);
}

/**
 * The smallest value that at least the share `q` of the weight does not exceed; undefined where
 * there is no weight.
 */
export function findQuantile(items: readonly Weighted[], q: number): number | undefined {
  const total = sumOf(items, ({ weight }) => weight);
  if (!(total > 0)) return undefined;
  let seen = 0;
  const sorted = items.toSorted((left, right) => left.value - right.value);
  for (const { value, weight } of sorted) {
    seen += weight;
    if (seen >= q * total * (1 - 1e-12)) return value;
  }
  return sorted.at(-1)?.value;
}

/** Weighted mean; undefined where there is no weight. */
export function findMean(items: readonly Weighted[]): number | undefined {
  const total = sumOf(items, ({ weight }) => weight);
  return total > 0 ? sumOf(items, ({ value, weight }) => value * weight) / total : undefined;
}

/**
 * Pearson's correlation from −1 to 1. Undefined for fewer than `least` pairs or where one side
 * does not vary.
 */
export function correlate(
  pairs: readonly (readonly [number, number])[],
  least: number,
): number | undefined {
  if (pairs.length < least) return undefined;
  const left = sumOf(pairs, ([value]) => value) / pairs.length;
  const right = sumOf(pairs, ([, value]) => value) / pairs.length;
  const product = sumOf(pairs, ([one, other]) => (one - left) * (other - right));
  const squares =
    sumOf(pairs, ([one]) => (one - left) ** 2) * sumOf(pairs, ([, other]) => (other - right) ** 2);
  return squares > 0 ? Math.max(-1, Math.min(1, product / Math.sqrt(squares))) : undefined;
}

/** Time that a set of intervals covers, and the part of it that only one of them covers. */
export function measureCover(
  intervals: readonly { readonly startMs: number; readonly endMs: number }[],
): { readonly coveredMs: number; readonly singleMs: number } {
  const edges = intervals
    .flatMap(({ startMs, endMs }) => [
      { atMs: startMs, change: 1 },
      { atMs: endMs, change: -1 },
    ])
    .toSorted((one, other) => one.atMs - other.atMs || one.change - other.change);
  let [open, beforeMs, coveredMs, singleMs] = [0, 0, 0, 0];
  for (const { atMs, change } of edges) {
    if (open > 0) coveredMs += atMs - beforeMs;
    if (open === 1) singleMs += atMs - beforeMs;
    open += change;
    beforeMs = atMs;
  }
  return { coveredMs, singleMs };
}

/** The object without the keys whose value is undefined. */
export function dropAbsent<T extends object>(
  parts: T,
): { [K in keyof T]: Exclude<T[K], undefined> } {
  const entries = Object.entries(parts).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [K in keyof T]: Exclude<T[K], undefined> };
}
