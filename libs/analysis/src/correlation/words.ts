import { sayChance, sayDuration, sayNumber } from "../words.ts";
import type { Correlation, CorrelationKind, Guard } from "./types.ts";

/** Returns a lag in words: “40 s before”, “at the same time”, “2 min after”. */
export function sayLag(lagMs: number): string {
  if (lagMs === 0) return "at the same time";
  return `${sayDuration(lagMs)} ${lagMs < 0 ? "before" : "after"}`;
}

/** Returns the guard of a finding that is too small or too likely chance, undefined if neither. */
export function refusalOf(
  score: number,
  leastScore: number,
  pValue: number,
  rate: number,
): Guard | undefined {
  if (!(pValue <= rate))
    return {
      code: "not-significant",
      sentence: `This much agreement is expected by chance among so many series (adjusted p = ${sayNumber(pValue)}).`,
    };
  if (score < leastScore)
    return {
      code: "weak",
      sentence: `The agreement is sure but small (${sayNumber(score)} of 1).`,
    };
  return undefined;
}

/** Returns the sentence of a result. */
export function describeCorrelation(
  targetId: string,
  result: Pick<
    Correlation,
    "id" | "kind" | "score" | "lagMs" | "sign" | "pValueAdjusted" | "guards"
  >,
  tests: number,
): string {
  const { id, kind, score, lagMs, sign, pValueAdjusted, guards } = result;
  const chance = `by chance ${sayChance(pValueAdjusted)}, ${sayNumber(tests)} series compared`;
  const way = sign < 0 ? "the opposite way" : "the same way";
  switch (kind) {
    case "moves-together":
      return `${id} moves ${way} as ${targetId}, ${sayLag(lagMs)} (rank correlation ${sayNumber(sign * score)}; ${chance}).`;
    case "level-shift":
      return `${id} changes its level ${way} as ${targetId}, ${sayLag(lagMs)} (agreement ${sayNumber(score)} of 1; ${chance}).`;
    case "same-measure":
    case "none":
      return `${id}: ${guards.map(({ sentence }) => sentence).join(" ") || "nothing to compare in the window."}`;
  }
}

/** Returns how a score of a kind is made. */
export function formulaOf(kind: CorrelationKind): string {
  switch (kind) {
    case "moves-together":
      return "Spearman's rank correlation (1904) of differences over 1, 4 or 12 steps, given time (Kendall 1942), season taken off, at the best lag; Student's t with Bartlett's effective count (1946), Šidák (1967) for lags and scales, Benjamini–Hochberg (1995) for candidates";
    case "level-shift":
      return "Cliff's delta (1993) of values inside against outside of the target's episode, season taken off, at the best lag; Mann–Whitney test (1947), counts divided by (1 + ρ)/(1 − ρ), Šidák (1967) for lags, Benjamini–Hochberg (1995) for candidates";
    case "same-measure":
      return "Pearson's correlation of raw differences ≥ 0.999";
    case "none":
      return "none";
  }
}
