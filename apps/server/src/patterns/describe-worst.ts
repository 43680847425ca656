import type { Assessment } from "@headroom/patterns";

type Part = Assessment["parts"][number];
type Scale = readonly (readonly [from: number, unit: string])[];

/** Seconds of each unit, longest first; a longer unit begins at two of its kind. */
const lengths: Scale = [
  [86_400, "d"],
  [3_600, "h"],
  [60, "min"],
  [1, "s"],
  [1e-3, "ms"],
  [1e-6, "µs"],
];
const sizes: Scale = [
  [1024 ** 3, "GiB"],
  [1024 ** 2, "MiB"],
  [1024, "KiB"],
  [1, "B"],
];
/** Shorter times are zero to a person: they come from formulas, not from clocks. */
const shortestS = 1e-6;

/** Indicators without unit that are shares of a whole, told by their ids. */
const shares = /(^|-)(utilisation|share|headroom|hit-ratio|healthy-ratio)$/;

/** A number as a person reads it: at most four significant digits, three where it has a fraction. */
export function formatValue(value: number): string {
  if (!Number.isFinite(value)) return "∞";
  const size = Math.abs(value);
  if (size >= 100) return String(Math.round(value));
  return String(Number(size < 1e-6 ? 0 : value.toPrecision(3)));
}

/**
 * A value with its unit in words: times and bytes in the unit that fits (`22 ms`, `1.5 GiB`), what
 * is counted in its number (`1 consumer`, `2 consumers`, `171 requests/s`).
 */
export function formatWithUnit(value: number, unit: string): string {
  if (unit === "1" || unit === "") return formatValue(value);
  if (unit === "%") return `${formatValue(value)} %`;
  if (unit === "s" && Number.isFinite(value)) return formatSeconds(value);
  if (unit === "ms" && Number.isFinite(value)) return formatSeconds(value / 1000);
  if (unit === "By" && Number.isFinite(value)) return scaleTo(value, sizes, "B");
  const [base = "", ...per] = unit.split("/");
  const counted = /^\{(.+)\}$/.exec(base)?.[1];
  const number = formatValue(value);
  const name = counted === undefined || number === "1" ? (counted ?? base) : pluralOf(counted);
  return `${number} ${[name, ...per].join("/").replaceAll(/[{}]/g, "")}`;
}

function formatSeconds(value: number): string {
  return Math.abs(value) < shortestS ? "0 s" : scaleTo(value, lengths, "s");
}

function scaleTo(value: number, scale: Scale, zeroUnit: string): string {
  const size = Math.abs(value);
  const fits = scale.find(([from]) => size >= (from >= 60 && from <= 86_400 ? 2 * from : from));
  const [from, unit] = fits ?? [1, zeroUnit];
  return `${formatValue(value / from)} ${unit}`;
}

function pluralOf(noun: string): string {
  if (/[^aeiou]y$/.test(noun)) return `${noun.slice(0, -1)}ies`;
  return /(s|x|ch|sh)$/.test(noun) ? `${noun}es` : `${noun}s`;
}

/**
 * The indicator that costs most of the score, with its value and what would be good; null where
 * all are healthy.
 */
export function describeWorst({ parts }: Pick<Assessment, "parts">): string | null {
  const cost = ({ weight, normalised }: Part) => weight * (100 - normalised);
  const [worst] = parts.toSorted((left, right) => cost(right) - cost(left));
  if (worst === undefined || cost(worst) < 0.5) return null;
  const { indicator, name, value, unit, scale } = worst;
  const say = (amount: number) =>
    unit === "1" && shares.test(indicator)
      ? formatWithUnit(100 * amount, "%")
      : formatWithUnit(amount, unit);
  const side = scale.bad > scale.good ? "or less" : "or more";
  const good = scale.good === 0 && side === "or less" ? "" : ` ${side}`;
  return `${name}: ${say(value)}, good is ${say(scale.good)}${good}`;
}
