import {
  explicitIntervals,
  exponentialIntervals,
  quantileOfIntervals,
} from "./histogram-quantile.ts";
import type { Interval } from "./histogram-quantile.ts";
import type { MetricAggregation } from "./metric-selection.ts";

/** What was observed in one step of one group by points that share their bucket bounds. */
export interface DistributionStep {
  readonly slot: number;
  /** Data points that went in. */
  readonly samples: number;
  readonly observations: number;
  readonly sum: number | null;
  readonly ratePerSecond: number | null;
  /** Explicit bounds; empty for exponential buckets. */
  readonly bounds: readonly number[];
  readonly keys: readonly number[];
  readonly counts: readonly number[];
  readonly negativeKeys: readonly number[];
  readonly negativeCounts: readonly number[];
  readonly zeros: number;
  readonly zeroThreshold: number;
  readonly scale: number;
}

const quantiles: Partial<Record<MetricAggregation, number>> = {
  min: 0,
  p50: 0.5,
  p75: 0.75,
  p90: 0.9,
  p95: 0.95,
  p99: 0.99,
  max: 1,
};

/** The quantile an aggregation asks for, 0..1, or undefined; min and max are 0 and 1. */
export function quantileOf(aggregation: MetricAggregation): number | undefined {
  return quantiles[aggregation];
}

function intervalsOf(step: DistributionStep): Interval[] {
  if (step.bounds.length > 0) {
    const counts = Array.from({ length: step.bounds.length + 1 }, () => 0);
    for (const [index, key] of step.keys.entries()) counts[key] = step.counts[index] ?? 0;
    return explicitIntervals(step.bounds, counts);
  }
  const edge = step.zeroThreshold;
  const zero = step.zeros > 0 ? [{ low: -edge, high: edge, count: step.zeros }] : [];
  return [
    ...exponentialIntervals(step.scale, step.negativeKeys, step.negativeCounts, true),
    ...zero,
    ...exponentialIntervals(step.scale, step.keys, step.counts, false),
  ];
}

/**
 * One value for all parts of a step: `rate` per second, `increase` and `count` observations, `sum`
 * and `avg` of what was observed, or a quantile from the buckets. Null when it cannot be told.
 */
export function valueOfDistribution(
  parts: readonly DistributionStep[],
  aggregation: MetricAggregation,
): number | null {
  const add = (pick: (part: DistributionStep) => number | null): number =>
    parts.reduce((sum, part) => sum + (pick(part) ?? 0), 0);
  const observations = add((part) => part.observations);
  if (aggregation === "rate") return add((part) => part.ratePerSecond);
  if (aggregation === "increase" || aggregation === "count") return observations;
  if (aggregation === "sum") return add((part) => part.sum);
  if (aggregation === "avg") {
    return observations === 0 ? null : add((part) => part.sum) / observations;
  }
  const q = quantileOf(aggregation);
  return q === undefined ? null : quantileOfIntervals(parts.flatMap(intervalsOf), q);
}
