import { createBaseline, moveToFinerStep, updateBaselineAll } from "@headroom/detection";
import { keepRecent, toRecent } from "./judge-anomaly.ts";
import type { GroupBaseline } from "./judged.ts";
import type { AnomalyRule } from "./rule.ts";

const MINUTE_MS = 60_000;

/** History that a new baseline learns from: four weeks teach day and week. */
export const TRAINING_MS = 28 * 24 * 60 * MINUTE_MS;
/** Older history is sampled: every quarter of an hour is enough for the time of day. */
const COARSE_STEP_MS = 15 * MINUTE_MS;
/**
 * Last values that are learnt at the rule's own pace: ten times what the spread remembers. On the
 * AIOPS series that halves false alarms against 1,000, and all four weeks are hardly better.
 */
const FINE_POINTS = 10_000;
/** Windows of one lesson: as many as one query of the store reads. */
const MOST_WINDOWS = 200;

/** Windows of stored history to learn from; they end at firstToMs + k · stepMs. */
export interface Lesson {
  readonly firstToMs: number;
  readonly stepMs: number;
  readonly count: number;
}

/** A baseline that has learnt nothing yet and begins with the history before `toMs`. */
export function beginTraining(rule: AnomalyRule, toMs: number): GroupBaseline {
  const trainedFromMs = toMs - TRAINING_MS;
  const state = createBaseline({ sensitivity: rule.condition.sensitivity });
  return { state, recent: [], trainedFromMs, trainedToMs: trainedFromMs };
}

/** A baseline without stored history: it learns from what comes. */
export function beginLive(rule: AnomalyRule, nowMs: number): GroupBaseline {
  return { ...beginTraining(rule, nowMs), trainedFromMs: nowMs, trainedToMs: null };
}

/**
 * Returns the next windows to learn for a baseline that has learnt up to `trainedToMs`, or nothing
 * when only the window that ends at `toMs` is left: first samples of the older history, then
 * every window of the last `finePoints` steps.
 */
export function nextLesson(
  trainedToMs: number,
  toMs: number,
  stepMs: number,
  finePoints = FINE_POINTS,
): Lesson | undefined {
  const coarseMs = Math.max(COARSE_STEP_MS, stepMs);
  const older = Math.floor((toMs - finePoints * stepMs - trainedToMs) / coarseMs);
  if (coarseMs > stepMs && older >= 1) {
    const firstToMs = trainedToMs + coarseMs;
    return { firstToMs, stepMs: coarseMs, count: Math.min(MOST_WINDOWS, older) };
  }
  const newer = Math.min(finePoints, Math.ceil((toMs - trainedToMs) / stepMs) - 1);
  if (newer < 1) return undefined;
  return { firstToMs: toMs - newer * stepMs, stepMs, count: Math.min(MOST_WINDOWS, newer) };
}

/** Returns all windows to learn between two times, in order. */
export function lessonsBetween(
  fromMs: number,
  toMs: number,
  stepMs: number,
  finePoints = FINE_POINTS,
): Lesson[] {
  const lessons: Lesson[] = [];
  let lesson = nextLesson(fromMs, toMs, stepMs, finePoints);
  while (lesson !== undefined) {
    lessons.push(lesson);
    lesson = nextLesson(endOf(lesson), toMs, stepMs, finePoints);
  }
  return lessons;
}

/** End of the last window of a lesson. */
const endOf = ({ firstToMs, stepMs, count }: Lesson): number => firstToMs + (count - 1) * stepMs;

/** Where a baseline stands after a lesson; null: `toMs` comes live. */
export function afterLesson(lesson: Lesson, toMs: number, stepMs: number): number | null {
  const trainedToMs = endOf(lesson);
  return nextLesson(trainedToMs, toMs, stepMs) === undefined ? null : trainedToMs;
}

/**
 * Lets a baseline learn from the windows of a lesson, oldest first. Windows without a value are
 * left out; where the rule takes them as 0 they are 0 from the series' first value on. Judgements
 * of the last windows are kept, so that what is unusual already can fire at the first slot.
 */
export function teachLesson(
  rule: AnomalyRule,
  baseline: GroupBaseline,
  points: readonly (readonly [toMs: number, value: number | null])[],
): GroupBaseline {
  let hasBegun = baseline.state.count > 0;
  const usable = points.flatMap(([timeMs, value]) => {
    hasBegun ||= value !== null;
    if (value !== null) return [{ timeMs, value }];
    return rule.noData === "zero" && hasBegun ? [{ timeMs, value: 0 }] : [];
  });
  const last = usable.at(-1);
  if (last === undefined) return baseline;
  const stepMs = (points[1]?.[0] ?? 0) - (points[0]?.[0] ?? 0);
  // The history before was sampled: the noise of these values is that of another step.
  const isFiner = stepMs > 0 && baseline.state.stepMs > 2 * stepMs;
  const ready = isFiner ? moveToFinerStep(baseline.state, usable) : baseline.state;
  const { state, judgements } = updateBaselineAll(ready, usable);
  const recent = keepRecent(rule, [...baseline.recent, ...judgements.map(toRecent)], last.timeMs);
  return { ...baseline, state, recent };
}
