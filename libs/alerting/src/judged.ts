import type { BaselineState, RecentJudgement, Verdict } from "@headroom/detection";

/** What an anomaly rule remembers of one group. */
export interface GroupBaseline {
  readonly state: BaselineState;
  /** Judgements that the rule's windows still need, oldest first. */
  readonly recent: readonly RecentJudgement[];
  /** Up to where stored history was learnt (Unix ms); null: it is learnt, values come live. */
  readonly trainedToMs: number | null;
  /** Where the history begins that is learnt. */
  readonly trainedFromMs: number;
}

/** What was expected of a value, in the signal's unit; `score` is its signed strength. */
export interface ExpectedEvidence {
  readonly expected: number;
  readonly lower: number;
  readonly upper: number;
  readonly score: number;
}

/** When a limit is crossed and how sure that is. Times are ISO 8601; null: not inside the horizon. */
export interface ForecastEvidence {
  readonly p10At: string | null;
  readonly p50At: string | null;
  readonly p90At: string | null;
  /** Chance (0 to 1) of crossing inside the horizon. */
  readonly probability: number;
  readonly limit: number;
  readonly method: string;
  /** How wrong such forecasts were lately, in words. */
  readonly error: string | null;
  readonly reasons: readonly string[];
}

/** What a rule says about one value of one group. */
export interface Judged {
  readonly verdict: Verdict;
  /** What was compared, or the direction that was watched. */
  readonly comparison: string;
  readonly threshold: number | null;
  /** The finding in plain words; null where value and limit say it all. */
  readonly sentence: string | null;
  readonly expected: ExpectedEvidence | null;
  readonly forecast: ForecastEvidence | null;
  /** What the group waits for before it can be judged; null when it was judged. */
  readonly learning: string | null;
  /** What the group remembers from now on; absent: nothing. */
  readonly baseline?: GroupBaseline | undefined;
}
