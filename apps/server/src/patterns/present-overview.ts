import type { PatternOverview, RecognisedPattern, ServicePatterns } from "@headroom/contracts";
import type { AssessmentPart } from "@headroom/metadata-store";
import { findPattern } from "@headroom/patterns";
import type { StoredOverview, StoredPattern } from "./stored-forms.ts";

/** Points of a recorded result: [Unix ms, value]. */
export type ResultPoints = readonly (readonly [number, number])[];

/** Score histories by service, pattern and subject. */
export type ScoreHistories = ReadonlyMap<string, ResultPoints>;

/** Key of a score history. */
export function nameScore(service: string, patternId: string, subject: string): string {
  return JSON.stringify([service, patternId, subject]);
}

/** Points as the API gives them. */
export function presentPoints(points: ResultPoints | undefined): [number, number | null][] {
  return (points ?? []).map(([atMs, value]) => [atMs, value]);
}

/** One recognised pattern with the history of its score. */
export function presentPattern(
  pattern: StoredPattern,
  history: ResultPoints | undefined,
): RecognisedPattern {
  const record = findPattern(pattern.patternId);
  return {
    ...pattern,
    name: record?.name ?? pattern.patternId,
    family: record?.family ?? "",
    history: presentPoints(history),
  };
}

const lowestScore = ({ patterns }: ServicePatterns): number =>
  Math.min(...patterns.map(({ score }) => score ?? Infinity));

/** Assessed services, that with the worst pattern first, and those that wait. */
export function presentOverview(
  parts: readonly AssessmentPart[],
  histories: ScoreHistories,
): Omit<PatternOverview, "everyMs"> {
  const items = parts.flatMap(({ service, assessedMs, document }): ServicePatterns[] => {
    if (assessedMs === null || document === null) return [];
    // The store gives documents of the present form only.
    const { patterns, notSeen } = document as StoredOverview;
    return [
      {
        service,
        assessedAt: new Date(assessedMs).toISOString(),
        patterns: patterns.map((pattern) =>
          presentPattern(
            pattern,
            histories.get(nameScore(service, pattern.patternId, pattern.subject)),
          ),
        ),
        notSeen: [...notSeen],
      },
    ];
  });
  return {
    items: items.toSorted((left, right) => lowestScore(left) - lowestScore(right)),
    waiting: parts.filter(({ assessedMs }) => assessedMs === null).map(({ service }) => service),
    failing: parts.flatMap(({ service, lastError }) =>
      lastError === null ? [] : [{ service, error: lastError }],
    ),
  };
}
