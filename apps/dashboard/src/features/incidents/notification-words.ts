import type { IncidentDetail } from "@headroom/contracts";
import type { Zone } from "@/format/instant";
import { clockWithSeconds } from "./evidence-words";

/** One notice to one channel with its tries. */
export type IncidentNotification = IncidentDetail["notifications"][number];
type Attempt = IncidentNotification["attempts"][number];

/** Kinds of notices in words. */
export const kindWords: Readonly<Record<IncidentNotification["kind"], string>> = {
  firing: "Firing",
  resolved: "Resolved",
  escalation: "Escalation",
  escalation_exhausted: "Last call",
  test: "Test",
};

/** How a notice went: `Delivered at 12:00:03 on attempt 2`, `Attempt 3 at 12:05:00: timed out`. */
export function describeDelivery(notification: IncidentNotification, zone: Zone = "local"): string {
  const { attempts, status, nextAttemptAt } = notification;
  const last = attempts.at(-1);
  if (status === "delivered") {
    const tries = attempts.length > 1 ? ` on attempt ${attempts.length}` : "";
    return `Delivered${timeOf(last, zone)}${tries}`;
  }
  if (status === "failed") {
    return `Given up after ${attempts.length === 1 ? "1 attempt" : `${attempts.length} attempts`}: ${last?.detail || "no answer"}`;
  }
  const next = nextAttemptAt === null ? "" : `next try at ${clockWithSeconds(nextAttemptAt, zone)}`;
  if (last === undefined || last.outcome === null)
    return next === "" ? "Waiting to be sent" : `Waiting, ${next}`;
  return `Attempt ${last.number} did not get through: ${last.detail}${next === "" ? "" : `; ${next}`}`;
}

/** One try: `Attempt 1 at 12:00:03: HTTP 503`. */
export function describeAttempt(attempt: Attempt, zone: Zone = "local"): string {
  const at = clockWithSeconds(attempt.startedAt, zone);
  const outcome =
    attempt.outcome === null
      ? "under way"
      : attempt.outcome === "delivered"
        ? "delivered"
        : attempt.outcome === "retryable"
          ? "failed, tried again"
          : "failed for good";
  return `Attempt ${attempt.number} at ${at}: ${outcome}${attempt.detail === "" ? "" : ` – ${attempt.detail}`}`;
}

function timeOf(attempt: Attempt | undefined, zone: Zone): string {
  const iso = attempt?.finishedAt ?? attempt?.startedAt;
  return iso === undefined ? "" : ` at ${clockWithSeconds(iso, zone)}`;
}
