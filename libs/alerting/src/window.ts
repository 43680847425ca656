import type { RuleDefinition } from "./rule.ts";

/** A window of data, (fromMs, toMs]. */
export interface Window {
  readonly fromMs: number;
  readonly toMs: number;
}

/** The window that a slot judges. */
export function windowOf(
  rule: Pick<RuleDefinition, "windowMs" | "evalDelayMs">,
  slotMs: number,
): Window {
  const toMs = slotMs - rule.evalDelayMs;
  return { fromMs: toMs - rule.windowMs, toMs };
}
