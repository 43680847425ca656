import type { AttributeRanking } from "@headroom/contracts";
import { formatCount, formatDigits } from "@/format/number";
import { formatDurationMs } from "@/format/unit";

/** One attribute value, or several together, in both periods. */
export type AttributeCell = AttributeRanking["byKey"][number]["values"][number];
export type AttributeMeasure = AttributeRanking["measure"];

/** What is counted for each measure. */
export const measureNouns: Readonly<Record<AttributeMeasure, string>> = {
  rate: "requests",
  errors: "errors",
  latency: "time spent",
};

/** What a group had in a period: requests, errors, or milliseconds. */
export function amountOf(totals: AttributeCell["window"], measure: AttributeMeasure): number {
  return measure === "rate" ? totals.count : totals.sum;
}

/** An amount as it is shown: counts whole, times with their unit. */
export function formatAmount(amount: number, measure: AttributeMeasure): string {
  if (measure === "latency") return formatDurationMs(amount);
  return Math.abs(amount) >= 10 ? formatCount(amount) : formatDigits(amount);
}

/** An amount with its sign. */
export function formatContribution(amount: number, measure: AttributeMeasure): string {
  const size = formatAmount(Math.abs(amount), measure);
  return amount === 0 ? size : `${amount > 0 ? "+" : "−"}${size}`;
}

/** Expected and actual as parts of the larger of all that are compared. */
export interface AttributeBars {
  readonly expectedShare: number;
  readonly actualShare: number;
}

/** Bars of cells on one scale, in their order. */
export function attributeBars(
  cells: readonly AttributeCell[],
  measure: AttributeMeasure,
): readonly AttributeBars[] {
  const most = Math.max(
    0,
    ...cells.flatMap((cell) => [cell.expected, amountOf(cell.window, measure)]),
  );
  const share = (amount: number) => (most > 0 ? Math.max(0, amount / most) : 0);
  return cells.map((cell) => ({
    expectedShare: share(cell.expected),
    actualShare: share(amountOf(cell.window, measure)),
  }));
}

/** `http.route = /pay and region = eu`. */
export function nameConditions(conditions: AttributeCell["conditions"]): string {
  return conditions.map(({ key, value }) => `${key} = ${value}`).join(" and ");
}

/** The keys, those whose values explain most first; keys that explain nothing keep their order. */
export function rankKeys(ranking: AttributeRanking): AttributeRanking["byKey"] {
  const strength = (values: readonly AttributeCell[]) =>
    Math.max(0, ...values.map(({ share, pValue }) => (pValue <= 0.01 ? Math.abs(share) : 0)));
  return ranking.byKey.toSorted((a, b) => strength(b.values) - strength(a.values));
}
