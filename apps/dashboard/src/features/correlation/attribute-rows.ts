import type { AttributeRanking } from "@headroom/contracts";
import { formatCount, formatDigits } from "@/format/number";
import { capitalize } from "@/format/capitalize";
import { formatDurationMs, formatRatio } from "@/format/unit";

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

/** What an explanation says of its group, without the group's name in front. */
export function describeFinding({
  conditions,
  sentence,
}: AttributeRanking["explanations"][number]): string {
  const name = `${nameConditions(conditions)} `;
  return sentence.startsWith(name) ? capitalize(sentence.slice(name.length)) : sentence;
}

/** A share of the change, with its sign where it goes the other way. */
export function formatShare(share: number): string {
  return share < 0 ? `−${formatRatio(-share)}` : formatRatio(share);
}

/**
 * The keys, those whose values explain most first. A key with one value tells nothing from the
 * whole and comes last; else keys that explain nothing keep their order.
 */
export function rankKeys(ranking: AttributeRanking): AttributeRanking["byKey"] {
  const strength = ({ values, others }: AttributeRanking["byKey"][number]) =>
    values.length + others < 2
      ? -1
      : Math.max(0, ...values.map(({ share, pValue }) => (pValue <= 0.01 ? Math.abs(share) : 0)));
  return ranking.byKey.toSorted((a, b) => strength(b) - strength(a));
}
