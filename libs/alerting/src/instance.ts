import type { Verdict } from "@headroom/detection";

export const alertStates = ["inactive", "pending", "firing", "recovering"] as const;
export type AlertState = (typeof alertStates)[number];

export const dataStatuses = ["ok", "no_data", "error", "missing_series"] as const;
/** Whether the last slot could be judged; orthogonal to the state. */
export type DataStatus = (typeof dataStatuses)[number];

/** State of one alert instance (one group of a rule). All times are slot times in ms. */
export interface InstanceState {
  readonly state: AlertState;
  /** When `state` was entered. */
  readonly sinceMs: number;
  /** First true slot of the present run of true slots. */
  readonly firstTrueMs: number | null;
  /** First false slot while recovering. */
  readonly clearSinceMs: number | null;
  /** Start of the present or, when resolved, the last episode. */
  readonly firedMs: number | null;
  readonly lastSlotMs: number;
  readonly dataStatus: DataStatus;
  /** Slots in a row without this series while others reported. */
  readonly missingSlots: number;
  readonly value: number | null;
  /** Number of transitions so far; the sequence number of the last one. */
  readonly seq: number;
}

export type TransitionCause =
  | "breached"
  | "held_for"
  | "cleared"
  | "recovering"
  | "recovered"
  | "breached_again"
  | "missing_series"
  | "no_data"
  | "gap"
  | "rule_deleted"
  | "rule_disabled"
  | "rule_changed";

export interface Transition {
  readonly seq: number;
  readonly from: AlertState;
  readonly to: AlertState;
  readonly slotMs: number;
  readonly cause: TransitionCause;
}

/** What a slot showed of one instance. `missing`: other groups reported, this one did not. */
export type Observation =
  | { readonly kind: "value"; readonly verdict: Verdict; readonly value: number }
  | { readonly kind: "no_data"; readonly verdict: Verdict }
  | { readonly kind: "missing" }
  | { readonly kind: "error" };

export interface InstanceTiming {
  readonly intervalMs: number;
  readonly forMs: number;
  readonly keepFiringForMs: number;
}

export interface Step {
  readonly next: InstanceState;
  readonly transitions: readonly Transition[];
  readonly event: "fired" | "resolved" | null;
}

/** Slots after which a group that no longer reports is taken as gone (Grafana's default, 2). */
export const MISSING_SLOTS_TO_RESOLVE = 2;

/** A new instance that has never been judged. */
export function newInstance(slotMs: number): InstanceState {
  return {
    state: "inactive",
    sinceMs: slotMs,
    firstTrueMs: null,
    clearSinceMs: null,
    firedMs: null,
    lastSlotMs: slotMs,
    dataStatus: "ok",
    missingSlots: 0,
    value: null,
    seq: 0,
  };
}

type Decision = "true" | "false" | "unknown";

function decide(state: AlertState, observation: Observation, missingSlots: number): Decision {
  switch (observation.kind) {
    case "error":
      return "unknown";
    case "missing":
      return missingSlots >= MISSING_SLOTS_TO_RESOLVE ? "false" : "unknown";
    case "value":
    case "no_data":
      if (observation.verdict === "hold") {
        return state === "firing" || state === "recovering" ? "true" : "false";
      }
      return observation.verdict;
  }
}

/**
 * One slot of the state machine (alerting.md 4.2): inactive → pending → firing → recovering →
 * inactive. `unknown` never fires and never resolves. Returns the next state, the transitions in
 * order, and whether an episode began or ended. A slot at or before the last one changes nothing.
 */
export function stepInstance(
  current: InstanceState,
  observation: Observation,
  slotMs: number,
  timing: InstanceTiming,
): Step {
  if (slotMs <= current.lastSlotMs && current.seq > 0) {
    return { next: current, transitions: [], event: null };
  }
  const missingSlots = observation.kind === "missing" ? current.missingSlots + 1 : 0;
  const decision = decide(current.state, observation, missingSlots);
  const seen: InstanceState = {
    ...withGap(current, slotMs, timing),
    lastSlotMs: slotMs,
    missingSlots,
    dataStatus: statusOf(observation),
    value: observation.kind === "value" ? observation.value : current.value,
  };
  if (decision === "unknown") return { next: seen, transitions: [], event: null };
  return decision === "true"
    ? stepTrue(seen, slotMs, timing)
    : stepFalse(seen, slotMs, timing, falseCause(observation));
}

