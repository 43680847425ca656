import { judgeThreshold, type Verdict } from "@headroom/detection";
import {
  newInstance,
  stepInstance,
  type DataStatus,
  type InstanceState,
  type Observation,
  type Step,
  type Transition,
} from "./instance.ts";
import { decideIncident, type IncidentDecision } from "./incident.ts";
import { fingerprintOf } from "./labels.ts";
import type { Labels, RuleDefinition } from "./rule.ts";

/** One group of a rule's window. `value` null: the group exists but has no value. */
export interface GroupValue {
  readonly labels: Labels;
  readonly value: number | null;
  readonly samples: number;
}

/** What the store answered for one window. */
export type WindowResult =
  | { readonly kind: "values"; readonly groups: readonly GroupValue[]; readonly truncated: boolean }
  | { readonly kind: "error"; readonly message: string };

/** A window of data, (fromMs, toMs]. */
export interface Window {
  readonly fromMs: number;
  readonly toMs: number;
}

/** What an evaluation saw, kept with the alert so that a page can be checked later. */
export interface AlertEvidence {
  readonly query: string;
  readonly windowFrom: string;
  readonly windowTo: string;
  readonly value: number | null;
  readonly comparison: string;
  readonly threshold: number;
  readonly samples: number;
}

export interface KnownInstance {
  readonly fingerprint: string;
  readonly labels: Labels;
  readonly state: InstanceState;
}

export interface PlannedInstance extends KnownInstance {
  readonly transitions: readonly Transition[];
  readonly event: "fired" | "resolved" | null;
  readonly evidence: AlertEvidence | null;
}

/** Everything one slot changes, ready to be committed in one transaction. */
export interface SlotPlan {
  readonly status: "evaluated" | "error";
  readonly error: string | null;
  readonly dataStatus: DataStatus;
  readonly instances: readonly PlannedInstance[];
  readonly decision: IncidentDecision;
}

/** The window that a slot judges. */
export function windowOf(rule: RuleDefinition, slotMs: number): Window {
  const toMs = slotMs - rule.evalDelayMs;
  return { fromMs: toMs - rule.windowMs, toMs };
}

/**
 * Judges one slot of a rule: every group against the threshold, absent groups and absent data by
 * the rule's policy, then the state machine and the incident. New groups get an instance only
 * when they breach, so a rule over many healthy groups keeps no rows for them.
 */
export function planSlot(input: {
  rule: RuleDefinition;
  known: readonly KnownInstance[];
  hasOpenIncident: boolean;
  slotMs: number;
  result: WindowResult;
}): SlotPlan {
  const { rule, known, slotMs, result } = input;
  const window = windowOf(rule, slotMs);
  const seen = new Map<string, GroupValue>();
  if (result.kind === "values") {
    for (const group of result.groups) seen.set(fingerprintOf(group.labels), group);
  }
  const isEmpty = result.kind === "values" && seen.size === 0;
  const groups = collectGroups(rule, known, seen, isEmpty);
  const instances = groups.flatMap(({ fingerprint, labels, state }): PlannedInstance[] => {
    const group = seen.get(fingerprint);
    const observation = observe(rule, result, group, isEmpty);
    const step = stepInstance(state ?? newInstance(slotMs), observation, slotMs, rule);
    if (state === undefined && step.next.state === "inactive") return [];
    return [planned(fingerprint, labels, step, evidenceOf(rule, window, observation, group))];
  });
  return {
    status: result.kind === "error" ? "error" : "evaluated",
    error: errorOf(result),
    dataStatus: result.kind === "error" ? "error" : isEmpty ? "no_data" : "ok",
    instances,
    decision: decideIncident(input.hasOpenIncident, {
      fired: instances.filter((each) => each.event === "fired").length,
      resolved: instances.filter((each) => each.event === "resolved").length,
      firing: instances.filter((each) => isFiring(each.state)).length,
    }),
  };
}

/** Whether an instance counts as firing: it fired and has not resolved. */
export function isFiring(state: InstanceState): boolean {
  return state.state === "firing" || state.state === "recovering";
}

