import type { Confidence, Evidence } from "./types.ts";

/**
 * Returns the confidence and the rule that gave it. High: the service itself got worse, nothing it
 * calls did, it is on the call path, and a second kind of evidence agrees. Medium: it got worse and
 * nothing it calls did, or two kinds agree. Low: anything else. Kinds are counted, not weighed.
 */
export function judgeConfidence(
  evidence: readonly Evidence[],
  isSymptom: boolean,
): { readonly confidence: Confidence; readonly rule: string } {
  const kinds = new Set(
    evidence
      .filter(({ kind, points }) => kind !== "call-graph" && points > 0)
      .map(({ kind }) => kind),
  );
  const isWorse = kinds.has("degraded") || kinds.has("errors");
  const isAway = evidence.some(
    ({ kind, points }) => kind === "call-graph" && points < 0 && !isSymptom,
  );
  if (isWorse && !isSymptom && !isAway && kinds.size >= 2)
    return {
      confidence: "high",
      rule: `It got worse itself, nothing it calls did, and ${kinds.size} kinds of evidence agree (${[...kinds].toSorted().join(", ")}).`,
    };
  if (isWorse && !isSymptom)
    return {
      confidence: "medium",
      rule: isAway
        ? "It got worse itself, but no call path to the incident is known."
        : "It got worse itself and nothing it calls did; no second kind of evidence.",
    };
  if (kinds.size >= 2 && (!isSymptom || kinds.has("version")))
    return {
      confidence: "medium",
      rule: isSymptom
        ? "Something it calls got worse too, but it has a new version of its own."
        : "Two kinds of evidence agree, but it did not get worse itself.",
    };
  return {
    confidence: "low",
    rule: isSymptom
      ? "Something it calls got worse too: probably a symptom."
      : "One kind of evidence only, and it did not get worse itself.",
  };
}