function statusOf(observation: Observation): DataStatus {
  switch (observation.kind) {
    case "value":
      return "ok";
    case "missing":
      return "missing_series";
    default:
      return observation.kind;
  }
}

function falseCause(observation: Observation): TransitionCause {
  if (observation.kind === "missing") return "missing_series";
  return observation.kind === "no_data" ? "no_data" : "cleared";
}

/** Time that nobody watched does not count towards `for` (alerting.md 4.3.2). */
function withGap(state: InstanceState, slotMs: number, timing: InstanceTiming): InstanceState {
  const unseenMs = slotMs - state.lastSlotMs - timing.intervalMs;
  if (unseenMs < timing.intervalMs || state.seq === 0) return state;
  return {
    ...state,
    firstTrueMs:
      state.state === "pending" && state.firstTrueMs !== null
        ? state.firstTrueMs + unseenMs
        : state.firstTrueMs,
    clearSinceMs: state.clearSinceMs === null ? null : state.clearSinceMs + unseenMs,
  };
}

interface Move {
  readonly to: AlertState;
  readonly cause: TransitionCause;
}

function apply(state: InstanceState, slotMs: number, moves: readonly Move[]): Step {
  const transitions: Transition[] = [];
  let next = state;
  for (const move of moves) {
    const seq = next.seq + 1;
    transitions.push({ seq, from: next.state, to: move.to, slotMs, cause: move.cause });
    next = { ...next, seq, state: move.to, sinceMs: slotMs };
  }
  const wasActive = state.state === "firing" || state.state === "recovering";
  const isActive = next.state === "firing" || next.state === "recovering";
  const event = wasActive === isActive ? null : isActive ? "fired" : "resolved";
  if (event === "fired") next = { ...next, firedMs: slotMs };
  return { next, transitions, event };
}

function stepTrue(state: InstanceState, slotMs: number, timing: InstanceTiming): Step {
  const firstTrueMs = state.firstTrueMs ?? slotMs;
  const started: InstanceState = { ...state, firstTrueMs, clearSinceMs: null };
  switch (state.state) {
    case "inactive":
      return timing.forMs === 0
        ? apply(started, slotMs, [{ to: "firing", cause: "breached" }])
        : apply(started, slotMs, [{ to: "pending", cause: "breached" }]);
    case "pending":
      return slotMs - firstTrueMs >= timing.forMs
        ? apply(started, slotMs, [{ to: "firing", cause: "held_for" }])
        : apply(started, slotMs, []);
    case "recovering":
      return apply(started, slotMs, [{ to: "firing", cause: "breached_again" }]);
    case "firing":
      return apply(started, slotMs, []);
  }
}

function stepFalse(
  state: InstanceState,
  slotMs: number,
  timing: InstanceTiming,
  cause: TransitionCause,
): Step {
  const cleared: InstanceState = { ...state, firstTrueMs: null };
  switch (state.state) {
    case "inactive":
      return apply(cleared, slotMs, []);
    case "pending":
      return apply(cleared, slotMs, [{ to: "inactive", cause }]);
    case "firing": {
      if (timing.keepFiringForMs === 0) return apply(cleared, slotMs, [{ to: "inactive", cause }]);
      return apply({ ...cleared, clearSinceMs: slotMs }, slotMs, [
        { to: "recovering", cause: "recovering" },
      ]);
    }
    case "recovering": {
      const clearSinceMs = state.clearSinceMs ?? slotMs;
      if (slotMs - clearSinceMs < timing.keepFiringForMs) {
        return apply({ ...cleared, clearSinceMs }, slotMs, []);
      }
      return apply({ ...cleared, clearSinceMs: null }, slotMs, [
        { to: "inactive", cause: "recovered" },
      ]);
    }
  }
}

/**
 * Ends an instance from outside the data: its rule was deleted, disabled or regrouped. Active
 * instances resolve with that cause.
 */
export function endInstance(
  current: InstanceState,
  slotMs: number,
  cause: "rule_deleted" | "rule_disabled" | "rule_changed",
): Step {
  if (current.state === "inactive") return { next: current, transitions: [], event: null };
  const ended: InstanceState = { ...current, firstTrueMs: null, clearSinceMs: null };
  return apply(ended, slotMs, [{ to: "inactive", cause }]);
}
