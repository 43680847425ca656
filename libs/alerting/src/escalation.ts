/** One step of a policy: whom to tell, and how long to wait for an acknowledgement. */
export interface EscalationLevel {
  readonly channelIds: readonly string[];
  readonly timeoutMs: number;
}

/** Levels in order; after the last one the policy starts over `repeat` times. */
export interface EscalationPolicy {
  readonly levels: readonly EscalationLevel[];
  readonly repeat: number;
}

export const escalationStatuses = ["active", "acknowledged", "resolved", "exhausted"] as const;
export type EscalationStatus = (typeof escalationStatuses)[number];

/** Where a run stands. `level` and `round` are the ones that were told last; −1: none yet. */
export interface EscalationRun {
  readonly status: EscalationStatus;
  readonly level: number;
  readonly round: number;
  readonly nextDueMs: number | null;
}

export interface EscalationStep {
  readonly run: EscalationRun;
  /** Channels to tell now, without duplicates. */
  readonly notify: readonly string[];
  /** Levels passed over because nobody is on them. */
  readonly emptyLevels: readonly number[];
}

/** A run that has told nobody yet and is due at once. */
export function startEscalation(nowMs: number): EscalationRun {
  return { status: "active", level: -1, round: 0, nextDueMs: nowMs };
}

/**
 * Advances a run whose time has come: to the next level that has somebody, to the next round
 * after the last level, or to `exhausted`, which tells every channel of the policy once more
 * (never silence, alerting.md 4.3.7). A run that is not due or not active is returned unchanged.
 */
export function advanceEscalation(
  run: EscalationRun,
  policy: EscalationPolicy,
  nowMs: number,
): EscalationStep {
  if (run.status !== "active" || run.nextDueMs === null || run.nextDueMs > nowMs) {
    return { run, notify: [], emptyLevels: [] };
  }
  const emptyLevels: number[] = [];
  let level = run.level;
  let round = run.round;
  for (let tried = 0; tried <= policy.levels.length * (policy.repeat + 1); tried++) {
    level += 1;
    if (level >= policy.levels.length) {
      if (round >= policy.repeat) break;
      round += 1;
      level = 0;
    }
    const target = policy.levels[level];
    if (target === undefined) break;
    if (target.channelIds.length === 0) {
      emptyLevels.push(level);
      continue;
    }
    const next: EscalationRun = {
      status: "active",
      level,
      round,
      nextDueMs: nowMs + target.timeoutMs,
    };
    return { run: next, notify: unique(target.channelIds), emptyLevels };
  }
  const exhausted: EscalationRun = {
    status: "exhausted",
    level: run.level,
    round: run.round,
    nextDueMs: null,
  };
  return {
    run: exhausted,
    notify: unique(policy.levels.flatMap((each) => each.channelIds)),
    emptyLevels,
  };
}

/** Stops a run because somebody answered or the trouble ended. An ended run stays as it is. */
export function stopEscalation(
  run: EscalationRun,
  status: "acknowledged" | "resolved",
): EscalationRun {
  return run.status === "active" || (run.status === "acknowledged" && status === "resolved")
    ? { ...run, status, nextDueMs: null }
    : run;
}

function unique(ids: readonly string[]): string[] {
  return [...new Set(ids)];
}
