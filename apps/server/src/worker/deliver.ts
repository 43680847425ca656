import { nextDeliveryDelayMs } from "@headroom/alerting";
import type { MetadataStore } from "@headroom/metadata-store";
import type { Logger } from "pino";
import type { Deliver } from "../channels/delivery.ts";
import type { Bell } from "./bell.ts";

const LEASE_MS = 30_000;

export interface DeliveryDependencies {
  readonly metadata: MetadataStore;
  readonly deliver: Deliver;
  readonly now: () => number;
  readonly random: () => number;
  readonly onNotice?: ((report: NoticeReport) => void) | undefined;
  readonly log: Logger;
}

/** How one try at a notice went, for measurements. */
export interface NoticeReport {
  /** Type of the channel. */
  readonly channel: string;
  readonly outcome: "delivered" | "retryable" | "failed";
}

/** Makes one try at a due notice, writes how it went, and rings for what may follow. */
export async function runDelivery(
  intentId: string,
  owner: string,
  bell: Bell,
  { metadata, deliver, now, random, onNotice, log }: DeliveryDependencies,
): Promise<void> {
  const [intent] = await metadata.intents.claimDue({
    nowMs: now(),
    owner,
    leaseMs: LEASE_MS,
    limit: 1,
    ids: [intentId],
  });
  if (intent === undefined) return;
  const outcome =
    intent.channel === null
      ? { outcome: "failed" as const, detail: "The channel was deleted." }
      : await deliver(intent.channel, intent.notification);
  const retryAfterMs = outcome.outcome === "retryable" ? outcome.retryAfterMs : undefined;
  const delayMs =
    outcome.outcome === "retryable"
      ? nextDeliveryDelayMs(intent.attempt, retryAfterMs, random())
      : null;
  const finishedMs = now();
  onNotice?.({ channel: intent.channel?.type ?? "deleted", outcome: outcome.outcome });
  if (outcome.outcome !== "delivered") {
    log.warn({ intent: intentId, attempt: intent.attempt, ...outcome }, "notice not delivered");
  }
  const recorded = await metadata.intents.recordAttempt({
    intentId,
    attempt: intent.attempt,
    finishedMs,
    outcome,
    nextAttemptMs: delayMs === null ? null : finishedMs + delayMs,
  });
  if (delayMs !== null) await bell.deliver([intentId], delayMs);
  if (recorded.nextIntentId !== null) await bell.deliver([recorded.nextIntentId]);
}
