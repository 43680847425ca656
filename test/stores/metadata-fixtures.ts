import { newInstance, type InstanceState, type ThresholdRule } from "@headroom/alerting";
import {
  createId,
  type ClaimedRule,
  type IncidentCommit,
  type InstanceCommit,
  type MetadataStore,
  type NewIntent,
  type NoticePayload,
  type SlotCommit,
} from "@headroom/metadata-store";

/** A moment that all tests count from, on a whole second. */
export const T0 = 1_800_000_000_000;

/** A rule definition that is valid and says little. */
export function definition(changes: Partial<ThresholdRule> = {}): ThresholdRule {
  return {
    name: "High latency",
    description: "",
    enabled: true,
    kind: "threshold",
    signal: { type: "red", measure: "p95", service: "shop", groupBy: [] },
    condition: { comparison: "gt", threshold: 100 },
    windowMs: 60_000,
    intervalMs: 10_000,
    evalDelayMs: 0,
    forMs: 0,
    keepFiringForMs: 0,
    noData: "hold",
    severity: "critical",
    labels: { team: "web" },
    annotations: {},
    channelIds: [],
    escalationPolicyId: null,
    ...changes,
  };
}

/** A notice of no particular content. */
export function notice(kind: NoticePayload["kind"], incidentId: string): NoticePayload {
  return {
    kind,
    incidentId,
    incidentUrl: null,
    title: "High latency",
    summary: "p95 is 200 ms",
    severity: "critical",
    ruleName: "High latency",
    groupKey: "group",
    commonLabels: {},
    alerts: [],
    truncatedAlerts: 0,
    sentAt: new Date(T0).toISOString(),
  };
}

export function intent(channelId: string, incidentId: string, step: string): NewIntent {
  const dedupKey = `${incidentId}:firing:${step}:${channelId}`;
  return { channelId, dedupKey, kind: "firing", payload: notice("firing", incidentId) };
}

/** An instance that fires since `slotMs`. */
export function fired(
  slotMs: number,
  labels: Readonly<Record<string, string>> = {},
): InstanceCommit {
  const state: InstanceState = {
    ...newInstance(slotMs),
    state: "firing",
    firstTrueMs: slotMs,
    firedMs: slotMs,
    value: 200,
    seq: 1,
  };
  return {
    fingerprint: JSON.stringify(Object.entries(labels)),
    labels,
    state,
    transitions: [{ seq: 1, from: "inactive", to: "firing", slotMs, cause: "breached" }],
    evidence: { query: "p95", value: 200 },
    event: "fired",
  };
}

/** The same instance when it resolves at `slotMs`. */
export function resolved(before: InstanceCommit, slotMs: number): InstanceCommit {
  const seq = before.state.seq + 1;
  return {
    ...before,
    state: {
      ...before.state,
      state: "inactive",
      sinceMs: slotMs,
      lastSlotMs: slotMs,
      firstTrueMs: null,
      value: 50,
      seq,
    },
    transitions: [{ seq, from: "firing", to: "inactive", slotMs, cause: "cleared" }],
    evidence: { query: "p95", value: 50 },
    event: "resolved",
  };
}

export function incidentFacts(ruleId: string, incidentId: string) {
  return {
    incidentId,
    groupKey: `rule:${ruleId}`,
    title: "High latency",
    severity: "critical" as const,
    labels: { team: "web" },
  };
}

/** The commit of the claimed rule's next slot. */
export function slotOf(claim: ClaimedRule, changes: Partial<SlotCommit> = {}): SlotCommit {
  const slotMs = claim.rule.nextSlotMs ?? T0;
  return {
    ruleId: claim.rule.id,
    fencingToken: claim.fencingToken,
    ruleVersion: claim.rule.version,
    slotMs,
    dataUptoMs: slotMs,
    nextSlotMs: slotMs + claim.rule.definition.intervalMs,
    nowMs: slotMs,
    status: "evaluated",
    dataStatus: "ok",
    instances: [],
    intents: [],
    ...changes,
  };
}

/** Claims one rule that is due; fails the test when it is not. */
export async function claim(
  store: MetadataStore,
  ruleId: string,
  nowMs: number,
  owner = "one",
): Promise<ClaimedRule> {
  const claimed = await store.rules.claimDue({
    nowMs,
    owner,
    leaseMs: 5_000,
    limit: 1,
    ids: [ruleId],
  });
  const [first] = claimed;
  if (first === undefined) throw new Error(`rule ${ruleId} is not due`);
  return first;
}

/** What `openIncident` made. */
export interface OpenedIncident {
  readonly ruleId: string;
  readonly incidentId: string;
  readonly channelId: string;
  readonly alert: InstanceCommit;
  readonly slotMs: number;
  readonly escalationRunId: string | null;
}

/** Creates a channel, a policy of two levels on it and a rule, and commits a slot that fires. */
export async function openIncident(store: MetadataStore): Promise<OpenedIncident> {
  const channel = await store.channels.create({
    name: `ops ${createId()}`,
    config: { type: "webhook", url: "http://127.0.0.1:9/" },
    nowMs: T0,
  });
  const level = { channelIds: [channel.id], timeoutMs: 60_000 };
  const policy = await store.escalations.createPolicy({
    name: `policy ${createId()}`,
    levels: [level, level],
    repeat: 0,
    nowMs: T0,
  });
  const rule = await store.rules.create({
    definition: definition({ channelIds: [channel.id], escalationPolicyId: policy.id }),
    nowMs: T0,
  });
  const claimed = await claim(store, rule.id, T0);
  const slotMs = claimed.rule.nextSlotMs ?? T0;
  const alert = fired(slotMs);
  const incidentId = createId();
  const incident: IncidentCommit = { decision: "open", ...incidentFacts(rule.id, incidentId) };
  const result = await store.rules.commitSlot(
    slotOf(claimed, {
      instances: [alert],
      incident,
      intents: [intent(channel.id, incidentId, String(slotMs))],
      escalation: { start: { policyId: policy.id } },
    }),
  );
  if (!result.committed) throw new Error(result.reason);
  const { escalationRunId } = result;
  return { ruleId: rule.id, incidentId, channelId: channel.id, alert, slotMs, escalationRunId };
}
