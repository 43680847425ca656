import type { Threshold } from "@headroom/detection";

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

/**
 * What a user defines. The window of slot s is (s − evalDelayMs − windowMs, s − evalDelayMs];
 * all times are milliseconds.
 */
export interface RuleDefinition {
  readonly name: string;
  readonly description: string;
  readonly enabled: boolean;
  readonly kind: "threshold";
  readonly signal: Signal;
  readonly condition: Threshold;
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

export type Labels = Readonly<Record<string, string>>;
