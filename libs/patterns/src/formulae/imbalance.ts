function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** Mean of loads that make sense as loads: at least one, none negative, not all zero. */
function meanOfLoads(loads: readonly number[]): number | undefined {
  if (loads.length === 0 || loads.some((load) => !(load >= 0) || load === Infinity))
    return undefined;
  const mean = sum(loads) / loads.length;
  return mean > 0 ? mean : undefined;
}

/**
 * F4: population standard deviation divided by the mean; 0 is even. Undefined for no loads, a
 * negative one, or only zeros.
 */
export function computeCoefficientOfVariation(loads: readonly number[]): number | undefined {
  const mean = meanOfLoads(loads);
  if (mean === undefined) return undefined;
  const variance = sum(loads.map((load) => (load - mean) ** 2)) / loads.length;
  return Math.sqrt(variance) / mean;
}

/** F4: the largest load divided by the mean, at least 1. Undefined as for the variation. */
export function computePeakRatio(loads: readonly number[]): number | undefined {
  const mean = meanOfLoads(loads);
  return mean === undefined ? undefined : Math.max(...loads) / mean;
}

/**
 * F4: Gini coefficient from 0 (even) to (n−1)/n (one instance has everything). Undefined as for
 * the variation.
 */
export function computeGini(loads: readonly number[]): number | undefined {
  const mean = meanOfLoads(loads);
  if (mean === undefined) return undefined;
  const count = loads.length;
  const weighted = loads
    .toSorted((left, right) => left - right)
    .reduce((total, load, index) => total + (index + 1) * load, 0);
  return Math.max(0, (2 * weighted) / (count * mean * count) - (count + 1) / count);
}

/** Imbalance of loads; `gini` is left out for three instances or fewer, where it is too coarse. */
export interface Imbalance {
  readonly coefficientOfVariation: number;
  readonly peakRatio: number;
  readonly gini?: number;
}

/** F4: every measure of imbalance that suits the number of instances. Undefined as for one. */
export function measureImbalance(loads: readonly number[]): Imbalance | undefined {
  const coefficientOfVariation = computeCoefficientOfVariation(loads);
  const peakRatio = computePeakRatio(loads);
  const gini = computeGini(loads);
  if (coefficientOfVariation === undefined || peakRatio === undefined) return undefined;
  if (gini === undefined || loads.length <= 3) return { coefficientOfVariation, peakRatio };
  return { coefficientOfVariation, peakRatio, gini };
}

/**
 * F17: share of the hottest shard times the number of shards, which is 1 when loads are even.
 * Undefined as for the variation. It equals the peak ratio, under the name used for shards.
 */
export function computeHotShardFactor(loads: readonly number[]): number | undefined {
  return computePeakRatio(loads);
}

const hourMs = 3_600_000;

/** Steps between neighbours without the ones that change nothing. */
function listSteps(replicas: readonly number[]): number[] {
  return replicas
    .slice(1)
    .map((count, index) => count - (replicas[index] ?? count))
    .filter((step) => step !== 0);
}

/**
 * F5: how often per hour a replica count changed its direction. `replicas` are counts in the order
 * of time over `windowMs`. Undefined where the window is not above zero.
 */
export function computeFlappingPerHour(
  replicas: readonly number[],
  windowMs: number,
): number | undefined {
  if (!(windowMs > 0)) return undefined;
  const steps = listSteps(replicas);
  const turns = steps.slice(1).filter((step, index) => step * (steps[index] ?? 0) < 0).length;
  return turns / (windowMs / hourMs);
}

/**
 * F5: sum of all steps of a replica count divided by the net step, at least 1 for the divisor.
 * 1 is a straight way, larger values are movement for nothing, 0 is no movement.
 */
export function computeThrash(replicas: readonly number[]): number {
  const steps = listSteps(replicas);
  return sum(steps.map(Math.abs)) / Math.max(1, Math.abs(sum(steps)));
}
