import type { Confidence, Evidence } from "./types.ts";

/** Where a suspect stands among the services that got worse. */
export interface Position {
  /** Something it calls got worse too, and all that speaks against it may come from there. */
  readonly isSymptom: boolean;
  readonly hasWorseCallee: boolean;
  /** No call path to the service of the incident is known. */
  readonly isUnconnected: boolean;
}

/**
 * Returns the confidence and the rule that gave it. High: the service itself got worse, not only
 * by what it calls, it is on the call path, and a second kind of evidence agrees. Medium: it got
 * worse itself, or two kinds agree. Low: anything else. Kinds are counted, not weighed.
 */
export function judgeConfidence(
  evidence: readonly Evidence[],
  { isSymptom, hasWorseCallee, isUnconnected }: Position,
): { readonly confidence: Confidence; readonly rule: string } {
  const kinds = new Set(
    evidence
      .filter(({ kind, points }) => kind !== "call-graph" && points > 0)
      .map(({ kind }) => kind),
  );
  const isWorse = kinds.has("degraded") || kinds.has("errors");
  const itself = hasWorseCallee
    ? "It got worse by what it cannot have from the services it calls"
    : "It got worse itself and nothing it calls did";
  if (isWorse && !isSymptom && !isUnconnected && kinds.size >= 2)
    return {
      confidence: "high",
      rule: `${itself}; ${kinds.size} kinds of evidence agree (${[...kinds].toSorted().join(", ")}).`,
    };
  if (isWorse && !isSymptom)
    return {
      confidence: "medium",
      rule: isUnconnected
        ? `${itself}, but no call path to the incident is known.`
        : `${itself}; no second kind of evidence.`,
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
