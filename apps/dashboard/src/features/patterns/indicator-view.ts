import type { AssessedIndicator } from "@headroom/contracts";
import type { Explanation } from "@/components/explain/explanation";
import { formatDigits } from "@/format/number";
import { formatValue } from "@/format/unit";
import { describeLimit, nameSource } from "./limit-words";

const SCALE_SOURCES: Readonly<Record<NonNullable<AssessedIndicator["scaleFrom"]>, string>> = {
  catalogue: "the catalogue",
  caller: "a value set by hand",
  history: "this service’s own history",
  meaning: "what the indicator means",
};

// Indicators without unit that are shares of a whole, told by their ids.
const SHARES = /(^|-)(utilisation|share|headroom|hit-ratio|healthy-ratio)$/;

/** An indicator as it is shown: shares of a whole read in percent. */
export function showAsShare<T extends Pick<AssessedIndicator, "id" | "unit" | "limits">>(
  indicator: T,
): T {
  const { id, unit, limits } = indicator;
  if (unit !== "1" || !SHARES.test(id)) return indicator;
  return {
    ...indicator,
    unit: "ratio",
    limits: limits.map((limit) => (limit.unit === "1" ? { ...limit, unit: "ratio" } : limit)),
  };
}

/** Why an indicator is not in the score; null where it is. */
export function describeMissing({ reason, value }: AssessedIndicator): string | null {
  switch (reason) {
    case null:
      return null;
    case "no-data":
      return "Not in the telemetry: it costs nothing and counts as not measured.";
    case "no-scale":
      return value === null
        ? "Nothing says yet what is good or bad."
        : "Learning what is usual here: a day of history makes a scale. Until then it is not in the score.";
  }
}

/** Points of 100 that an indicator costs. */
export function costOf({ weight, health }: AssessedIndicator): number | null {
  return health === null ? null : weight * (100 - health);
}

/** What costs most comes first; then what is measured by its weight, then what is not. */
export function sortIndicators(
  indicators: readonly AssessedIndicator[],
): readonly AssessedIndicator[] {
  const rank = ({ health, value }: AssessedIndicator) =>
    health !== null ? 0 : value !== null ? 1 : 2;
  return [...indicators].sort(
    (a, b) => rank(a) - rank(b) || (costOf(b) ?? 0) - (costOf(a) ?? 0) || b.weight - a.weight,
  );
}

/** Where a value lies on the way from good (0) to bad (100), in percent. */
export function placeOnScale(
  value: number,
  { good, bad }: { readonly good: number; readonly bad: number },
): number {
  if (good === bad) return 0;
  return 100 * Math.min(1, Math.max(0, (value - good) / (bad - good)));
}

/** An indicator in a sentence. */
export function describeIndicator(indicator: AssessedIndicator): string {
  const { name, value, unit, health, crossed } = indicator;
  const missing = describeMissing(indicator);
  if (value === null) return `${name}: ${missing ?? "no value"}`;
  const begin = `${name} is ${formatValue(value, unit)}`;
  if (health === null) return `${begin}. ${missing ?? ""}`.trim();
  const limit = crossed === null ? "no limit is crossed" : `a ${crossed} limit is crossed`;
  return `${begin}: health ${Math.round(health)} of 100, ${limit}, costs ${formatDigits(costOf(indicator) ?? 0)} points.`;
}

/** Everything behind the value of an indicator. */
export function explainIndicator(indicator: AssessedIndicator): Explanation {
  const { unit, scale, scaleFrom, limits, formula, calculation, inputs } = indicator;
  const from = scaleFrom === null ? "" : `, from ${SCALE_SOURCES[scaleFrom]}`;
  return {
    sentence: describeIndicator(indicator),
    formula,
    calculation,
    inputs,
    sources: [
      ...(scale === null
        ? []
        : [
            `Scale: good at ${formatValue(scale.good, unit)}, bad at ${formatValue(scale.bad, unit)}${from}.`,
          ]),
      ...limits.map(
        (limit) =>
          `Limit (${limit.severity}) ${describeLimit(limit)}: ${nameSource(limit)}${limit.meaning === null ? "" : ` – ${limit.meaning}`}`,
      ),
    ],
  };
}
