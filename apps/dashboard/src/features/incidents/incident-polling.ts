import type { IncidentDetail } from "@headroom/contracts";

const LIVE_MS = 5_000;

/**
 * How often to ask for an incident again: every 5 s until it is resolved and its last notices are
 * through; then not at all (false).
 */
export function incidentPollMs(incident: IncidentDetail | undefined): number | false {
  if (incident === undefined) return false;
  const sending = incident.notifications.some(({ status }) => status === "pending");
  return incident.status !== "resolved" || sending ? LIVE_MS : false;
}
