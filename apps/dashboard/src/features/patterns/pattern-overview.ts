import type { PatternOverview, RecognisedPattern, ServicePatterns } from "@headroom/contracts";
import { compareHealth, levelOfPattern, type HealthLevel } from "./pattern-health";

/** What the patterns page is narrowed to; null takes everything. */
export interface PatternFilter {
  readonly service: string | null;
  readonly family: string | null;
  readonly health: HealthLevel | null;
  readonly q: string;
}

/** Words of a search in lower case. */
export function searchWords(text: string): readonly string[] {
  return text.toLowerCase().split(/\s+/).filter(Boolean);
}

/**
 * Services with the patterns that match; a service without one is left out while anything narrows
 * the list. The service with the worst pattern stands first, its worst pattern first.
 */
export function filterServices(
  overview: PatternOverview,
  filter: PatternFilter,
): readonly ServicePatterns[] {
  const words = searchWords(filter.q);
  const narrowed = words.length > 0 || filter.family !== null || filter.health !== null;
  return overview.items
    .filter(({ service }) => filter.service === null || filter.service === service)
    .map((one) => ({
      ...one,
      patterns: one.patterns
        .filter((pattern) => matches(pattern, one.service, filter, words))
        .sort(compareHealth),
    }))
    .filter(({ patterns }) => patterns.length > 0 || !narrowed)
    .sort(compareWorst);
}

function matches(
  pattern: RecognisedPattern,
  service: string,
  { family, health }: PatternFilter,
  words: readonly string[],
): boolean {
  if (family !== null && pattern.family !== family) return false;
  if (health !== null && levelOfPattern(pattern) !== health) return false;
  const { name, subject, variant, patternId, worst } = pattern;
  const text = [service, name, subject, variant, patternId, worst].join(" ").toLowerCase();
  return words.every((word) => text.includes(word));
}

function compareWorst(a: ServicePatterns, b: ServicePatterns): number {
  const [worstA, worstB] = [a.patterns[0], b.patterns[0]];
  if (worstA === undefined || worstB === undefined) {
    return Number(worstA === undefined) - Number(worstB === undefined);
  }
  return compareHealth(worstA, worstB) || a.service.localeCompare(b.service);
}

/** How many patterns there are at each level. */
export function countLevels(
  services: readonly ServicePatterns[],
): Readonly<Record<HealthLevel, number>> {
  const counts = { poor: 0, strained: 0, healthy: 0, unmeasured: 0 };
  for (const { patterns } of services) {
    for (const pattern of patterns) counts[levelOfPattern(pattern)] += 1;
  }
  return counts;
}

/** A column of the matrix: one pattern that some service uses. */
export interface MatrixColumn {
  readonly patternId: string;
  readonly name: string;
  readonly family: string;
}

/** A cell: the worst subject of a pattern in a service, and how many subjects there are. */
export interface MatrixCell {
  readonly worst: RecognisedPattern | null;
  readonly count: number;
  /** Looked for and not seen, which proves nothing. */
  readonly notSeen: boolean;
}

export interface MatrixRow {
  readonly service: string;
  readonly cells: readonly MatrixCell[];
}

/** Services against the patterns that at least one of them uses, in the order of the catalogue. */
export function buildMatrix(services: readonly ServicePatterns[]): {
  readonly columns: readonly MatrixColumn[];
  readonly rows: readonly MatrixRow[];
} {
  const byId = new Map<string, MatrixColumn>();
  for (const { patterns } of services) {
    for (const { patternId, name, family } of patterns) {
      byId.set(patternId, { patternId, name, family });
    }
  }
  const columns = [...byId.values()].sort((a, b) => a.patternId.localeCompare(b.patternId));
  const rows = services.map(({ service, patterns, notSeen }) => ({
    service,
    cells: columns.map(({ patternId }): MatrixCell => {
      const found = patterns.filter((one) => one.patternId === patternId).sort(compareHealth);
      return {
        worst: found[0] ?? null,
        count: found.length,
        notSeen: found.length === 0 && notSeen.includes(patternId),
      };
    }),
  }));
  return { columns, rows };
}
