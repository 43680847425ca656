export const incidentStatuses = ["open", "acknowledged", "resolved"] as const;
export type IncidentStatus = (typeof incidentStatuses)[number];

export const incidentEventTypes = [
  "opened",
  "alert_fired",
  "alert_resolved",
  "notified",
  "notification_failed",
  "escalated",
  "escalation_exhausted",
  "acknowledged",
  "unacknowledged",
  "resolved",
  "commented",
] as const;
export type IncidentEventType = (typeof incidentEventTypes)[number];

/** What one committed slot of a rule did to its alerts. */
export interface SlotOutcome {
  readonly fired: number;
  readonly resolved: number;
  /** Alerts of the incident's group that fire after the slot. */
  readonly firing: number;
}

/**
 * open: there was none and something fires. join: more alerts fire under an open incident.
 * shrink: some alerts resolved, others still fire. resolve: nothing fires any more.
 */
export type IncidentDecision = "open" | "join" | "shrink" | "resolve" | "none";

/** Decides what a slot means for the group's incident; only `shrink` and `none` tell nobody. */
export function decideIncident(hasOpenIncident: boolean, outcome: SlotOutcome): IncidentDecision {
  if (!hasOpenIncident) return outcome.fired > 0 && outcome.firing > 0 ? "open" : "none";
  if (outcome.firing === 0) return "resolve";
  if (outcome.fired > 0) return "join";
  return outcome.resolved > 0 ? "shrink" : "none";
}

/** An incident may be acknowledged once, while it is open. */
export function canAcknowledge(status: IncidentStatus): boolean {
  return status === "open";
}

/** An incident may be resolved by hand until it is resolved. */
export function canResolve(status: IncidentStatus): boolean {
  return status !== "resolved";
}
