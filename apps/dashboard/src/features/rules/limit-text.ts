import type { Signal } from "./rule-types";
import { unitOf } from "./signal-words";

/** How many of the shown unit make one of the stored: ratios 0–1 are written in percent. */
export function limitFactor(signal: Signal): number {
  return unitOf(signal, "") === "ratio" ? 100 : 1;
}

/** A stored limit as the form writes it, without the dust of binary fractions. */
export function limitText(value: number, signal: Signal): string {
  return String(Number((value * limitFactor(signal)).toPrecision(12)));
}

/** The stored limit of a form's text; NaN where it is no number. */
export function limitOf(text: string, signal: Signal): number {
  const trimmed = text.trim();
  if (trimmed === "") return Number.NaN;
  return Number((Number(trimmed) / limitFactor(signal)).toPrecision(12));
}
