import type { FormulaId } from "../formulae/reference.ts";
import type { Limit, LimitComparison, LimitSeverity } from "../limits/index.ts";

/** P01 to P70; blue-green and canary deployment are P55a and P55b. */
export type PatternId = `P${number}` | `P${number}${"a" | "b"}`;

/** Group of patterns on the patterns page; `patternFamilies` holds their titles. */
export type FamilyId =
  | "scaling"
  | "load-balancing"
  | "caching"
  | "database"
  | "pooling"
  | "messaging"
  | "resilience"
  | "deployment"
  | "edge"
  | "network"
  | "recovery-and-cost"
  | "resources-and-tests";

/**
 * How well telemetry shows a pattern. `direct`: a metric or attribute states it. `inferred`: the
 * shapes of several signals show it with good confidence. `weak`: hints only. `none`: no trace.
 */
export type EvidenceGrade = "direct" | "inferred" | "weak" | "none";

/** What kind of telemetry an item of evidence is. */
export type EvidenceKind = "metric" | "attribute" | "log" | "trace-shape" | "resource";

/**
 * Where the names of an item of evidence are defined: the semantic conventions; a receiver of the
 * collector, in its form up to 2025 or in 2026; an exporter or library; a collection of alert
 * rules that query it; vendor documentation; public code; or nowhere that was checked.
 */
export type EvidenceSource =
  | "semconv"
  | "collector"
  | "collector-2026"
  | "exporter"
  | "rules"
  | "docs"
  | "code"
  | "unverified";

/**
 * Telemetry that points to a pattern. `names` are exact names of metrics or attributes, fragments
 * of log text, or, for a trace shape, one description of the shape. `<x>` in a name stands for a
 * part that varies.
 */
export interface Evidence {
  readonly kind: EvidenceKind;
  readonly source: EvidenceSource;
  readonly names: readonly string[];
  readonly note?: string;
}

/** A sub-type of a pattern with the signature that tells it from its siblings. */
export interface PatternVariant {
  readonly name: string;
  readonly signature: string;
  readonly confidence?: "high" | "medium" | "low";
}

/** Two values of an indicator: the one that costs nothing, and the one that costs all its weight. */
export interface IndicatorScale {
  readonly good: number;
  readonly bad: number;
}

/**
 * One measure of the health of a pattern. `unit` is a UCUM code; `1` is a ratio. `weight` is its
 * share in the score, the weights of a pattern add up to 1. `scale` is absent where no value is
 * good or bad for every service; `noLimit` then says why, and a score needs a scale from the user
 * or from the service's own baseline.
 */
export interface Indicator {
  readonly id: string;
  readonly name: string;
  readonly unit: string;
  readonly meaning: string;
  readonly formula: { readonly id?: FormulaId; readonly text: string };
  readonly limits: readonly Limit[];
  readonly noLimit?: string;
  readonly scale?: IndicatorScale;
  readonly weight: number;
}

/** Number of a requirement document that asks for a check. */
export type SourceDocument = "000" | "001" | "002" | "003" | "004";

/**
 * A point to verify on a running system. `sources` is empty where no document asks for it and the
 * point is this project's own. `visible` says how far telemetry can answer it: fully,
 * in part or by inference, or not at all (then the user must be asked). `check` says how.
 */
export interface VerifyItem {
  readonly id: string;
  readonly text: string;
  readonly sources: readonly SourceDocument[];
  readonly visible: "yes" | "partly" | "no";
  readonly check: string;
}

/**
 * A rule proposal that a machine can turn into an alert. `limit`: the indicator crosses a value.
 * `band`: the indicator leaves the band of its own history or of its peers. `forecast`: the
 * indicator is predicted to cross a value within `leadMs`, or within the lead time of the remedy
 * where it is absent. `indicator` is the id of an indicator of the same record.
 */
export type AlertHint =
  | {
      readonly type: "limit";
      readonly indicator: string;
      readonly comparison: LimitComparison;
      readonly value: number;
      readonly heldMs?: number;
    }
  | {
      readonly type: "band";
      readonly indicator: string;
      readonly side: "above" | "below" | "either";
      readonly baseline: "history" | "peers";
    }
  | {
      readonly type: "forecast";
      readonly indicator: string;
      readonly comparison: LimitComparison;
      readonly value: number;
      readonly leadMs?: number;
    };

/** An alert that suits a pattern. */
export interface AlertProposal {
  readonly kind: "threshold" | "anomaly" | "forecast";
  readonly severity: LimitSeverity;
  readonly text: string;
  readonly hint?: AlertHint;
}

/**
 * Which model answers how much load a pattern can still take, and how. `growth` covers everything
 * that fills up towards a limit: storage, backlogs, and the origin behind a cache. `usl` covers
 * Amdahl's law, which is the universal scalability law without coherency.
 */
export interface CapacityModel {
  readonly model: "little" | "erlang" | "usl" | "growth" | "autoscaler" | "none";
  readonly formulae: readonly FormulaId[];
  readonly text: string;
}

/** Everything the product knows about one scaling or performance pattern. */
export interface PatternRecord {
  readonly id: PatternId;
  readonly slug: string;
  readonly name: string;
  readonly family: FamilyId;
  /** What it is, for someone who has not met it. */
  readonly what: string;
  readonly whenToUse: string;
  readonly grade: EvidenceGrade;
  readonly evidence: readonly Evidence[];
  /** How the pattern is recognised from the evidence. */
  readonly detect: string;
  readonly variants?: readonly PatternVariant[];
  readonly indicators: readonly Indicator[];
  readonly verify: readonly VerifyItem[];
  readonly alerts: readonly AlertProposal[];
  readonly capacity: CapacityModel;
  readonly actions: readonly string[];
  /** What telemetry cannot show about this pattern, with the nearest usable evidence. */
  readonly visibility: readonly string[];
}
