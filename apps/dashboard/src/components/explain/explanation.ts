import type { Explained, MeasuredInput } from "@headroom/contracts";
import { capitalize } from "@/format/capitalize";
import { formatElapsed } from "@/format/elapsed";
import { formatInstant } from "@/format/instant";
import { formatDigits, NO_VALUE } from "@/format/number";
import { formatValue } from "@/format/unit";

/**
 * What stands behind a number: the result in words, the formula, and what went in, either as a
 * record of names or as measurements with the signal each was read from. `calculation` is the
 * formula with its numbers, `sources` says where limits and scales come from.
 */
export interface Explanation {
  readonly sentence: string;
  readonly formula: string;
  readonly inputs: Explained["inputs"] | readonly MeasuredInput[];
  readonly calculation?: string;
  readonly sources?: readonly string[];
}

/** One input ready to show; `signal` is the metric or span it was read from, if one is known. */
export interface InputRow {
  readonly name: string;
  readonly value: string;
  readonly signal: string | null;
  readonly statistic: string | null;
}

/** Instants before this would be in the year 2001: smaller numbers are lengths of time. */
const FIRST_INSTANT_MS = 1e12;

/** The inputs as rows: names in words, Unix milliseconds as instants, `…Ms` as lengths of time. */
export function describeInputs(inputs: Explanation["inputs"]): readonly InputRow[] {
  if (isMeasured(inputs)) return inputs.map(describeMeasured);
  return Object.entries(inputs).map(([name, value]) => ({
    name: nameInput(name),
    value: typeof value === "number" ? formatInput(name, value) : value,
    signal: null,
    statistic: null,
  }));
}

function isMeasured(inputs: Explanation["inputs"]): inputs is readonly MeasuredInput[] {
  return Array.isArray(inputs);
}

function describeMeasured({ name, value, unit, signal, statistic }: MeasuredInput): InputRow {
  return {
    name,
    value: formatValue(value, unit),
    signal: signal === "" ? null : signal,
    statistic: statistic === "" ? null : statistic,
  };
}

/** `windowFromMs` and `window_from` become “Window from”. */
export function nameInput(name: string): string {
  const bare = name.length > 2 ? name.replace(/Ms$/, "") : name;
  const words = bare.replace(/([a-z\d])([A-Z])/g, "$1 $2").replaceAll("_", " ");
  return capitalize(/[A-Z]{2}/.test(words) ? words : words.toLowerCase());
}

function formatInput(name: string, value: number): string {
  if (!Number.isFinite(value)) return NO_VALUE;
  if (!name.endsWith("Ms")) return formatDigits(value);
  if (value >= FIRST_INSTANT_MS) return formatInstant(Math.round(value / 1_000) * 1_000);
  return value < 0 ? `−${formatElapsed(-value)}` : formatElapsed(value);
}
