import type { Incident, IncidentEvent } from "@headroom/contracts";
import type { BadgeTone } from "@/components/ui/badge";
import { formatElapsed } from "@/format/elapsed";

/** Statuses of an incident in words. */
export const statusWords: Readonly<Record<Incident["status"], string>> = {
  open: "Open",
  acknowledged: "Acknowledged",
  resolved: "Resolved",
};

/** Colour of a status; the badge's text says it too. */
export const statusTone: Readonly<Record<Incident["status"], BadgeTone>> = {
  open: "critical",
  acknowledged: "warning",
  resolved: "ok",
};

/** How long an incident lasts or lasted, in ms. */
export function incidentLengthMs(
  incident: Pick<Incident, "openedAt" | "resolvedAt">,
  nowMs: number,
): number {
  const endMs = incident.resolvedAt === null ? nowMs : Date.parse(incident.resolvedAt);
  return Math.max(0, endMs - Date.parse(incident.openedAt));
}

/** `open for 12 min`, `acknowledged by Ada, open for 12 min`, `lasted 1 h 4 min, resolved by Ada`. */
export function describeIncident(incident: Incident, nowMs: number): string {
  const length = formatElapsed(incidentLengthMs(incident, nowMs));
  if (incident.status === "resolved") {
    return `lasted ${length}, ${resolvedBy(incident.resolvedBy)}`;
  }
  if (incident.status === "acknowledged") {
    const by = incident.acknowledgedBy === null ? "" : ` by ${incident.acknowledgedBy}`;
    return `acknowledged${by}, open for ${length}`;
  }
  return `open for ${length}, nobody has acknowledged`;
}

function resolvedBy(by: string | null): string {
  return by === null ? "resolved by itself" : `resolved by ${by}`;
}

/** `2 of 3 alerts firing`; once all is over, how many there were. */
export function describeAlertCounts(
  incident: Pick<Incident, "alertCount" | "firingCount">,
): string {
  const alerts = incident.alertCount === 1 ? "1 alert" : `${incident.alertCount} alerts`;
  if (incident.firingCount === 0) return alerts;
  return incident.firingCount === incident.alertCount
    ? `${alerts} firing`
    : `${incident.firingCount} of ${alerts} firing`;
}

/** Kinds of timeline entries in words. */
export const eventWords: Readonly<Record<IncidentEvent["type"], string>> = {
  opened: "Opened",
  alert_fired: "Alert fired",
  alert_resolved: "Alert resolved",
  notified: "Notified",
  notification_failed: "Notification failed",
  escalated: "Escalated",
  escalation_exhausted: "Escalation exhausted",
  acknowledged: "Acknowledged",
  unacknowledged: "Acknowledgement taken back",
  resolved: "Resolved",
  commented: "Comment",
};

/** Colour of a timeline entry. */
export function eventTone(type: IncidentEvent["type"]): BadgeTone {
  switch (type) {
    case "opened":
    case "alert_fired":
    case "notification_failed":
    case "escalation_exhausted":
      return "critical";
    case "escalated":
    case "acknowledged":
    case "unacknowledged":
      return "warning";
    case "alert_resolved":
    case "resolved":
      return "ok";
    case "notified":
    case "commented":
      return "neutral";
  }
}
