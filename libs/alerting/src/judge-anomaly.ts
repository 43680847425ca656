import {
  describeRank,
  isAnomalous,
  judgeAnomaly,
  learningPoints,
  leastRecoveryWindowMs,
  updateBaseline,
  type Judgement,
  type RecentJudgement,
} from "@headroom/detection";
import type { GroupBaseline, Judged } from "./judged.ts";
import { clampTo, formatQuantity, rangeOfSignal } from "./labels.ts";
import type { AnomalyRule } from "./rule.ts";
import type { Window } from "./window.ts";
import { describeDuration, describeSignal } from "./words.ts";

const nothing = { threshold: null, sentence: null, expected: null, forecast: null } as const;

/**
 * Judges the value of a group against its baseline and lets the baseline learn from it. Without
 * a baseline, or while stored history is still being learnt, the verdict is `unknown`.
 */
export function judgeAgainstBaseline(
  rule: AnomalyRule,
  value: number,
  window: Window,
  { baseline, unit }: { readonly baseline: GroupBaseline | undefined; readonly unit: string },
): Judged {
  const comparison = rule.condition.direction;
  if (baseline === undefined || baseline.trainedToMs !== null) {
    const learning = describeTraining(baseline, window.toMs);
    return { ...nothing, verdict: "unknown", comparison, learning };
  }
  const known = { ...baseline.state, sensitivity: rule.condition.sensitivity };
  const { state, judgement } = updateBaseline(known, { timeMs: window.toMs, value });
  const recent = keepRecent(rule, [...baseline.recent, toRecent(judgement)], window.toMs);
  const next: GroupBaseline = { ...baseline, state, recent };
  if (judgement.status === "learning") {
    const learning = describeLearning(state.count, rule.intervalMs);
    return { ...nothing, verdict: "unknown", comparison, learning, baseline: next };
  }
  const { score } = judgement;
  const range = rangeOfSignal(rule.signal);
  const lower = clampTo(range, judgement.lower);
  const expected = clampTo(range, judgement.expected);
  const upper = clampTo(range, judgement.upper);
  return {
    verdict: judgeAnomaly(recent, { ...windowsOf(rule), nowMs: window.toMs }),
    comparison,
    threshold: null,
    sentence: describeAnomaly(rule, { ...judgement, lower, upper }, recent, unit),
    expected: { expected, lower, upper, score },
    forecast: null,
    learning: null,
    baseline: next,
  };
}

/** What is kept of a judgement, in single precision: after a restart the windows are the same. */
export function toRecent({ timeMs, score, news, status }: Judgement): RecentJudgement {
  return { timeMs, score: Math.fround(score), news: Math.fround(news), status };
}

function windowsOf(rule: AnomalyRule) {
  return { ...rule.condition, stepMs: rule.intervalMs };
}

function recoveryOf(rule: AnomalyRule): number {
  const windows = windowsOf(rule);
  return Math.max(windows.recoveryWindowMs ?? 0, leastRecoveryWindowMs(windows));
}

/**
 * Drops judgements that no window reaches any more. What was news in a dropped one goes on to the
 * next anomalous one of the same episode: an episode is news by its start, however long it lasts.
 */
export function keepRecent(
  rule: AnomalyRule,
  judgements: readonly RecentJudgement[],
  nowMs: number,
): readonly RecentJudgement[] {
  const { triggerWindowMs, sensitivity, direction } = rule.condition;
  const recoveryMs = recoveryOf(rule);
  const keptFromMs = nowMs - Math.max(triggerWindowMs, recoveryMs) - rule.intervalMs;
  const kept: RecentJudgement[] = [];
  let dropped: RecentJudgement | undefined;
  for (const each of judgements) {
    const isUnusual = isAnomalous(each, sensitivity, direction);
    const carried =
      isUnusual && dropped !== undefined && each.timeMs - dropped.timeMs <= recoveryMs
        ? { ...each, news: Math.max(each.news, dropped.news) }
        : each;
    if (each.timeMs < keptFromMs) {
      if (isUnusual) dropped = carried;
      continue;
    }
    kept.push(carried);
    if (isUnusual) dropped = undefined;
  }
  return kept;
}

function describeAnomaly(
  rule: AnomalyRule,
  judgement: Judgement,
  recent: readonly RecentJudgement[],
  unit: string,
): string {
  const { sensitivity, direction, triggerWindowMs } = rule.condition;
  const show = (value: number): string => formatQuantity(rule.signal, value, unit);
  const inWindow = recent.filter(
    ({ timeMs, score }) => timeMs > judgement.timeMs - triggerWindowMs && !Number.isNaN(score),
  );
  const unusual = inWindow.filter((each) => isAnomalous(each, sensitivity, direction)).length;
  const share =
    inWindow.length > 1 && unusual > 0
      ? `; ${unusual} of the last ${inWindow.length} values were unusual`
      : "";
  return `${describeSignal(rule)} is ${show(judgement.value)}, ${describeRank(judgement)}; expected ${show(judgement.lower)} to ${show(judgement.upper)}${share}`;
}

function describeTraining(baseline: GroupBaseline | undefined, nowMs: number): string {
  if (baseline === undefined || baseline.trainedToMs === null) return "History is read next.";
  const { trainedFromMs, trainedToMs } = baseline;
  const share = (trainedToMs - trainedFromMs) / Math.max(1, nowMs - trainedFromMs);
  return `Reading history: ${Math.floor(100 * Math.min(1, Math.max(0, share)))} % of ${describeDuration(nowMs - trainedFromMs)}.`;
}

function describeLearning(count: number, stepMs: number): string {
  const leftMs = Math.max(0, learningPoints - count) * stepMs;
  return `${count} of ${learningPoints} values; ready in ${describeDuration(leftMs)}.`;
}
