import { ruleSignal } from "@headroom/contracts";
import type { Signal } from "./rule-types";

/** The signal that a link carries in `?signal=<JSON>`; null where there is none or it is not one. */
export function parseSignalParameter(text: string | null): Signal | null {
  if (text === null || text === "") return null;
  try {
    const parsed = ruleSignal.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
