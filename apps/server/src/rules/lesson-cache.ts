import type { Lesson } from "@headroom/alerting";
import type { TelemetryQueries } from "@headroom/telemetry-store";
import { readLesson, type LessonPoints, type Reading } from "./train-baselines.ts";

/** Reads the values of a lesson for some groups of a signal. */
export type LessonReader = (
  reading: Pick<Reading, "rule">,
  lesson: Lesson,
  fingerprints: readonly string[],
) => Promise<LessonPoints>;

/** A lesson of 20 groups takes some 200 kB. */
const MOST_LESSONS = 120;
const REMEMBERED_MS = 10 * 60_000;

/**
 * Creates a reader that remembers lessons for ten minutes, at most 120: somebody who tries another
 * sensitivity, or whose chart refreshes, asks for the same history again.
 */
export function createLessonCache(
  queries: Pick<TelemetryQueries, "signalWindows">,
  now: () => number,
): LessonReader {
  const known = new Map<string, { readonly points: LessonPoints; readonly untilMs: number }>();
  return async ({ rule }, lesson, fingerprints) => {
    const key = JSON.stringify([rule.signal, rule.windowMs, lesson, fingerprints.toSorted()]);
    const remembered = known.get(key);
    if (remembered !== undefined && remembered.untilMs > now()) return remembered.points;
    const read = await readLesson({ rule, queries, onRefused: () => undefined }, lesson);
    const points: LessonPoints = new Map(
      fingerprints.flatMap((fingerprint) => {
        const own = read.get(fingerprint);
        return own === undefined ? [] : [[fingerprint, own] as const];
      }),
    );
    known.delete(key);
    const oldest = known.size >= MOST_LESSONS ? known.keys().next().value : undefined;
    if (oldest !== undefined) known.delete(oldest);
    known.set(key, { points, untilMs: now() + REMEMBERED_MS });
    return points;
  };
}
