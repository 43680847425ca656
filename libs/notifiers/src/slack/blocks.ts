import type { Notification, NotifiedAlert } from "@headroom/alerting";
import { headlineOf } from "../headline.ts";
import { incidentLink } from "../incident-link.ts";

const LONGEST_HEADER = 150;
const LONGEST_SECTION = 2_900;
const LISTED_ALERTS = 10;
const LISTED_LABELS = 12;

/** Escapes the three characters that begin markup, mentions and links in Slack. */
export function escapeSlack(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

function shorten(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1).toWellFormed()}…`;
}

/** The body for an incoming webhook of Slack: Block Kit, with a plain text for notifications. */
export function slackMessage(notification: Notification) {
  const headline = headlineOf(notification);
  const url = incidentLink(notification)?.href;
  const link =
    url === undefined ? [] : [`<${escapeSlack(url).replaceAll("|", "%7C")}|Open the incident>`];
  const context = [
    `Severity ${notification.severity}`,
    `Rule ${escapeSlack(notification.ruleName)}`,
    ...link,
  ].join("  ·  ");
  return {
    text: shorten(escapeSlack(headline), LONGEST_SECTION),
    blocks: [
      {
        type: "header",
        text: { type: "plain_text", text: shorten(headline, LONGEST_HEADER), emoji: false },
      },
      section(escapeSlack(notification.summary)),
      ...notification.alerts.slice(0, LISTED_ALERTS).map((alert) => section(describeAlert(alert))),
      ...moreAlerts(notification),
      { type: "context", elements: [{ type: "mrkdwn", text: shorten(context, LONGEST_SECTION) }] },
    ],
  };
}

function section(text: string) {
  return {
    type: "section",
    text: { type: "mrkdwn", text: shorten(text === "" ? "–" : text, LONGEST_SECTION) },
  };
}

function describeAlert(alert: NotifiedAlert): string {
  const entries = Object.entries(alert.labels).filter(
    ([key]) => key !== "alertname" && key !== "severity",
  );
  const labels = entries
    .slice(0, LISTED_LABELS)
    .map(([key, value]) => `${escapeSlack(key)}: ${escapeSlack(shorten(value, 200))}`)
    .join(", ");
  const summary = escapeSlack(shorten(alert.annotations["summary"] ?? "", 600));
  const state = alert.status === "firing" ? "*Firing*" : "*Resolved*";
  return [state, labels, summary].filter((part) => part !== "").join("\n");
}

function moreAlerts(notification: Notification) {
  const hidden =
    Math.max(0, notification.alerts.length - LISTED_ALERTS) + notification.truncatedAlerts;
  return hidden === 0 ? [] : [section(`and ${hidden} more`)];
}
