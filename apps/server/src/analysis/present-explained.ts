import type { Explained } from "@headroom/analysis";
import type { Explained as ExplainedAnswer } from "@headroom/contracts";

/** Infinite and missing numbers as the nearest that JSON can carry. */
export function toFinite(value: number): number {
  if (Number.isNaN(value)) return 0;
  return Math.max(-Number.MAX_VALUE, Math.min(Number.MAX_VALUE, value));
}

/** Sentence, formula and inputs of a result, numbers that JSON can carry. */
export function presentExplained({ sentence, formula, inputs }: Explained): ExplainedAnswer {
  const entries = Object.entries(inputs).map(([key, value]): [string, number | string] => [
    key,
    typeof value === "number" ? toFinite(value) : value,
  ]);
  return { sentence, formula, inputs: Object.fromEntries(entries) };
}
