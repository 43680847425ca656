import type { Direction, Threshold } from "@headroom/detection";

export const severities = ["info", "warning", "critical"] as const;
export type Severity = (typeof severities)[number];

export const filterOperators = ["=", "!=", "contains", "exists"] as const;
export type FilterOperator = (typeof filterOperators)[number];

/** A condition on one attribute. Keys that begin with `resource.` name a resource attribute. */
export interface AttributeFilter {
  readonly key: string;
  readonly op: FilterOperator;
  readonly value?: string | undefined;
}

export const metricAggregations = [
  "avg",
  "min",
  "max",
  "sum",
  "last",
  "rate",
  "increase",
  "count",
  "p50",
  "p90",
  "p95",
  "p99",
] as const;
export type MetricAggregation = (typeof metricAggregations)[number];

export const redMeasures = ["rate", "errors", "error_ratio", "avg", "p50", "p95", "p99"] as const;
/** rate: entry spans per second; error_ratio: 0–1; avg and quantiles: milliseconds. */
export type RedMeasure = (typeof redMeasures)[number];

/** What a rule reads. Empty or absent `service` means all services. */
export type Signal =
  | {
      readonly type: "metric";
      readonly metric: string;
      readonly aggregation: MetricAggregation;
      readonly service?: string | undefined;
      readonly filters: readonly AttributeFilter[];
      readonly groupBy: readonly string[];
    }
  | {
      readonly type: "red";
      readonly measure: RedMeasure;
      readonly service?: string | undefined;
      readonly operation?: string | undefined;
      readonly groupBy: readonly ("service" | "operation")[];
    }
  | {
      readonly type: "logs";
      readonly service?: string | undefined;
      readonly minSeverity?: number | undefined;
      readonly query?: string | undefined;
      readonly filters: readonly AttributeFilter[];
      readonly groupBy: readonly string[];
    };

export const noDataPolicies = ["hold", "alert", "ok", "zero"] as const;
/** What a window without data means: keep the state, breach, no breach, or the value 0. */
export type NoDataPolicy = (typeof noDataPolicies)[number];

/** What rules of every kind have. */
interface RuleBase {
  readonly name: string;
  readonly description: string;
  readonly enabled: boolean;
  readonly signal: Signal;
  readonly windowMs: number;
  readonly intervalMs: number;
  readonly evalDelayMs: number;
  readonly forMs: number;
  readonly keepFiringForMs: number;
  readonly noData: NoDataPolicy;
  readonly severity: Severity;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly channelIds: readonly string[];
  readonly escalationPolicyId: string | null;
}

/** Fires when a value breaches a limit. */
export interface ThresholdRule extends RuleBase {
  readonly kind: "threshold";
  readonly condition: Threshold;
}

/** When values that are unusual for their series make an alert and when they end it. */
export interface AnomalyCondition {
  readonly direction: Direction;
  /** 0 (only the strongest) to 1 (the slightest). */
  readonly sensitivity: number;
  /** Of the values in this window before the slot … */
  readonly triggerWindowMs: number;
  /** … at least this share (above 0, at most 1) must be unusual. */
  readonly triggerShare: number;
  /** All values in it must be usual again; absent: the shortest that makes sense. */
  readonly recoveryWindowMs?: number | undefined;
  /** quiet: what was said lately or happens again and again starts no new alert. */
  readonly repeats: "quiet" | "always";
}

/** Fires when values leave the band that their own past lets expect. */
export interface AnomalyRule extends RuleBase {
  readonly kind: "anomaly";
  readonly condition: AnomalyCondition;
}

/** A limit that is known, or one that is measured too; it groups like the rule or not at all. */
export type ForecastLimit =
  | { readonly type: "constant"; readonly value: number }
  | { readonly type: "signal"; readonly signal: Signal };

/** When a limit that will be crossed makes an alert. */
export interface ForecastCondition {
  readonly comparison: "above" | "below";
  readonly limit: ForecastLimit;
  /** How far to look ahead. */
  readonly horizonMs: number;
  /** Fires from this chance (0 to 1) of crossing inside the horizon on; recovers below half. */
  readonly probability: number;
}

/** Fires when a value will probably cross a limit soon, or has crossed it. */
export interface ForecastRule extends RuleBase {
  readonly kind: "forecast";
  readonly condition: ForecastCondition;
}

/**
 * What a user defines. The window of slot s is (s − evalDelayMs − windowMs, s − evalDelayMs];
 * all times are milliseconds.
 */
export type RuleDefinition = ThresholdRule | AnomalyRule | ForecastRule;

export const ruleKinds = ["threshold", "anomaly", "forecast"] as const;
export type RuleKind = (typeof ruleKinds)[number];

export type Labels = Readonly<Record<string, string>>;
