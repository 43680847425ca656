import type { PatternOverview, PatternSummary } from "@headroom/contracts";
import { countOf } from "@/format/plural";
import { searchWords } from "./pattern-overview";

/**
 * What is known of a pattern's use. `unwatched`: nothing looks for it yet, so nothing is known;
 * `unseen`: it was looked for and no service showed it, which is no proof that none uses it.
 */
export type PatternUse =
  | { readonly kind: "used"; readonly services: readonly string[] }
  | { readonly kind: "unseen" }
  | { readonly kind: "unwatched" }
  | { readonly kind: "waiting" };

/** A record with what is known of its use. */
export interface CatalogueEntry extends PatternSummary {
  readonly use: PatternUse;
}

/** One family and its records that match. */
export interface CatalogueFamily {
  readonly id: string;
  readonly title: string;
  readonly entries: readonly CatalogueEntry[];
}

/** Use of a record by the assessed services; `waiting` while none is assessed. */
export function useOf(record: PatternSummary, overview: PatternOverview | undefined): PatternUse {
  const services = (overview?.items ?? [])
    .filter(({ patterns }) => patterns.some(({ patternId }) => patternId === record.id))
    .map(({ service }) => service);
  if (services.length > 0) return { kind: "used", services };
  if (!record.isRecognisable) return { kind: "unwatched" };
  return overview === undefined || overview.items.length === 0
    ? { kind: "waiting" }
    : { kind: "unseen" };
}

/** A use in words. */
export function describeUse(use: PatternUse): string {
  switch (use.kind) {
    case "used":
      return use.services.length === 1
        ? `Used by ${use.services[0] ?? ""}`
        : `Used by ${countOf(use.services.length, "service")}`;
    case "unseen":
      return "Not seen so far";
    case "unwatched":
      return "Not recognised yet";
    case "waiting":
      return "No service assessed yet";
  }
}

/** What a use means, for a reader who meets the words for the first time. */
export function explainUse(use: PatternUse): string {
  switch (use.kind) {
    case "used":
      return use.services.join(", ");
    case "unseen":
      return "Headroom looks for it and no service has shown it so far. That is no proof that none uses it.";
    case "unwatched":
      return "Headroom describes this pattern but does not look for it yet, so it can’t say whether it is used.";
    case "waiting":
      return "Services are assessed a few minutes after their first telemetry.";
  }
}

/** Records by family in the order of the catalogue, those that match the words and the family. */
export function groupCatalogue(
  records: readonly PatternSummary[],
  overview: PatternOverview | undefined,
  filter: { readonly family: string | null; readonly q: string },
): readonly CatalogueFamily[] {
  const words = searchWords(filter.q);
  const families = new Map<string, { title: string; entries: CatalogueEntry[] }>();
  for (const record of records) {
    if (filter.family !== null && record.family !== filter.family) continue;
    const { id, name, what, whenToUse, familyTitle } = record;
    const text = [id, name, what, whenToUse, familyTitle].join(" ").toLowerCase();
    if (!words.every((word) => text.includes(word))) continue;
    const family = families.get(record.family) ?? { title: familyTitle, entries: [] };
    family.entries.push({ ...record, use: useOf(record, overview) });
    families.set(record.family, family);
  }
  return [...families].map(([id, { title, entries }]) => ({ id, title, entries }));
}

/** Families of the catalogue as choices, in its order. */
export function listFamilies(
  records: readonly PatternSummary[],
): readonly { readonly id: string; readonly title: string }[] {
  return [...new Map(records.map(({ family, familyTitle }) => [family, familyTitle]))].map(
    ([id, title]) => ({ id, title }),
  );
}

/** How well telemetry shows a pattern, in words. */
export const gradeWords: Readonly<Record<PatternSummary["grade"], string>> = {
  direct: "A metric or attribute states it",
  inferred: "The shapes of several signals show it",
  weak: "Telemetry gives hints only",
  none: "Telemetry shows no trace of it",
};
