import type { Evidence } from "@headroom/contracts";
import { formatPrecise, type Zone } from "@/format/instant";
import { countOf } from "@/format/plural";
import { formatValue } from "@/format/unit";
import { comparisonWords } from "@/features/rules/rule-words";

/**
 * What an evaluation saw, in a sentence: `p95 of checkout over 60 s was 812 ms, above 500 ms;
 * window 12:00:00–12:01:00, 214 samples`. `unit` is the signal's, empty where unknown.
 */
export function describeEvidence(evidence: Evidence, unit: string, zone: Zone = "local"): string {
  // The name of a measure, as rules are written.
  const query = evidence.query.replace(/^error_ratio\b/, "error ratio");
  const { threshold, sentence } = evidence;
  const limit =
    threshold === null
      ? ""
      : `, ${comparisonText(evidence.comparison)} ${formatValue(threshold, unit)}`;
  const finding =
    sentence ??
    (evidence.value === null
      ? `${query} had no data${threshold === null ? "" : ` to compare with ${formatValue(threshold, unit)}`}`
      : `${query} was ${formatValue(evidence.value, unit)}${limit}`);
  const from = clockWithSeconds(evidence.windowFrom, zone);
  const to = clockWithSeconds(evidence.windowTo, zone);
  const samples = countOf(evidence.samples, "sample");
  return `${finding}; window ${from}–${to}, ${samples}`;
}

function comparisonText(comparison: string): string {
  return (comparisonWords as Readonly<Record<string, string>>)[comparison] ?? comparison;
}

/** `12:00:05` of an ISO instant. */
export function clockWithSeconds(iso: string, zone: Zone = "local"): string {
  return formatPrecise(iso, zone, false).slice(0, 8);
}
