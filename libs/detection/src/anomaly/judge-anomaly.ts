import type { Verdict } from "../threshold.ts";
import { scoreLimitOf } from "./judgement.ts";
import type { Direction, Judgement } from "./judgement.ts";

/** When anomalous points make an alert and when they end it. */
export interface AnomalyRule {
  /** 0 (only the strongest) to 1 (the slightest). */
  readonly sensitivity: number;
  readonly direction: Direction;
  /** End of the windows, Unix ms: the slot. Points after it don't count. */
  readonly nowMs: number;
  /** Usual distance of the points, ms. */
  readonly stepMs: number;
  readonly triggerWindowMs: number;
  /** Share of points (above 0, at most 1) in the trigger window that must be anomalous. */
  readonly triggerShare: number;
  /** All points in it must be quiet. At least `leastRecoveryWindowMs`; default just that. */
  readonly recoveryWindowMs?: number | undefined;
  /**
   * `quiet` (default): what was said lately, or happens again and again, starts no new alert
   * unless it is clearly stronger; a firing one goes on. `always`: every time.
   */
  readonly repeats?: "quiet" | "always" | undefined;
}

/**
 * Returns the shortest recovery window, ms, with which a window that triggers can't be one that
 * recovers too: trigger · (1 − share) + one step. With that many points all quiet, fewer than
 * the share of the trigger window can be anomalous.
 */
export function leastRecoveryWindowMs(
  rule: Pick<AnomalyRule, "triggerWindowMs" | "triggerShare" | "stepMs">,
): number {
  return rule.triggerWindowMs * (1 - rule.triggerShare) + rule.stepMs;
}

/** What the windows of a rule need to know of a judgement. */
export type RecentJudgement = Pick<Judgement, "timeMs" | "score" | "news" | "status">;

/** Says what is wrong with the windows of a rule and what to set, or nothing. */
export function explainBadWindows(
  rule: Pick<AnomalyRule, "triggerWindowMs" | "triggerShare" | "stepMs" | "recoveryWindowMs">,
): string | undefined {
  if (!(rule.triggerShare > 0 && rule.triggerShare <= 1))
    return "Set the share of anomalous points above 0 % and up to 100 %.";
  if (!(rule.triggerWindowMs >= rule.stepMs))
    return "Set the trigger window to one step of the series or longer.";
  const leastMs = leastRecoveryWindowMs(rule);
  if (rule.recoveryWindowMs !== undefined && rule.recoveryWindowMs < leastMs)
    return `Set the recovery window to ${Math.ceil(leastMs / 1000)} s or more: a shorter one could start and end an alert at once.`;
  return undefined;
}

/** Whether a judgement counts as anomalous for a sensitivity and a direction. */
export function isAnomalous(
  judgement: Pick<Judgement, "score">,
  sensitivity: number,
  direction: Direction,
): boolean {
  const limit = scoreLimitOf(sensitivity);
  if (direction !== "below" && judgement.score >= limit) return true;
  return direction !== "above" && judgement.score <= -limit;
}

/**
 * Whether the anomalous points up to now hold news, back to where none was anomalous for a
 * recovery window: an event is news at its start, and may fill the trigger window only later.
 */
function isEpisodeNews(
  window: readonly RecentJudgement[],
  rule: AnomalyRule,
  recoveryMs: number,
): boolean {
  const { nowMs, sensitivity, direction } = rule;
  const limit = scoreLimitOf(sensitivity);
  const anomalous = window
    .filter((each) => each.timeMs <= nowMs && isAnomalous(each, sensitivity, direction))
    .toReversed();
  let laterMs = nowMs;
  for (const { timeMs, news } of anomalous) {
    if (laterMs - timeMs > recoveryMs) return false;
    if (news >= limit) return true;
    laterMs = timeMs;
  }
  return false;
}

/**
 * Judges the windows that end at `nowMs`, from judgements in the order of time. Give those of the
 * trigger window, the recovery window and the time between two evaluations, or more. Returns `true` when the share of anomalous points in
 * the trigger window is reached and their episode is news, `false` when no point in the recovery
 * window is anomalous, `hold` in between, and `unknown` while the baseline is learning or when
 * less than half of the trigger window's points are there.
 */
export function judgeAnomaly(window: readonly RecentJudgement[], rule: AnomalyRule): Verdict {
  const { nowMs, stepMs, sensitivity, direction, triggerWindowMs } = rule;
  const recoveryMs = Math.max(rule.recoveryWindowMs ?? 0, leastRecoveryWindowMs(rule));
  const within = (lengthMs: number): RecentJudgement[] =>
    window.filter(
      ({ timeMs, score }) => timeMs > nowMs - lengthMs && timeMs <= nowMs && !Number.isNaN(score),
    );
  const triggering = within(triggerWindowMs);
  if (triggering.length === 0 || triggering.length < triggerWindowMs / stepMs / 2) return "unknown";
  if (triggering.some(({ status }) => status === "learning")) return "unknown";
  const anomalous = triggering.filter((each) => isAnomalous(each, sensitivity, direction));
  // Shares such as 0.3 of 10 are not exact in binary.
  if (anomalous.length >= rule.triggerShare * triggering.length - 1e-9) {
    const isNews = rule.repeats === "always" || isEpisodeNews(window, rule, recoveryMs);
    return isNews ? "true" : "hold";
  }
  const recovering = within(recoveryMs);
  const isQuiet = recovering.every((each) => !isAnomalous(each, sensitivity, direction));
  return isQuiet && recovering.length > 0 ? "false" : "hold";
}
