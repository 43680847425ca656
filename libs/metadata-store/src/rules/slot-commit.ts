import type {
  DataStatus,
  InstanceState,
  Labels,
  Notification,
  NotificationKind,
  Severity,
  Transition,
} from "@headroom/alerting";
import type { BaselineChanges } from "./baselines.ts";

/** A notice before it is addressed to a channel. */
export type NoticePayload = Omit<Notification, "dedupKey">;

/** A notice to one channel. `payload.dedupKey` is set to `dedupKey` when it is stored. */
export interface NewIntent {
  readonly channelId: string;
  readonly dedupKey: string;
  readonly kind: NotificationKind;
  readonly payload: NoticePayload;
}

/** What a slot did to one instance. */
export interface InstanceCommit {
  readonly fingerprint: string;
  /** Labels of the group; the labels of the alert follow from the rule. */
  readonly labels: Labels;
  /** Expanded annotations of the alert. */
  readonly annotations?: Labels | undefined;
  readonly state: InstanceState;
  readonly transitions: readonly Transition[];
  /** The query, the window and the values of the slot; null keeps what is stored. */
  readonly evidence: unknown;
  readonly event: "fired" | "resolved" | null;
}

interface IncidentFacts {
  /** For `open` a new id (`createId`); otherwise the id of the open incident that was claimed. */
  readonly incidentId: string;
  readonly groupKey: string;
  readonly title: string;
  readonly severity: Severity;
  readonly labels: Labels;
}

/** What a slot does to the incident of its group. */
export type IncidentCommit =
  | (IncidentFacts & { readonly decision: "open" | "join" | "shrink" | "none" })
  | (IncidentFacts & {
      readonly decision: "resolve";
      /** Goes to every channel that was told; the store sets `dedupKey`. */
      readonly resolvedNotice: NoticePayload;
    });

/** Everything one evaluated slot changes. Times are Unix ms. */
export interface SlotCommit {
  readonly ruleId: string;
  /** From the claim; a token that is no longer the newest changes nothing. */
  readonly fencingToken: number;
  readonly ruleVersion: number;
  readonly slotMs: number;
  readonly dataUptoMs: number;
  /** When the rule is due again. In the future: the claim ends with this commit. */
  readonly nextSlotMs: number;
  readonly nowMs: number;
  readonly status: "evaluated" | "error";
  readonly error?: string | undefined;
  readonly dataStatus: DataStatus;
  readonly instances: readonly InstanceCommit[];
  readonly incident?: IncidentCommit | undefined;
  readonly intents: readonly NewIntent[];
  /** What the rule still waits for before it can judge. */
  readonly learning?: string | null | undefined;
  /** What anomaly rules learnt; written with the slot or not at all. */
  readonly baselines?: BaselineChanges | undefined;
  /** Heeded when the decision is `open`. */
  readonly escalation?: { readonly start: { readonly policyId: string } } | undefined;
}

/**
 * Why a slot changed nothing. stale_token: another owner holds the rule. version_changed and
 * rule_gone: the rule was edited, or disabled or deleted. slot_exists: it is committed already.
 * incident_changed: a person resolved the incident meanwhile; claim again and decide anew.
 */
export type SlotRefusal =
  | "stale_token"
  | "version_changed"
  | "rule_gone"
  | "slot_exists"
  | "incident_changed";

/** Ids of what was queued, so that the jobs can be rung. */
export type SlotCommitResult =
  | {
      readonly committed: true;
      readonly intentIds: readonly string[];
      readonly escalationRunId: string | null;
    }
  | { readonly committed: false; readonly reason: SlotRefusal };
