import type { AssessedIndicator } from "@headroom/contracts";
import { findPattern, type Assessment } from "@headroom/patterns";
import { presentLimit } from "./present-record.ts";
import { presentPoints, type ResultPoints } from "./present-overview.ts";

/** Indicators of an assessment with their history, as the record orders them. */
export function presentIndicators(
  { patternId, parts, learning, missing }: Assessment,
  histories: ReadonlyMap<string, ResultPoints>,
): AssessedIndicator[] {
  const partOf = new Map(parts.map((part) => [part.indicator, part]));
  const learned = new Map(learning.map((part) => [part.indicator, part]));
  const gone = new Map(missing.map((part) => [part.indicator, part]));
  return (findPattern(patternId)?.indicators ?? []).flatMap((indicator): AssessedIndicator[] => {
    const { id, name, unit, meaning } = indicator;
    const part = partOf.get(id);
    const known = part ?? learned.get(id);
    const absent = gone.get(id);
    // Neither measured nor missing: the subject can't have it.
    if (part === undefined && absent === undefined) return [];
    return [
      {
        id,
        name,
        unit,
        meaning,
        weight: part?.weight ?? absent?.weight ?? indicator.weight,
        value: known?.value ?? null,
        health: part?.normalised ?? null,
        reason: absent?.reason ?? null,
        scale: part === undefined ? null : { good: part.scale.good, bad: part.scale.bad },
        scaleFrom: part?.scaleFrom ?? null,
        crossed: part?.crossed?.severity ?? null,
        limits: indicator.limits.map(presentLimit),
        formula: indicator.formula.text,
        calculation: known?.calculation ?? "",
        inputs: [...(known?.inputs ?? [])],
        history: presentPoints(histories.get(id)),
      },
    ];
  });
}

/** Points to verify with their verdicts. */
export function presentChecklist({ checklist }: Assessment) {
  return checklist.map(({ item, verdict, evidence }) => ({
    id: item.id,
    text: item.text,
    check: item.check,
    verdict,
    evidence,
  }));
}
