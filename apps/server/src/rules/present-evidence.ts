import type { AlertEvidence } from "@headroom/alerting";
import type { Evidence } from "@headroom/contracts";

/** Evidence as it was stored; null where none was kept. What an older version left out is null. */
export function presentEvidence(stored: unknown): Evidence | null {
  if (!isEvidence(stored)) return null;
  const { sentence = null, expected = null, forecast = null } = stored;
  return {
    query: stored.query,
    windowFrom: stored.windowFrom,
    windowTo: stored.windowTo,
    value: stored.value,
    comparison: stored.comparison,
    threshold: stored.threshold,
    samples: stored.samples,
    sentence,
    expected: expected === null ? null : { ...expected },
    forecast: forecast === null ? null : { ...forecast, reasons: [...forecast.reasons] },
  };
}

type Later = "sentence" | "expected" | "forecast";
type StoredEvidence = Omit<AlertEvidence, Later> & Partial<Pick<AlertEvidence, Later>>;

// Written by planSlot only; the column holds whatever that version of the type was.
function isEvidence(stored: unknown): stored is StoredEvidence {
  return typeof stored === "object" && stored !== null && "query" in stored;
}
