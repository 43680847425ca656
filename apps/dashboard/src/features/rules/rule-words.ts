import { capitalize } from "@/format/capitalize";
import { formatElapsed } from "@/format/elapsed";
import { formatRatio, formatValue } from "@/format/unit";
import type {
  AnomalyCondition,
  Comparison,
  DataStatus,
  Definition,
  ForecastCondition,
  NoDataPolicy,
  RuleState,
  Signal,
  ThresholdCondition,
} from "./rule-types";
import { describeGrouping, describeSubject } from "./signal-words";

/** Comparisons as a sentence uses them. */
export const comparisonWords: Readonly<Record<Comparison, string>> = {
  gt: "above",
  gte: "at or above",
  lt: "below",
  lte: "at or below",
  eq: "equal to",
  neq: "different from",
};

/** The side a value must come back to; equality has no band to recover through. */
const recoveryWords: Readonly<Partial<Record<Comparison, string>>> = {
  gt: "at or below",
  gte: "below",
  lt: "at or above",
  lte: "above",
};

/** What each no-data policy does, for the person who chooses it. */
export const noDataWords: Readonly<Record<NoDataPolicy, { name: string; meaning: string }>> = {
  hold: {
    name: "Keep the state",
    meaning: "Nothing fires and nothing resolves until data is back.",
  },
  alert: {
    name: "Treat as a breach",
    meaning: "The rule fires when data stops arriving. Choose it for heartbeats.",
  },
  ok: {
    name: "Treat as fine",
    meaning: "A firing alert resolves when data stops arriving.",
  },
  zero: {
    name: "Treat as 0",
    meaning: "An empty window counts as 0 and is compared. Choose it for rates and counts.",
  },
};

/** What counts as unusual, by the direction of an anomaly rule. */
export const directionWords: Readonly<Record<AnomalyCondition["direction"], string>> = {
  both: "unusually high or low",
  above: "unusually high",
  below: "unusually low",
};

/**
 * A condition in words, as it follows what the rule reads: `above 500 ms for 1 min`, `unusually
 * high for 60 % of 5 min`, `forecast above 500 ms within 3 d (chance 50 %)`.
 */
export function describeCondition(
  definition: Pick<Definition, "condition" | "forMs">,
  unit: string,
): string {
  const { condition } = definition;
  const duration = definition.forMs > 0 ? ` for ${formatElapsed(definition.forMs)}` : "";
  if ("direction" in condition) return `${describeUnusual(condition)}${duration}`;
  if ("horizonMs" in condition) return `forecast ${describeAhead(condition, unit)}${duration}`;
  const { comparison, threshold } = condition;
  return `${comparisonWords[comparison]} ${formatValue(threshold, unit)}${duration}`;
}

function describeUnusual({ direction, triggerShare, triggerWindowMs }: AnomalyCondition): string {
  const share = triggerShare < 1 ? `for ${formatRatio(triggerShare)} of` : "throughout";
  return `${directionWords[direction]} ${share} ${formatElapsed(triggerWindowMs)}`;
}

function describeAhead(condition: ForecastCondition, unit: string): string {
  const { comparison, horizonMs, probability } = condition;
  const within = `within ${formatElapsed(horizonMs)}`;
  return `${comparison} ${describeLimit(condition, unit)} ${within} (chance ${formatRatio(probability)})`;
}

function describeLimit({ limit }: ForecastCondition, unit: string): string {
  if (limit.type === "signal") return describeSubject(limit.signal);
  return Number.isFinite(limit.value) ? formatValue(limit.value, unit) : "its limit";
}

/** A rule in words: `error ratio of all services at or above 5 % for 1 min, by service`. */
export function describeRule(definition: Definition, unit: string): string {
  const { signal } = definition;
  return `${describeSubject(signal)} ${describeCondition(definition, unit)}${describeGrouping(signal)}`;
}

