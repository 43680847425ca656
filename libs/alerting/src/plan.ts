import type { Verdict } from "@headroom/detection";
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
import { comparedWith, judgeValue, noContext, type JudgeContext } from "./judge.ts";
import type { ExpectedEvidence, ForecastEvidence, Judged } from "./judged.ts";
import { fingerprintOf } from "./labels.ts";
import type { Labels, RuleDefinition } from "./rule.ts";
import { windowOf, type Window } from "./window.ts";
import { describeSignal } from "./words.ts";

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

/** What an evaluation saw, kept with the alert so that a page can be checked later. */
export interface AlertEvidence {
  readonly query: string;
  readonly windowFrom: string;
  readonly windowTo: string;
  readonly value: number | null;
  /** What was compared, or the direction that was watched. */
  readonly comparison: string;
  /** Null where there is no limit, as in anomaly rules. */
  readonly threshold: number | null;
  readonly samples: number;
  /** How unusual it was, or when the limit is reached; null where value and limit say it all. */
  readonly sentence: string | null;
  readonly expected: ExpectedEvidence | null;
  readonly forecast: ForecastEvidence | null;
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
  /** What the rule still waits for before it can judge; null when it judged. */
  readonly learning: string | null;
  /** What was said about each group that has a value, by fingerprint. */
  readonly judged: ReadonlyMap<string, Judged>;
}

/**
 * Judges one slot of a rule: every group by the rule's kind, absent groups and absent data by
 * the rule's policy, then the state machine and the incident. New groups get an instance only
 * when they breach, so a rule over many healthy groups keeps no rows for them.
 * @param input.context what rules of other kinds than threshold are judged with
 */
export function planSlot(input: {
  rule: RuleDefinition;
  known: readonly KnownInstance[];
  hasOpenIncident: boolean;
  slotMs: number;
  result: WindowResult;
  context?: JudgeContext | undefined;
}): SlotPlan {
  const { rule, known, slotMs, result, context = noContext } = input;
  const window = windowOf(rule, slotMs);
  const seen = new Map<string, GroupValue>();
  if (result.kind === "values") {
    for (const group of result.groups) seen.set(fingerprintOf(group.labels), group);
  }
  const isEmpty = result.kind === "values" && seen.size === 0;
  const judgements = new Map<string, Judged>();
  const judge = (fingerprint: string, value: number): Judged => {
    const judged = judgeValue(rule, { fingerprint, value }, window, context);
    judgements.set(fingerprint, judged);
    return judged;
  };
  const groups = collectGroups(rule, known, seen, isEmpty);
  const instances = groups.flatMap(({ fingerprint, labels, state }): PlannedInstance[] => {
    const group = seen.get(fingerprint);
    const observation = observe(rule, result, group, isEmpty, (value) => judge(fingerprint, value));
    const step = stepInstance(state ?? newInstance(slotMs), observation, slotMs, rule);
    if (state === undefined && step.next.state === "inactive") return [];
    const judged = judgements.get(fingerprint);
    const evidence = evidenceOf(rule, window, observation, { group, judged });
    return [planned(fingerprint, labels, step, evidence)];
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
    learning: describeLearners([...judgements.values()]),
    judged: judgements,
  };
}

function describeLearners(judgements: readonly Judged[]): string | null {
  const learners = judgements.filter(({ learning }) => learning !== null);
  const first = learners[0]?.learning ?? null;
  if (first === null || judgements.length === 1) return first;
  return `${learners.length} of ${judgements.length} groups are learning. ${first}`;
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
  judge: (value: number) => Judged,
): Observation {
  if (result.kind === "error") return { kind: "error" };
  if (group === undefined && !isEmpty) {
    // A truncated answer does not show that a group is gone.
    return result.truncated ? { kind: "error" } : { kind: "missing" };
  }
  const value = group === undefined || Number.isNaN(group.value) ? null : group.value;
  if (value === null && rule.noData !== "zero") {
    return { kind: "no_data", verdict: noDataVerdict(rule) };
  }
  return { kind: "value", verdict: judge(value ?? 0).verdict, value: value ?? 0 };
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
  { group, judged }: { group: GroupValue | undefined; judged: Judged | undefined },
): AlertEvidence | null {
  if (observation.kind !== "value" && observation.kind !== "no_data") return null;
  const { comparison, threshold } = judged ?? comparedWith(rule);
  return {
    query: describeSignal(rule),
    windowFrom: new Date(window.fromMs).toISOString(),
    windowTo: new Date(window.toMs).toISOString(),
    value: observation.kind === "value" ? observation.value : null,
    comparison,
    threshold,
    samples: group?.samples ?? 0,
    sentence: judged?.sentence ?? null,
    expected: judged?.expected ?? null,
    forecast: judged?.forecast ?? null,
  };
}