function planned(
  fingerprint: string,
  labels: Labels,
  step: Step,
  evidence: AlertEvidence | null,
): PlannedInstance {
  const { next, transitions, event } = step;
  return { fingerprint, labels, state: next, transitions, event, evidence };
}

interface Candidate {
  readonly fingerprint: string;
  readonly labels: Labels;
  readonly state: InstanceState | undefined;
}

function collectGroups(
  rule: RuleDefinition,
  known: readonly KnownInstance[],
  seen: ReadonlyMap<string, GroupValue>,
  isEmpty: boolean,
): Candidate[] {
  const all = new Map<string, Candidate>();
  for (const each of known) all.set(each.fingerprint, each);
  for (const [fingerprint, group] of seen) {
    if (!all.has(fingerprint)) {
      all.set(fingerprint, { fingerprint, labels: group.labels, state: undefined });
    }
  }
  // Without any group there is still the rule itself to judge: it may watch for absence.
  if (isEmpty && all.size === 0 && (rule.noData === "alert" || rule.noData === "zero")) {
    const fingerprint = fingerprintOf({});
    all.set(fingerprint, { fingerprint, labels: {}, state: undefined });
  }
  return [...all.values()];
}

function observe(
  rule: RuleDefinition,
  result: WindowResult,
  group: GroupValue | undefined,
  isEmpty: boolean,
): Observation {
  if (result.kind === "error") return { kind: "error" };
  if (group === undefined && !isEmpty) {
    // A truncated answer does not show that a group is gone.
    return result.truncated ? { kind: "error" } : { kind: "missing" };
  }
  if (group === undefined || group.value === null || Number.isNaN(group.value)) {
    if (rule.noData === "zero") return valueOf(rule, 0);
    return { kind: "no_data", verdict: noDataVerdict(rule) };
  }
  return valueOf(rule, group.value);
}

function valueOf(rule: RuleDefinition, value: number): Observation {
  return { kind: "value", verdict: judgeThreshold(value, rule.condition), value };
}

function noDataVerdict(rule: RuleDefinition): Verdict {
  switch (rule.noData) {
    case "alert":
      return "true";
    case "ok":
      return "false";
    case "zero":
    case "hold":
      return "unknown";
  }
}

function errorOf(result: WindowResult): string | null {
  if (result.kind === "error") return result.message;
  return result.truncated
    ? "The rule has more groups than are evaluated. Narrow its filters or group by less."
    : null;
}

function evidenceOf(
  rule: RuleDefinition,
  window: Window,
  observation: Observation,
  group: GroupValue | undefined,
): AlertEvidence | null {
  if (observation.kind !== "value" && observation.kind !== "no_data") return null;
  return {
    query: describeSignal(rule),
    windowFrom: new Date(window.fromMs).toISOString(),
    windowTo: new Date(window.toMs).toISOString(),
    value: observation.kind === "value" ? observation.value : null,
    comparison: rule.condition.comparison,
    threshold: rule.condition.threshold,
    samples: group?.samples ?? 0,
  };
}

/** A stretch of time in its largest whole unit: 90 s, 10 min, 2 h. */
function describeSpan(spanMs: number): string {
  if (spanMs % 3_600_000 === 0) return `${spanMs / 3_600_000} h`;
  return spanMs % 60_000 === 0 ? `${spanMs / 60_000} min` : `${spanMs / 1_000} s`;
}

/** A rule's signal in one line, for evidence and notifications. */
export function describeSignal(rule: RuleDefinition): string {
  const { signal } = rule;
  const by = signal.groupBy.length > 0 ? ` by ${signal.groupBy.join(", ")}` : "";
  const service = signal.service === undefined ? "" : ` of ${signal.service}`;
  const window = ` over ${describeSpan(rule.windowMs)}`;
  switch (signal.type) {
    case "metric":
      return `${signal.aggregation}(${signal.metric})${service}${by}${window}`;
    case "red": {
      const operation = signal.operation === undefined ? "" : ` ${signal.operation}`;
      return `${signal.measure}${service}${operation}${by}${window}`;
    }
    case "logs":
      return `count(logs)${service}${by}${window}`;
  }
}
