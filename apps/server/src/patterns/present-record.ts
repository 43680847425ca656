import type { PatternRecord as RecordText, PatternSummary } from "@headroom/contracts";
import {
  limitTables,
  patternFamilies,
  recognisers,
  type Limit,
  type PatternRecord,
} from "@headroom/patterns";

const familyTitles = new Map(patternFamilies.map(({ id, title }) => [id, title]));
const publishers = new Map<string, string>(limitTables.map(({ id, publisher }) => [id, publisher]));

/** A limit with who published it. */
export function presentLimit(limit: Limit): RecordText["indicators"][number]["limits"][number] {
  return {
    source: limit.source,
    publisher: publishers.get(limit.source) ?? null,
    severity: limit.severity,
    comparison: limit.comparison,
    value: limit.value,
    unit: limit.unit,
    meaning: limit.meaning ?? null,
    heldMs: limit.heldMs ?? null,
  };
}

/** A record of the catalogue for the list. */
export function presentSummary(record: PatternRecord): PatternSummary {
  const { id, slug, name, family, what, whenToUse, grade } = record;
  return {
    id,
    slug,
    name,
    family,
    familyTitle: familyTitles.get(family) ?? family,
    what,
    whenToUse,
    grade,
    isRecognisable: recognisers.has(id),
  };
}

/** A whole record of the catalogue. */
export function presentRecord(record: PatternRecord): RecordText {
  return {
    ...presentSummary(record),
    evidence: record.evidence.map(({ kind, source, names, note }) => ({
      kind,
      source,
      names: [...names],
      note: note ?? null,
    })),
    detect: record.detect,
    variants: (record.variants ?? []).map(({ name, signature }) => ({ name, signature })),
    indicators: record.indicators.map((indicator) => ({
      id: indicator.id,
      name: indicator.name,
      unit: indicator.unit,
      meaning: indicator.meaning,
      formula: indicator.formula.text,
      weight: indicator.weight,
      limits: indicator.limits.map(presentLimit),
      noLimit: indicator.noLimit ?? null,
    })),
    verify: record.verify.map(({ id, text, check }) => ({ id, text, check })),
    alerts: record.alerts.map(({ kind, severity, text }) => ({ kind, severity, text })),
    capacity: record.capacity.text,
    actions: [...record.actions],
    visibility: [...record.visibility],
  };
}
