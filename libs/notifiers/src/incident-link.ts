import type { Notification } from "@headroom/alerting";

/** The incident's page as a normalised http(s) address; undefined when there is none. */
export function incidentLink(notification: Notification): URL | undefined {
  const url = notification.incidentUrl === null ? null : URL.parse(notification.incidentUrl);
  return url !== null && /^https?:$/.test(url.protocol) ? url : undefined;
}
