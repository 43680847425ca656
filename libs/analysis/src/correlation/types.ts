import type { Explained, NamedSeries } from "../explained.ts";

/** What may be chosen for a ranking of series. */
export interface CorrelationOptions {
  /** The window that is compared, Unix ms. Points before it only teach the season. */
  readonly fromMs: number;
  readonly toMs: number;
  /** Distance of the points, ms; enlarged so that the window has at most 1,000 steps. */
  readonly stepMs: number;
  /** Furthest a candidate may be before or after, in steps, 0 to 60. Default 10. */
  readonly mostLagSteps?: number | undefined;
  /** Expected share of chance findings among those reported. Default 0.05. */
  readonly falseDiscoveryRate?: number | undefined;
  /** Most results. Default 50. */
  readonly mostResults?: number | undefined;
  /**
   * Ids of candidates that measure something else by their nature, as another service does: they
   * are findings and no copies, however alike.
   */
  readonly otherThings?: ReadonlySet<string> | undefined;
  /** True returns also what was refused, with the reason, after the findings. */
  readonly includeRefused?: boolean | undefined;
}

/** Why a candidate is not, or not fully, to be trusted. */
export type GuardCode =
  | "too-few-points"
  | "sparse"
  | "constant"
  | "rarely-changes"
  | "same-measure"
  | "weak"
  | "not-significant";

/** A guard that struck, with a sentence for people. */
export interface Guard {
  readonly code: GuardCode;
  readonly sentence: string;
}

/**
 * “moves-together”: ups and downs follow each other; “level-shift”: it stands on another level
 * while the target does; “same-measure”: the same numbers under another name; “none”: refused.
 */
export type CorrelationKind = "moves-together" | "level-shift" | "same-measure" | "none";

/** One candidate's relation to the target. */
export interface Correlation extends Explained {
  readonly id: string;
  /** 0 to 1: size of the rank correlation, or of Cliff's delta for a level shift. */
  readonly score: number;
  /** How much later than the target it moves, ms; negative = before it. */
  readonly lagMs: number;
  /** 1 = the same way, −1 = the opposite way, 0 = refused. */
  readonly sign: 1 | -1 | 0;
  /** Adjusted for lags, kinds and the number of candidates (Benjamini–Hochberg). */
  readonly pValueAdjusted: number;
  readonly kind: CorrelationKind;
  readonly guards: readonly Guard[];
}

/** A relation before the candidates are judged together. */
export interface Relation {
  readonly score: number;
  readonly lagSteps: number;
  readonly sign: 1 | -1;
  /** Adjusted for the tries of this candidate only. */
  readonly pValue: number;
  /** Independent values that the test counts. */
  readonly effectiveCount: number;
}

export type { NamedSeries };
