import type { Indicator, IndicatorScale } from "../catalogue/types.ts";

/** Fewer values of the past say nothing about what is usual: a day of hourly ones. */
export const leastHistory = 24;

/** Indicators that are worse when lower, among those that have no scale for every service. */
const worseWhenLower = new Set(["hit-ratio", "retry-success", "half-open-success"]);
/** Indicators whose value is neither good nor bad in any direction. */
const neutral = new Set([
  "idle-share",
  "sequential-share",
  "old-kept",
  "double-time",
  "steps",
  "exposure",
  "sample-errors",
  "decision-time",
  "time-at-bounds",
]);

/** Ends of scales that follow from what an indicator means, where the catalogue leaves them open. */
export const meantScales: Readonly<Record<string, IndicatorScale>> = {
  // The canary's error ratio as a multiple of that of the rest.
  "version-verdict": { good: 1, bad: 3 },
};

function findMedian(values: readonly number[]): number {
  const sorted = values.toSorted((left, right) => left - right);
  const middle = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(middle)] ?? 0) + (sorted[Math.ceil(middle)] ?? 0)) / 2;
}

/**
 * A scale for an indicator without one, from its own history: good is within one robust standard
 * deviation of the median, bad is six of them away, or half of the median where that is more
 * (twice the median where higher is worse). Undefined with fewer than 24 values, for indicators
 * that have a scale, and for those that are neither good nor bad.
 */
export function scaleFromHistory(
  { id, scale }: Indicator,
  history: readonly number[] = [],
): IndicatorScale | undefined {
  if (scale !== undefined || neutral.has(id)) return undefined;
  const values = history.filter((value) => Number.isFinite(value));
  if (values.length < leastHistory) return undefined;
  const median = findMedian(values);
  const deviation = 1.4826 * findMedian(values.map((value) => Math.abs(value - median)));
  const lower = worseWhenLower.has(id);
  const reach = Math.max(6 * deviation, Math.abs(median) * (lower ? 0.5 : 1));
  if (reach === 0) return undefined;
  const sign = lower ? -1 : 1;
  return { good: median + sign * Math.min(deviation, reach / 6), bad: median + sign * reach };
}
