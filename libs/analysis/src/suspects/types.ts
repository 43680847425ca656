import type { GroupTotals } from "../correlation/attribute-types.ts";
import type { Correlation } from "../correlation/types.ts";
import type { Explained } from "../explained.ts";

/**
 * What got worse. “latency” and “errors” may be inherited from what a service calls; “own-time”
 * (duration less the time of its calls) and “saturation” (processor, pool, queue) are its own;
 * “load” is more traffic, a cause but no fault.
 */
export type DegradationSignal = "latency" | "errors" | "own-time" | "saturation" | "load";

/** A service that is worse than it was, by its own series. */
export interface Degradation extends Explained {
  readonly service: string;
  readonly signal: DegradationSignal;
  /** How far above its baseline, in spreads of the baseline. */
  readonly deviation: number;
  /** Rise in the unit of the series. */
  readonly increase: number;
}

/** Error spans of one operation in both periods; `sum` counts the errors among `count` spans. */
export interface ErrorSpanRow {
  readonly service: string;
  readonly operation: string;
  /** Further attributes that could tell one error from another. */
  readonly attributes?: Readonly<Record<string, string>> | undefined;
  readonly baseline: GroupTotals;
  readonly window: GroupTotals;
}

/** A version of a service and when it was first seen, Unix ms. */
export interface VersionSighting {
  readonly service: string;
  readonly version: string;
  readonly firstSeenMs: number;
}

/** `caller` calls `callee` (a service, database or queue). */
export interface CallEdge {
  readonly caller: string;
  readonly callee: string;
}

/** What is known of an incident. */
export interface IncidentFacts {
  /** Where it was noticed; undefined when it belongs to no service. */
  readonly service: string | undefined;
  /** When it began, Unix ms. */
  readonly startedMs: number;
  readonly degradations: readonly Degradation[];
  readonly errorSpans: readonly ErrorSpanRow[];
  readonly versions: readonly VersionSighting[];
  readonly edges: readonly CallEdge[];
  /** Findings of `rankCorrelations` against the series of the incident, with their service. */
  readonly correlations: readonly {
    readonly service: string;
    readonly correlation: Correlation;
  }[];
}

/** Kinds of evidence; “call-graph” moves other evidence and is none by itself. */
export type EvidenceKind =
  | "degraded"
  | "errors"
  | "version"
  | "correlation"
  | "load"
  | "call-graph";

/** One reason for (or, with negative points, against) a suspect. */
export interface Evidence extends Explained {
  readonly kind: EvidenceKind;
  readonly service: string;
  /** Adds up to the order of the suspects; no probability. */
  readonly points: number;
  /** The operation or attribute it is concentrated on, if any. */
  readonly detail: string | undefined;
}

/** How sure a suspect is, by the rule that is told beside it. */
export type Confidence = "high" | "medium" | "low";

/** A service that may be the cause. */
export interface Suspect {
  readonly service: string;
  readonly points: number;
  readonly confidence: Confidence;
  /** The rule that gave the confidence, in words. */
  readonly rule: string;
  /** True when something it calls got worse too: it probably only shows what happens below. */
  readonly isSymptom: boolean;
  /** Strongest first. */
  readonly evidence: readonly Evidence[];
  readonly sentence: string;
}