/** When a firing alert recovers: `Resolves at or below 400 ms after 2 min.` */
export function describeRecovery(
  definition: { readonly condition: ThresholdCondition; readonly keepFiringForMs: number },
  unit: string,
): string {
  const { comparison, threshold, recovery } = definition.condition;
  const words = recoveryWords[comparison];
  const after =
    definition.keepFiringForMs > 0
      ? ` and has stayed there for ${formatElapsed(definition.keepFiringForMs)}`
      : "";
  if (words === undefined) {
    return `Resolves when the value is no longer ${comparisonWords[comparison]} ${formatValue(threshold, unit)}${after}.`;
  }
  return `Resolves when the value is ${words} ${formatValue(recovery ?? threshold, unit)}${after}.`;
}

/** Whether a comparison can have a recovery threshold of its own. */
export function canRecoverApart(comparison: Comparison): boolean {
  return recoveryWords[comparison] !== undefined;
}

/**
 * When an anomaly rule fires and resolves. `recoveryMs` is how long all values must be usual
 * before it resolves.
 */
export function explainAnomaly(condition: AnomalyCondition, recoveryMs: number): string {
  const { direction, triggerShare, triggerWindowMs } = condition;
  const share = triggerShare < 1 ? `at least ${formatRatio(triggerShare)} of the` : "all";
  const repeats =
    condition.repeats === "quiet"
      ? " What was said lately, or happens again and again, starts no new alert."
      : "";
  return `Fires when ${share} values of ${formatElapsed(triggerWindowMs)} are ${directionWords[direction]}. Resolves when all values of ${formatElapsed(recoveryMs)} are usual again.${repeats}`;
}

/** When a forecast rule fires and resolves. */
export function explainForecast(condition: ForecastCondition, unit: string): string {
  const { comparison, horizonMs, probability } = condition;
  const limit = describeLimit(condition, unit);
  return `Fires when the value is ${comparison} ${limit}, or will be within ${formatElapsed(horizonMs)} with a chance of ${formatRatio(probability)} or more. Resolves when the chance falls below ${formatRatio(probability / 2)}.`;
}

/**
 * Name for a rule whose author gives none: `p95 latency of checkout above 500 ms`, `p95 latency of
 * checkout unusually high`, `p95 latency of checkout soon above 500 ms`.
 */
export function suggestName(
  signal: Signal,
  condition: Definition["condition"],
  unit: string,
): string {
  const name = `${describeSubject(signal)} ${nameCondition(condition, unit)}${describeGrouping(signal)}`;
  return capitalize(name).slice(0, 200);
}

function nameCondition(condition: Definition["condition"], unit: string): string {
  if ("direction" in condition) return directionWords[condition.direction];
  if ("horizonMs" in condition) {
    return `soon ${condition.comparison} ${describeLimit(condition, unit)}`;
  }
  const { comparison, threshold } = condition;
  const limit = Number.isFinite(threshold) ? ` ${formatValue(threshold, unit)}` : "";
  return `${comparisonWords[comparison]}${limit}`;
}

/** A rule's state as its badge says it. */
export const stateWords: Readonly<Record<RuleState, string>> = {
  inactive: "OK",
  pending: "Pending",
  firing: "Firing",
  recovering: "Recovering",
  unknown: "Not evaluated",
};

/** What the last evaluation found, where that needs saying; null when all is well. */
export function describeDataStatus(
  status: DataStatus,
  lastError: string | null,
  noData: NoDataPolicy,
): string | null {
  if (status === "error") return lastError ?? "The last evaluation failed. It is tried again.";
  if (lastError !== null) return lastError;
  if (status === "missing_series") return "A series that was there before is missing.";
  if (status === "no_data") return `No data in the last window. ${noDataEffect[noData]}`;
  return null;
}

const noDataEffect: Readonly<Record<NoDataPolicy, string>> = {
  hold: "The state is kept.",
  alert: "That counts as a breach.",
  ok: "That counts as fine.",
  zero: "That counts as 0.",
};
