import type { Season } from "./season.ts";

/** One sample of a series. */
export interface Point {
  /** Unix time, ms. */
  readonly timeMs: number;
  /** Any unit. Values that are not finite, or beyond 1e30, are left out. */
  readonly value: number;
}

/**
 * Which residual stood out: the point against the last thirty or so (`moment`), against the last
 * few (`jump`), or the last thirty against level and season (`drift`).
 */
export const residuals = ["moment", "jump", "drift"] as const;
export type Residual = (typeof residuals)[number];

/** Which deviations count. */
export type Direction = "above" | "below" | "both";

/** What a baseline says about one point, before the point has taught it anything. */
export interface Judgement {
  readonly timeMs: number;
  readonly value: number;
  /** `learning`: too little history (60 points) to judge; the score is 0 then. */
  readonly status: "learning" | "ready";
  /** Seasons in use: daily from 3 days on, weekly from 2 weeks on, else level and spread only. */
  readonly season: Season;
  /**
   * Expected value and the edges of the band at the baseline's sensitivity, unit of the series.
   * The band is that of the moment: a jump or a drift can be anomalous inside it.
   */
  readonly expected: number;
  readonly lower: number;
  readonly upper: number;
  /** One standard deviation of a single point around `expected` at this time of day. */
  readonly spread: number;
  /**
   * Signed strength, in units of the series' own tail: ±1 is where the rarest tenth of that side
   * begins, each further unit is rarer by a factor e. At most ±10. NaN for a value left out.
   */
  readonly score: number;
  /** How likely (0 to 1) a deviation like this or stronger is, on its side. */
  readonly probability: number;
  /** The score (≥ 0) less what was already said: see `weighNews`. 0 = nothing new. */
  readonly news: number;
  readonly residual: Residual;
  readonly direction: "above" | "below" | "none";
  /** Points the judgement rests on. */
  readonly count: number;
}

/**
 * Returns the score from which a deviation is an anomaly: 2 at sensitivity 0.5, twice that at
 * 0, half at 1. One score separates alarms from noise about equally well in calm and in
 * heavy-tailed series, because scores are in units of each series' own tail.
 */
export function scoreLimitOf(sensitivity: number): number {
  return 2 ** (2 - 2 * Math.max(0, Math.min(1, sensitivity)));
}
