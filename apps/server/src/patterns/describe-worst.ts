import type { Assessment } from "@headroom/patterns";

/** A number as a person reads it: at most four significant digits. */
export function formatValue(value: number): string {
  return Number.isFinite(value) ? String(Number(value.toPrecision(4))) : "∞";
}

/** A value with its unit; ratios and annotations of UCUM are written as people do. */
export function formatWithUnit(value: number, unit: string): string {
  if (unit === "1" || unit === "") return formatValue(value);
  return `${formatValue(value)} ${unit.replaceAll(/[{}]/g, "")}`;
}

/**
 * The indicator that costs most of the score, with its value and what would be good; null where
 * all are healthy.
 */
export function describeWorst({ parts }: Assessment): string | null {
  const cost = ({ weight, normalised }: Assessment["parts"][number]) => weight * (100 - normalised);
  const [worst] = parts.toSorted((left, right) => cost(right) - cost(left));
  if (worst === undefined || cost(worst) < 0.5) return null;
  const { name, value, unit, scale } = worst;
  return `${name} ${formatWithUnit(value, unit)}, good is ${formatWithUnit(scale.good, unit)}`;
}
