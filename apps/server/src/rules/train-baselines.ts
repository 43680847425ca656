import {
  afterLesson,
  fingerprintOf,
  nextLesson,
  teachLesson,
  type AnomalyRule,
  type GroupBaseline,
  type Lesson,
} from "@headroom/alerting";
import { TelemetryStoreError, type TelemetryQueries } from "@headroom/telemetry-store";
import { toWindowSignal } from "./read-window.ts";

/** The values of a lesson's windows by the fingerprint of the group. */
export type LessonPoints = ReadonlyMap<
  string,
  readonly (readonly [toMs: number, value: number | null])[]
>;

/** What a lesson is read of. */
export interface Reading {
  readonly rule: AnomalyRule;
  readonly queries: Pick<TelemetryQueries, "signalWindows">;
  /** Told when a part of the history can't be read; it is left out then. */
  readonly onRefused: (error: TelemetryStoreError) => void;
}

interface Training extends Reading {
  readonly baselines: ReadonlyMap<string, GroupBaseline>;
  /** End of the window that is judged next; history ends before it. */
  readonly toMs: number;
  /** Whether another query may begin. */
  readonly hasTime: () => boolean;
}

/**
 * Lets baselines that have not learnt all stored history learn more of it, those that are furthest
 * behind first, each query for all that stand at the same place. Returns the baselines that
 * changed; one that has caught up is live.
 * @throws TelemetryStoreError when the store can't be asked at all
 */
export async function trainBaselines(training: Training): Promise<Map<string, GroupBaseline>> {
  const { rule, toMs, hasTime } = training;
  const changed = new Map<string, GroupBaseline>();
  const waiting = new Map(
    [...training.baselines].filter(([, { trainedToMs }]) => trainedToMs !== null),
  );
  while (waiting.size > 0 && hasTime()) {
    const atMs = Math.min(...[...waiting.values()].map((each) => each.trainedToMs ?? toMs));
    const lesson = nextLesson(atMs, toMs, rule.intervalMs);
    const points = lesson === undefined ? undefined : await readLesson(training, lesson);
    const trainedToMs = lesson === undefined ? null : afterLesson(lesson, toMs, rule.intervalMs);
    for (const [fingerprint, baseline] of waiting) {
      if (baseline.trainedToMs !== atMs) continue;
      const taught = teachLesson(rule, baseline, points?.get(fingerprint) ?? []);
      const next: GroupBaseline = { ...taught, trainedToMs };
      changed.set(fingerprint, next);
      if (trainedToMs === null) waiting.delete(fingerprint);
      else waiting.set(fingerprint, next);
    }
  }
  return changed;
}

const REFUSALS: ReadonlySet<string> = new Set(["query_too_large", "query_timeout"]);

/** Reads the values of a lesson; none where they are more than one query may read. */
export async function readLesson(
  { rule, queries, onRefused }: Reading,
  lesson: Lesson,
): Promise<LessonPoints> {
  try {
    const { series } = await queries.signalWindows({
      signal: toWindowSignal(rule.signal),
      windowMs: rule.windowMs,
      ...lesson,
    });
    return new Map(series.map(({ labels, points }) => [fingerprintOf(labels), points]));
  } catch (error) {
    if (!(error instanceof TelemetryStoreError) || !REFUSALS.has(error.code)) throw error;
    onRefused(error);
    return new Map();
  }
}
