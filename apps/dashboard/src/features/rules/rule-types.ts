import type { AttributeFilter, Rule } from "@headroom/contracts";

/** A rule as the API keeps it, defaults filled in. */
export type Definition = Rule["definition"];
/** What a rule reads. */
export type Signal = Definition["signal"];
export type SignalType = Signal["type"];
export type MetricSignal = Extract<Signal, { type: "metric" }>;
export type RedSignal = Extract<Signal, { type: "red" }>;
export type LogsSignal = Extract<Signal, { type: "logs" }>;
export type RuleKind = Definition["kind"];
/** A rule that compares a value with a limit. */
export type ThresholdDefinition = Extract<Definition, { kind: "threshold" }>;
export type ThresholdCondition = ThresholdDefinition["condition"];
/** When values that are unlike their past make an alert. */
export type AnomalyCondition = Extract<Definition, { kind: "anomaly" }>["condition"];
/** When a limit that will be crossed makes an alert. */
export type ForecastCondition = Extract<Definition, { kind: "forecast" }>["condition"];
export type Comparison = ThresholdCondition["comparison"];
export type Severity = Definition["severity"];
export type NoDataPolicy = Definition["noData"];
export type RuleState = Rule["state"];
export type DataStatus = Rule["dataStatus"];
export type { AttributeFilter };

/** The names of a record that has one entry for each of a closed set. */
export function namesOf<Name extends string>(words: Readonly<Record<Name, unknown>>): Name[] {
  return Object.keys(words) as Name[];
}
