import { createHash } from "node:crypto";
import type { Labels, Notification } from "@headroom/alerting";
import { incidentLink } from "../incident-link.ts";

/** How the Alertmanager webhook format says that an alert has not ended. */
const NO_END = "0001-01-01T00:00:00Z";
const FINGERPRINT_LENGTH = 16;

/**
 * The body of a webhook: Alertmanager's webhook format, version 4 (alerting.md 1.2), so that
 * receivers written for it work, and beside it kind, title, summary, severity, incidentId,
 * incidentUrl and the value of each alert.
 */
export function webhookPayload(notification: Notification) {
  const { alerts, incidentUrl } = notification;
  const annotations = alerts.map((alert) => alert.annotations);
  return {
    version: "4",
    groupKey: notification.groupKey,
    truncatedAlerts: notification.truncatedAlerts,
    status: statusOf(notification),
    receiver: "headroom",
    groupLabels: { alertname: notification.ruleName },
    commonLabels: notification.commonLabels,
    commonAnnotations: commonOf(annotations),
    externalURL: incidentLink(notification)?.origin ?? "",
    alerts: alerts.map((alert) => ({
      status: alert.status,
      labels: alert.labels,
      annotations: alert.annotations,
      startsAt: alert.startsAt,
      endsAt: alert.endsAt ?? NO_END,
      generatorURL: incidentUrl ?? "",
      fingerprint: shortFingerprint(alert.fingerprint),
      value: alert.value,
    })),
    kind: notification.kind,
    title: notification.title,
    summary: notification.summary,
    severity: notification.severity,
    incidentId: notification.incidentId,
    incidentUrl,
    sentAt: notification.sentAt,
  };
}

/** Firing while any alert fires; a notice without alerts goes by its kind. */
function statusOf({ kind, alerts }: Notification): "firing" | "resolved" {
  if (kind === "resolved") return "resolved";
  if (alerts.length === 0) return "firing";
  return alerts.some((alert) => alert.status === "firing") ? "firing" : "resolved";
}

function commonOf(sets: readonly Labels[]): Labels {
  const [first, ...rest] = sets;
  if (first === undefined) return {};
  return Object.fromEntries(
    Object.entries(first).filter(([key, value]) => rest.every((each) => each[key] === value)),
  );
}

/** Receivers expect 16 hex digits. */
function shortFingerprint(fingerprint: string): string {
  return createHash("sha256").update(fingerprint).digest("hex").slice(0, FINGERPRINT_LENGTH);
}
