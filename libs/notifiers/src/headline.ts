import type { Notification, NotificationKind } from "@headroom/alerting";

const words: Readonly<Record<NotificationKind, string>> = {
  firing: "Firing",
  resolved: "Resolved",
  escalation: "Still unanswered",
  escalation_exhausted: "Nobody answered",
  test: "Test",
};

/** The first line of a notice for people: what happened and to what, on one line. */
export function headlineOf(notification: Notification): string {
  return `${words[notification.kind]}: ${notification.title}`.replace(/\s+/g, " ").trim();
}
