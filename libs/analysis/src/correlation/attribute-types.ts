import type { Explained } from "../explained.ts";

/** What happened to a group of requests (spans, records) in one period. */
export interface GroupTotals {
  readonly count: number;
  /** Errors among them, or the sum of their durations in ms; not read for a rate. */
  readonly sum: number;
}

/** One combination of attribute values in both periods. */
export interface AttributeRow {
  /** A missing attribute counts as “(not set)”. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly baseline: GroupTotals;
  readonly window: GroupTotals;
}

/** Which change is to be explained. */
export type AttributeMeasure = "rate" | "errors" | "latency";

/** What may be chosen for a ranking of attribute values. */
export interface AttributeOptions {
  readonly measure: AttributeMeasure;
  /** Lengths of the two periods, ms; they make a rate of counts. */
  readonly baselineMs: number;
  readonly windowMs: number;
  /**
   * Given when each row has one attribute only and the same requests are counted once per
   * attribute: the totals of all requests. Without it, each request is in one row.
   */
  readonly totals?: { readonly baseline: GroupTotals; readonly window: GroupTotals } | undefined;
  /** Values of an attribute looked at one by one; the rest is “(other)”. Default 20. */
  readonly mostValues?: number | undefined;
  /** Most attributes in one combination, 1 to 3. Default 2. */
  readonly mostAttributes?: number | undefined;
  /** Most explanations. Default 5. */
  readonly mostResults?: number | undefined;
}

/** An attribute value, or several together. */
export interface AttributeCell {
  /** In the order of their keys. */
  readonly conditions: readonly { readonly key: string; readonly value: string }[];
  readonly baseline: GroupTotals;
  readonly window: GroupTotals;
  /** What the window would hold had this group stayed as it was: requests, errors or ms. */
  readonly expected: number;
  /** Window less expected. */
  readonly contribution: number;
  /** Contribution over the whole change; can be above 1 where others went the other way. */
  readonly share: number;
  /** Part of the change that comes from this group being a larger part of the traffic. */
  readonly mix: number;
  /** Window over expected, smoothed. */
  readonly ratio: number;
  /** Twice the log-likelihood ratio of “this group and the rest changed differently”. */
  readonly evidence: number;
  /** Chance of that evidence among all groups tried (Bonferroni). */
  readonly pValue: number;
}

/** A group that explains a change. */
export interface AttributeExplanation extends AttributeCell, Explained {
  /** Other groups of the very same requests. */
  readonly sameAs: readonly AttributeCell["conditions"][];
  /** The next best groups of overlapping requests, best first. */
  readonly alternatives: readonly AttributeCell[];
}

/** What {@link AttributeRow}s say about a change. */
export interface AttributeRanking extends Explained {
  /** Change of the whole: requests (at the window's length), errors or ms. */
  readonly change: number;
  /** Best first; empty where the change is even over all values. */
  readonly explanations: readonly AttributeExplanation[];
  /** Per attribute its strongest values and the rest, for a table. */
  readonly byKey: readonly {
    readonly key: string;
    readonly values: readonly AttributeCell[];
    /** Values that are in “(other)”. */
    readonly others: number;
  }[];
}
