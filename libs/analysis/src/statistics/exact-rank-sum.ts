/** Largest product of group sizes for which the exact distribution is formed. */
export const mostExactPairs = 2000;

/**
 * Returns the exact two-sided p-value of Mann–Whitney's U for groups of `n` and `m` without ties,
 * from the generating function ∏ (1 − x^(m+i)) / (1 − x^i), i = 1…n (Mann and Whitney 1947). For
 * small groups the normal approximation is far too large in the tail. `delta` is Cliff's delta;
 * n · m must be at most 2,000.
 */
export function exactPValue(delta: number, n: number, m: number): number {
  const small = Math.min(n, m);
  const large = Math.max(n, m);
  const pairs = small * large;
  const counts = new Float64Array(pairs + 1);
  counts[0] = 1;
  for (let i = 1; i <= small; i++) {
    for (let u = pairs; u >= large + i; u--)
      counts[u] = (counts[u] ?? 0) - (counts[u - large - i] ?? 0);
    for (let u = i; u <= pairs; u++) counts[u] = (counts[u] ?? 0) + (counts[u - i] ?? 0);
  }
  const lowest = Math.floor(((1 - Math.abs(delta)) / 2) * pairs + 1e-9);
  let tail = 0;
  let total = 0;
  counts.forEach((count, u) => {
    total += count;
    if (u <= lowest) tail += count;
  });
  return Math.min(1, (2 * tail) / total);
}
