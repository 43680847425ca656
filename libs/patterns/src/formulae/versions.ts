import { computeNormalCdf, findNormalQuantile } from "./normal.ts";

/** Requests and errors of one side of a comparison. */
export interface ErrorCount {
  readonly requests: number;
  readonly errors: number;
}

/**
 * Outcome of a comparison of error ratios. `insufficient` means too little data for any verdict.
 * `difference` is the candidate's ratio less the baseline's; `pValue` is two-sided.
 */
export interface ErrorComparison {
  readonly verdict: "worse" | "better" | "same" | "insufficient";
  readonly difference: number;
  readonly zScore: number;
  readonly pValue: number;
}

/** Fewest requests and errors over both sides before a verdict (own proposal). */
export const minimumComparison = { requests: 500, errors: 10 } as const;

/**
 * F18: two-proportion z-test of a candidate version against a baseline, pooled under equality, at a
 * two-sided significance of `significance`. No verdict below 500 requests and 10 errors over both
 * sides, or with a side that had no request; values other than the verdict are then 0 and 1.
 */
export function compareErrorRatios(
  baseline: ErrorCount,
  candidate: ErrorCount,
  significance = 0.01,
): ErrorComparison {
  const requests = baseline.requests + candidate.requests;
  const errors = baseline.errors + candidate.errors;
  const isEnough =
    requests >= minimumComparison.requests &&
    errors >= minimumComparison.errors &&
    baseline.requests > 0 &&
    candidate.requests > 0;
  if (!isEnough) return { verdict: "insufficient", difference: 0, zScore: 0, pValue: 1 };
  const difference = candidate.errors / candidate.requests - baseline.errors / baseline.requests;
  const pooled = errors / requests;
  const variance = pooled * (1 - pooled) * (1 / baseline.requests + 1 / candidate.requests);
  const zScore = variance > 0 ? difference / Math.sqrt(variance) : 0;
  const pValue = 2 * computeNormalCdf(-Math.abs(zScore));
  const isDifferent = pValue < significance;
  const verdict = isDifferent ? (difference > 0 ? "worse" : "better") : "same";
  return { verdict, difference, zScore, pValue };
}

/**
 * F18: requests needed on each side to see the error ratio rise from `ratio` by `difference`, by
 * the two-proportion power formula. Undefined where a ratio leaves 0–1 or the difference is 0.
 */
export function computeSampleSize(
  ratio: number,
  difference: number,
  significance = 0.01,
  power = 0.8,
): number | undefined {
  const other = ratio + difference;
  const isRatio = (value: number) => value >= 0 && value <= 1;
  if (!isRatio(ratio) || !isRatio(other) || difference === 0) return undefined;
  if (!(significance > 0 && significance < 1) || !(power > 0 && power < 1)) return undefined;
  const mean = (ratio + other) / 2;
  const underEquality = findNormalQuantile(1 - significance / 2) * Math.sqrt(2 * mean * (1 - mean));
  const underDifference =
    findNormalQuantile(power) * Math.sqrt(ratio * (1 - ratio) + other * (1 - other));
  return Math.ceil(((underEquality + underDifference) / difference) ** 2);
}
