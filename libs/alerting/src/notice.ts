import type { Notification, NotificationKind, NotifiedAlert } from "./delivery.ts";
import type { Comparison } from "@headroom/detection";
import { comparedWith } from "./judge.ts";
import { alertLabels, expandTemplate, formatMeasured } from "./labels.ts";
import { isFiring, type AlertEvidence, type PlannedInstance } from "./plan.ts";
import type { Labels, RuleDefinition } from "./rule.ts";
import { describeSignal } from "./words.ts";

/** More alerts than this are counted, not listed: receivers refuse very long messages. */
export const MAX_ALERTS_IN_NOTICE = 50;

const comparisonWords: Readonly<Record<Comparison, string>> = {
  gt: "above",
  gte: "at or above",
  lt: "below",
  lte: "at or below",
  eq: "equal to",
  neq: "different from",
};

/**
 * What an alert says about itself: the sentence of its evidence where it has one, else the value,
 * the limit and the window.
 */
export function describeBreach(
  rule: RuleDefinition,
  value: number | null,
  evidence: Pick<AlertEvidence, "sentence"> | null = null,
): string {
  if (evidence !== null && evidence.sentence !== null) return evidence.sentence;
  if (value === null) return `${describeSignal(rule)} has no data`;
  const measured = `${describeSignal(rule)} is ${formatMeasured(rule.signal, value)}`;
  if (rule.kind !== "threshold") return measured;
  const { comparison, threshold } = rule.condition;
  return `${measured}, ${comparisonWords[comparison]} ${formatMeasured(rule.signal, threshold)}`;
}

/** Title of an incident: the rule's name and, where it groups, the first group. */
export function incidentTitle(rule: RuleDefinition, instances: readonly PlannedInstance[]): string {
  const groups = instances.filter((each) => each.event === "fired").map((each) => each.labels);
  const first = groups[0] === undefined ? "" : Object.values(groups[0]).join(" · ");
  if (first === "") return rule.name;
  return groups.length === 1
    ? `${rule.name}: ${first}`
    : `${rule.name}: ${first} and ${groups.length - 1} more`;
}

/** The notice about the alerts of one rule, complete but for its channel and its key. */
export function createNotice(input: {
  rule: RuleDefinition;
  kind: NotificationKind;
  incident: { id: string; title: string } | null;
  groupKey: string;
  publicUrl: string;
  instances: readonly PlannedInstance[];
  nowMs: number;
}): Omit<Notification, "dedupKey"> {
  const { rule, incident } = input;
  const alerts = input.instances
    .filter((each) => isFiring(each.state) || each.event !== null)
    .map((each) => notifiedAlert(rule, each));
  const listed = alerts.slice(0, MAX_ALERTS_IN_NOTICE);
  const summary =
    listed[0]?.annotations["summary"] ?? describeBreach(rule, listed[0]?.value ?? null);
  return {
    kind: input.kind,
    incidentId: incident?.id ?? null,
    incidentUrl: incident === null ? null : `${input.publicUrl}/incidents/${incident.id}`,
    title: incident?.title ?? rule.name,
    summary,
    severity: rule.severity,
    ruleName: rule.name,
    groupKey: input.groupKey,
    commonLabels: commonOf(listed.map((each) => each.labels)),
    alerts: listed,
    truncatedAlerts: alerts.length - listed.length,
    sentAt: new Date(input.nowMs).toISOString(),
  };
}

/** The annotations of an alert with its values filled in; `summary` is always there. */
export function expandAnnotations(
  rule: RuleDefinition,
  instance: Pick<PlannedInstance, "labels" | "state" | "evidence">,
): Labels {
  const { evidence } = instance;
  const { value } = instance.state;
  const labels = alertLabels(rule, instance.labels);
  const threshold = evidence?.threshold ?? comparedWith(rule).threshold;
  const data = { labels, value, threshold, signal: rule.signal };
  const given = Object.entries(rule.annotations).map(([key, text]): [string, string] => [
    key,
    expandTemplate(text, data),
  ]);
  return { summary: describeBreach(rule, value, evidence), ...Object.fromEntries(given) };
}

/** Key of the group that a rule's alerts form; one unresolved incident per key. */
export function groupKeyOf(ruleId: string): string {
  return `rule:${ruleId}`;
}

function notifiedAlert(rule: RuleDefinition, instance: PlannedInstance): NotifiedAlert {
  const firing = isFiring(instance.state);
  return {
    status: firing ? "firing" : "resolved",
    labels: alertLabels(rule, instance.labels),
    annotations: expandAnnotations(rule, instance),
    value: instance.state.value,
    startsAt: new Date(instance.state.firedMs ?? instance.state.sinceMs).toISOString(),
    endsAt: firing ? null : new Date(instance.state.lastSlotMs).toISOString(),
    fingerprint: instance.fingerprint,
  };
}

/** Labels that all sets have with the same value. */
function commonOf(sets: readonly Labels[]): Labels {
  const [first, ...rest] = sets;
  if (first === undefined) return {};
  return Object.fromEntries(
    Object.entries(first).filter(([key, value]) => rest.every((each) => each[key] === value)),
  );
}
