import { createHash } from "node:crypto";
import type { Notification, NotifiedAlert } from "@headroom/alerting";
import { headlineOf } from "../headline.ts";
import { incidentLink } from "../incident-link.ts";

/** What nodemailer needs of a message, but for sender and receivers. */
export interface EmailMessage {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly messageId: string;
  /** The thread of the incident. */
  readonly references?: string;
  readonly inReplyTo?: string;
  readonly headers: Readonly<Record<string, string>>;
}

const LONGEST_SUBJECT = 200;

/** Escapes text for HTML, inside elements and quoted attributes. */
export function escapeHtml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");
}

/** Letters and digits only, so that it fits every header: the first 128 bits of SHA-256. */
function idOf(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 32);
}

/**
 * A notice as an e-mail. Every try of a notice has the same Message-ID, so that mail servers can
 * drop repeats; all notices of an incident refer to one id and so form a thread.
 * @param domain the domain of the sender
 */
export function emailMessage(notification: Notification, domain: string): EmailMessage {
  const { incidentId } = notification;
  const thread = incidentId === null ? undefined : `<incident-${idOf(incidentId)}@${domain}>`;
  const headline = headlineOf(notification);
  return {
    subject: headline.slice(0, LONGEST_SUBJECT).toWellFormed(),
    text: textBody(notification, headline),
    html: htmlBody(notification, headline),
    messageId: `<notice-${idOf(notification.dedupKey)}@${domain}>`,
    ...(thread === undefined ? {} : { references: thread, inReplyTo: thread }),
    headers: {
      "Auto-Submitted": "auto-generated",
      "X-Auto-Response-Suppress": "All",
      "X-Headroom-Severity": notification.severity,
    },
  };
}

function labelsOf(alert: NotifiedAlert): string {
  return Object.entries(alert.labels)
    .map(([key, value]) => `${key}=${value}`)
    .join(", ");
}

function textBody(notification: Notification, headline: string): string {
  const alerts = notification.alerts.map((alert) =>
    [
      `- ${alert.status}: ${labelsOf(alert)}`,
      alert.annotations["summary"] ?? "",
      `since ${alert.startsAt}${alert.endsAt === null ? "" : ` until ${alert.endsAt}`}`,
    ]
      .filter((line) => line !== "")
      .join("\n  "),
  );
  const { truncatedAlerts } = notification;
  const link = incidentLink(notification);
  return [
    headline,
    notification.summary,
    `Severity: ${notification.severity}\nRule: ${notification.ruleName}`,
    ...alerts,
    ...(truncatedAlerts > 0 ? [`and ${truncatedAlerts} more`] : []),
    ...(link === undefined ? [] : [link.href]),
  ].join("\n\n");
}

function htmlBody(notification: Notification, headline: string): string {
  const rows = notification.alerts.map(
    (alert) =>
      `<tr><td>${escapeHtml(alert.status)}</td><td>${escapeHtml(labelsOf(alert))}<br>${escapeHtml(alert.annotations["summary"] ?? "")}</td><td>${escapeHtml(alert.startsAt)}</td></tr>`,
  );
  const { truncatedAlerts } = notification;
  const url = incidentLink(notification)?.href;
  return [
    "<!doctype html><html><body>",
    `<h2>${escapeHtml(headline)}</h2>`,
    `<p>${escapeHtml(notification.summary)}</p>`,
    `<p>Severity: ${escapeHtml(notification.severity)}<br>Rule: ${escapeHtml(notification.ruleName)}</p>`,
    rows.length > 0
      ? `<table border="1" cellpadding="4"><tr><th>State</th><th>Alert</th><th>Since</th></tr>${rows.join("")}</table>`
      : "",
    truncatedAlerts > 0 ? `<p>and ${truncatedAlerts} more</p>` : "",
    url === undefined ? "" : `<p><a href="${escapeHtml(url)}">Open the incident</a></p>`,
    "</body></html>",
  ].join("\n");
}
