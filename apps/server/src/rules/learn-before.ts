import {
  beginLive,
  lessonsBetween,
  teachLesson,
  TRAINING_MS,
  type AnomalyRule,
  type GroupBaseline,
  type Lesson,
} from "@headroom/alerting";
import type { LessonReader } from "./lesson-cache.ts";
import type { LessonPoints } from "./train-baselines.ts";

/** Values that are learnt at the rule's own pace: less than live, because somebody waits. */
const FINE_POINTS = 1_000;
/** Queries at a time: a reader waits for all of them, and evaluations go on meanwhile. */
const AT_ONCE = 4;
/** This many lessons (four days or more) without any value: the history begins after them. */
const EMPTY_IN_A_ROW = 2;
/** Older parts of the history are left out when reading takes longer. */
const LONGEST_READING_MS = 8_000;
/** Lessons begin at whole quarters of an hour, so that the next request asks for the same. */
const ALIGNED_MS = 15 * 60_000;

/**
 * The baselines that the groups of a rule would have at `toMs` if it had been there before: they
 * learn the same history as live ones do, if a little more coarsely, at once. A part of the history
 * that is more than a query may read is left out, and so is the rest when time runs out.
 * @throws TelemetryStoreError when the store can't be asked at all
 */
export async function learnBefore(
  readLesson: LessonReader,
  rule: AnomalyRule,
  fingerprints: readonly string[],
  toMs: number,
): Promise<ReadonlyMap<string, GroupBaseline>> {
  if (fingerprints.length === 0) return new Map();
  const read: LessonPoints[] = [];
  const endMs = performance.now() + LONGEST_READING_MS;
  // Newest first, so that what is left out is the oldest.
  const order = lessonsBefore(toMs, rule.intervalMs).toReversed();
  for (let start = 0; start < order.length && performance.now() < endMs; start += AT_ONCE) {
    const part = order.slice(start, start + AT_ONCE);
    const points = await Promise.all(part.map((each) => readLesson({ rule }, each, fingerprints)));
    read.push(...points);
    const isLong = part.slice(-EMPTY_IN_A_ROW).every(({ stepMs }) => stepMs >= ALIGNED_MS);
    if (isLong && points.slice(-EMPTY_IN_A_ROW).every(({ size }) => size === 0)) break;
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

/** Aligned lessons, then what is left between the last of them and `toMs`. */
function lessonsBefore(toMs: number, stepMs: number): Lesson[] {
  const alignedMs = stepMs < ALIGNED_MS ? Math.floor(toMs / ALIGNED_MS) * ALIGNED_MS : toMs;
  const aligned = lessonsBetween(alignedMs - TRAINING_MS, alignedMs, stepMs, FINE_POINTS);
  return [...aligned, ...lessonsBetween(alignedMs - stepMs, toMs, stepMs, FINE_POINTS)];
}
