import type { Labels, Severity } from "./rule.ts";

export const notificationKinds = [
  "firing",
  "resolved",
  "escalation",
  "escalation_exhausted",
  "test",
] as const;
export type NotificationKind = (typeof notificationKinds)[number];

/** One alert inside a notification. Times are ISO 8601. */
export interface NotifiedAlert {
  readonly status: "firing" | "resolved";
  readonly labels: Labels;
  readonly annotations: Labels;
  readonly value: number | null;
  readonly startsAt: string;
  readonly endsAt: string | null;
  readonly fingerprint: string;
}

/** What a channel is asked to tell; complete, so that a retry needs nothing else. */
export interface Notification {
  readonly kind: NotificationKind;
  /** The same for every try of this notice; receivers may drop repeats by it. */
  readonly dedupKey: string;
  readonly incidentId: string | null;
  readonly incidentUrl: string | null;
  readonly title: string;
  readonly summary: string;
  readonly severity: Severity;
  readonly ruleName: string;
  readonly groupKey: string;
  readonly commonLabels: Labels;
  readonly alerts: readonly NotifiedAlert[];
  /** Alerts left out of `alerts` because there were too many. */
  readonly truncatedAlerts: number;
  readonly sentAt: string;
}

/** Outcome of one try. `retryable` covers network faults, time-outs, 429 and 5xx. */
export type DeliveryOutcome =
  | { readonly outcome: "delivered"; readonly detail: string }
  | { readonly outcome: "retryable"; readonly detail: string; readonly retryAfterMs?: number }
  | { readonly outcome: "failed"; readonly detail: string };

export const MAX_DELIVERY_ATTEMPTS = 12;
const FIRST_DELAY_MS = 2_000;
const LONGEST_DELAY_MS = 10 * 60_000;

/**
 * When to try again after `attempts` failed tries: exponential from 2 s to 10 min with ±20 %
 * jitter, never before what the receiver asked for (capped at 1 h). Null: give up.
 * @param random uniform in [0, 1)
 */
export function nextDeliveryDelayMs(
  attempts: number,
  retryAfterMs: number | undefined,
  random: number,
): number | null {
  if (attempts >= MAX_DELIVERY_ATTEMPTS) return null;
  const base = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** Math.max(0, attempts - 1));
  const jittered = base * (0.8 + 0.4 * random);
  return Math.round(Math.max(jittered, Math.min(retryAfterMs ?? 0, 3_600_000)));
}

/** Key of one notice to one channel: equal for every try and every replica. */
export function dedupKeyOf(parts: {
  channelId: string;
  incidentId: string;
  kind: NotificationKind;
  /** What makes this notice differ from the last one of its kind: slot, or level and round. */
  step: string;
}): string {
  return `${parts.incidentId}:${parts.kind}:${parts.step}:${parts.channelId}`;
}
