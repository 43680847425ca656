import type { IncidentDetail } from "@headroom/contracts";

/** What a person can do to an incident. */
export const incidentActions = ["acknowledge", "unacknowledge", "resolve"] as const;
export type IncidentAction = (typeof incidentActions)[number];

/** The endpoint of each action. */
export const actionRoutes = {
  acknowledge: "acknowledgeIncident",
  unacknowledge: "unacknowledgeIncident",
  resolve: "resolveIncident",
} as const;

/** Whether an incident in this status takes the action. */
export function allowsAction(status: IncidentDetail["status"], action: IncidentAction): boolean {
  switch (action) {
    case "acknowledge":
      return status === "open";
    case "unacknowledge":
      return status === "acknowledged";
    case "resolve":
      return status !== "resolved";
  }
}

/**
 * The incident as it will look once the server has done the action, shown until it answers. Alerts
 * and notifications stay as they are; the timeline comes from the server.
 */
export function applyAction(
  incident: IncidentDetail,
  action: IncidentAction,
  by: string | null,
  nowIso: string,
): IncidentDetail {
  if (!allowsAction(incident.status, action)) return incident;
  switch (action) {
    case "acknowledge":
      return {
        ...incident,
        status: "acknowledged",
        acknowledgedAt: nowIso,
        acknowledgedBy: by,
        escalation: stopped(incident.escalation, "acknowledged"),
      };
    case "unacknowledge":
      return { ...incident, status: "open", acknowledgedAt: null, acknowledgedBy: null };
    case "resolve":
      return {
        ...incident,
        status: "resolved",
        resolvedAt: nowIso,
        resolvedBy: by,
        escalation: stopped(incident.escalation, "resolved"),
      };
  }
}

function stopped(
  escalation: IncidentDetail["escalation"],
  status: "acknowledged" | "resolved",
): IncidentDetail["escalation"] {
  if (escalation === null || escalation.status !== "active") return escalation;
  return { ...escalation, status, nextDueAt: null };
}

/** What a call carries: note and name only where they say something. */
export function actionBody(note: string, by: string): { note?: string; by?: string } {
  return {
    ...(note.trim() === "" ? {} : { note: note.trim() }),
    ...(by.trim() === "" ? {} : { by: by.trim() }),
  };
}
