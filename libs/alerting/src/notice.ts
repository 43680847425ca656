import type { Notification, NotificationKind, NotifiedAlert } from "./delivery.ts";
import { alertLabels, expandTemplate, formatMeasured } from "./labels.ts";
import { describeSignal, isFiring, type PlannedInstance } from "./plan.ts";
import type { Labels, RuleDefinition } from "./rule.ts";

/** More alerts than this are counted, not listed: receivers refuse very long messages. */
export const MAX_ALERTS_IN_NOTICE = 50;

const comparisonWords: Readonly<Record<RuleDefinition["condition"]["comparison"], string>> = {
  gt: "above",
  gte: "at or above",
  lt: "below",
  lte: "at or below",
  eq: "equal to",
  neq: "different from",
};

/** What an alert says about itself: one sentence with the value, the limit and the window. */
export function describeBreach(rule: RuleDefinition, value: number | null): string {
  const limit = `${comparisonWords[rule.condition.comparison]} ${formatMeasured(rule.signal, rule.condition.threshold)}`;
  if (value === null) return `${describeSignal(rule)} has no data`;
  return `${describeSignal(rule)} is ${formatMeasured(rule.signal, value)}, ${limit}`;
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
  instance: Pick<PlannedInstance, "labels" | "state">,
): Labels {
  const { value } = instance.state;
  const labels = alertLabels(rule, instance.labels);
  const { signal, condition } = rule;
  const data = { labels, value, threshold: condition.threshold, signal };
  const given = Object.entries(rule.annotations).map(([key, text]): [string, string] => [
    key,
    expandTemplate(text, data),
  ]);
  return { summary: describeBreach(rule, value), ...Object.fromEntries(given) };
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
