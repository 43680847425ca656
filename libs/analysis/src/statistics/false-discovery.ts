/**
 * Returns p-values adjusted so that reporting those up to q keeps the expected share of false
 * reports at q (Benjamini and Hochberg 1995, step-up), in the order given. `tests` counts tests
 * made, at least the number of p-values.
 */
export function adjustPValues(pValues: readonly number[], tests = pValues.length): number[] {
  const total = Math.max(tests, pValues.length);
  const order = pValues.map((_, index) => index);
  order.sort((a, b) => (pValues[b] ?? 1) - (pValues[a] ?? 1));
  const adjusted = pValues.map(() => 1);
  let least = 1;
  order.forEach((index, place) => {
    const rank = pValues.length - place;
    // The quotient first: rounding must not bring a value below the one adjusted.
    least = Math.min(least, (pValues[index] ?? 1) * (total / rank));
    adjusted[index] = least;
  });
  return adjusted;
}

/** Returns the chance that the best of `tries` tests is as good as `pValue` (Šidák 1967). */
export function pValueOfBest(pValue: number, tries: number): number {
  // log1p and expm1 keep the digits of small chances.
  return pValue >= 1 ? 1 : -Math.expm1(tries * Math.log1p(-pValue));
}
