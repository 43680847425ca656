import { capitalize } from "@/format/capitalize";
import { formatElapsed } from "@/format/elapsed";
import { formatValue } from "@/format/unit";
import type {
  Comparison,
  DataStatus,
  Definition,
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

/** A condition in words: `above 500 ms for 1 min`. Leaves out what is immediate. */
export function describeCondition(
  definition: Pick<Definition, "condition" | "forMs">,
  unit: string,
): string {
  const { condition } = definition;
  if ("direction" in condition) return "unlike its usual values";
  if ("horizonMs" in condition) return "about to cross its limit";
  const { comparison, threshold } = condition;
  const duration = definition.forMs > 0 ? ` for ${formatElapsed(definition.forMs)}` : "";
  return `${comparisonWords[comparison]} ${formatValue(threshold, unit)}${duration}`;
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

/** Name for a rule whose author gives none: `p95 latency of checkout above 500 ms`. */
export function suggestName(signal: Signal, condition: ThresholdCondition, unit: string): string {
  const limit = Number.isFinite(condition.threshold)
    ? ` ${formatValue(condition.threshold, unit)}`
    : "";
  const name = `${describeSubject(signal)} ${comparisonWords[condition.comparison]}${limit}${describeGrouping(signal)}`;
  return capitalize(name).slice(0, 200);
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
