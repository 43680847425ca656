import type { AlertEvidence } from "@headroom/alerting";

/** Evidence as it was stored; null where none was kept. */
export function presentEvidence(stored: unknown): AlertEvidence | null {
  // Written by planSlot only; the column holds whatever that version of the type was.
  return typeof stored === "object" && stored !== null && "query" in stored
    ? (stored as AlertEvidence)
    : null;
}
