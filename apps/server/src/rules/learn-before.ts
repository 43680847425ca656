import {
  beginLive,
  lessonsBetween,
  teachLesson,
  TRAINING_MS,
  type AnomalyRule,
  type GroupBaseline,
} from "@headroom/alerting";
import type { TelemetryQueries } from "@headroom/telemetry-store";
import { readLesson, type LessonPoints } from "./train-baselines.ts";

/** Values that are learnt at the rule's own pace: less than live, because somebody waits. */
const FINE_POINTS = 2_000;
/** Queries at a time: a reader waits for all of them, and evaluations go on meanwhile. */
const AT_ONCE = 4;
/** This many lessons (four days or more) without any value: the history begins after them. */
const EMPTY_IN_A_ROW = 2;
/** Older parts of the history are left out when reading takes longer. */
const LONGEST_READING_MS = 8_000;

/**
 * The baselines that the groups of a rule would have at `toMs` if it had been there before: they
 * learn the same history as live ones do, if a little more coarsely, at once. A part of the history that is more than a query
 * may read is left out, and so is the rest when time runs out.
 * @throws TelemetryStoreError when the store can't be asked at all
 */
export async function learnBefore(
  queries: Pick<TelemetryQueries, "signalWindows">,
  rule: AnomalyRule,
  fingerprints: readonly string[],
  toMs: number,
): Promise<ReadonlyMap<string, GroupBaseline>> {
  if (fingerprints.length === 0) return new Map();
  const lessons = lessonsBetween(toMs - TRAINING_MS, toMs, rule.intervalMs, FINE_POINTS);
  const read: LessonPoints[] = [];
  const endMs = performance.now() + LONGEST_READING_MS;
  // Newest first, so that what is left out is the oldest.
  const order = lessons.toReversed();
  for (let start = 0; start < order.length && performance.now() < endMs; start += AT_ONCE) {
    const part = order.slice(start, start + AT_ONCE);
    const query = { rule, queries, onRefused: () => undefined };
    const points = await Promise.all(part.map((lesson) => readLesson(query, lesson)));
    read.push(...points);
    if (points.slice(-EMPTY_IN_A_ROW).every(({ size }) => size === 0)) break;
  }
  const oldestFirst = read.toReversed();
  return new Map(
    fingerprints.map((fingerprint): [string, GroupBaseline] => {
      const taught = oldestFirst.reduce(
        (baseline, points) => teachLesson(rule, baseline, points.get(fingerprint) ?? []),
        beginLive(rule, toMs),
      );
      return [fingerprint, taught];
    }),
  );
}
