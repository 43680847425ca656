/** Comparison of an observed value with a limit. */
export const comparisons = ["gt", "gte", "lt", "lte", "eq", "neq"] as const;
export type Comparison = (typeof comparisons)[number];

/**
 * A limit with an optional second one for recovery (hysteresis). With `recovery` set, a firing
 * alert recovers only when the comparison with `recovery` no longer holds.
 */
export interface Threshold {
  readonly comparison: Comparison;
  readonly threshold: number;
  readonly recovery?: number | undefined;
}

/** Outcome of one evaluation. `hold`: between the two limits, so the state stays as it is. */
export type Verdict = "true" | "false" | "hold" | "unknown";

/** Whether `value` stands in the relation to `limit`. NaN stands in no relation but `neq`. */
export function compares(value: number, comparison: Comparison, limit: number): boolean {
  switch (comparison) {
    case "gt":
      return value > limit;
    case "gte":
      return value >= limit;
    case "lt":
      return value < limit;
    case "lte":
      return value <= limit;
    case "eq":
      return value === limit;
    case "neq":
      return value !== limit;
  }
}

/**
 * Judges one value. Returns `true` when the limit is breached, `false` when it is not (and the
 * recovery limit, where set, is not either), `hold` in between, `unknown` for NaN.
 */
export function judgeThreshold(value: number, rule: Threshold): Verdict {
  if (Number.isNaN(value)) return "unknown";
  if (compares(value, rule.comparison, rule.threshold)) return "true";
  if (rule.recovery !== undefined && compares(value, rule.comparison, rule.recovery)) return "hold";
  return "false";
}

/**
 * Says why a recovery limit can't work, or nothing where it can: it must lie on the quiet side
 * of the threshold, and equality has no quiet side.
 */
export function explainBadRecovery(rule: Threshold): string | undefined {
  if (rule.recovery === undefined) return undefined;
  switch (rule.comparison) {
    case "gt":
    case "gte":
      return rule.recovery <= rule.threshold
        ? undefined
        : "For an upper limit, set the recovery threshold at or below the threshold.";
    case "lt":
    case "lte":
      return rule.recovery >= rule.threshold
        ? undefined
        : "For a lower limit, set the recovery threshold at or above the threshold.";
    case "eq":
    case "neq":
      return "Remove the recovery threshold: equality has no band in between.";
  }
}
