import type { Incident, IncidentDetail } from "@headroom/contracts";
import type {
  IncidentDetail as StoredDetail,
  IncidentEventRecord,
  IncidentSummary,
} from "@headroom/metadata-store";
import { presentEvidence } from "../rules/present-evidence.ts";
import { toIso } from "../telemetry/range.ts";

function isoOrNull(ms: number | null): string | null {
  return ms === null ? null : toIso(ms);
}

/** An incident as a list shows it. */
export function presentIncident(incident: IncidentSummary): Incident {
  return {
    id: incident.id,
    number: incident.number,
    title: incident.title,
    status: incident.status,
    severity: incident.severity,
    ruleId: incident.ruleId,
    labels: { ...incident.labels },
    openedAt: toIso(incident.openedMs),
    acknowledgedAt: isoOrNull(incident.acknowledgedMs),
    acknowledgedBy: incident.acknowledgedBy,
    resolvedAt: isoOrNull(incident.resolvedMs),
    resolvedBy: incident.resolvedBy,
    alertCount: incident.alertCount,
    firingCount: incident.firingCount,
  };
}

/** An incident with all that is known of it. */
export function presentIncidentDetail(incident: StoredDetail): IncidentDetail {
  const annotations = incident.alerts[0]?.annotations ?? {};
  return {
    ...presentIncident(incident),
    summary: annotations["summary"] ?? "",
    runbookUrl: annotations["runbook_url"] ?? null,
    alerts: incident.alerts.map((alert) => ({
      alertId: alert.instanceId,
      labels: { ...alert.labels },
      value: alert.value,
      firedAt: toIso(alert.firedMs),
      resolvedAt: isoOrNull(alert.resolvedMs),
      evidence: presentEvidence(alert.evidence),
    })),
    timeline: incident.timeline.map((event) => ({
      id: event.id,
      type: event.type,
      at: toIso(event.atMs),
      actor: event.actor,
      message: describeEvent(event),
    })),
    notifications: incident.notifications.map((each) => ({
      id: each.id,
      kind: each.kind,
      channelId: each.channelId ?? "",
      channelName: each.channelName,
      status: each.status,
      attempts: each.attempts.map((attempt) => ({
        number: attempt.number,
        startedAt: toIso(attempt.startedMs),
        finishedAt: isoOrNull(attempt.finishedMs),
        outcome: attempt.outcome === "lost" ? null : attempt.outcome,
        detail: attempt.detail,
      })),
      nextAttemptAt: each.status === "pending" ? isoOrNull(each.nextAttemptMs) : null,
    })),
    escalation: presentEscalation(incident.escalation),
  };
}

function presentEscalation(stored: StoredDetail["escalation"]): IncidentDetail["escalation"] {
  if (stored === null) return null;
  return {
    policyName: stored.policyName,
    status: stored.run.status,
    level: stored.run.level,
    levels: stored.policy.levels.length,
    nextDueAt: isoOrNull(stored.run.nextDueMs),
  };
}

/** One line of the timeline in words. */
export function describeEvent({ type, detail }: IncidentEventRecord): string {
  const text = (key: string): string => {
    const value = detail[key];
    return typeof value === "string" || typeof value === "number" ? String(value) : "";
  };
  const note = text("note") === "" ? "" : `: ${text("note")}`;
  switch (type) {
    case "opened":
      return text("title");
    case "alert_fired":
      return `${text("count")} alert${text("count") === "1" ? "" : "s"} fired`;
    case "alert_resolved":
      return `${text("count")} alert${text("count") === "1" ? "" : "s"} resolved`;
    case "notified":
      return `${text("channelName")} was told (${text("kind").replaceAll("_", " ")})`;
    case "notification_failed":
      return `${text("channelName") || "A channel"} could not be told: ${text("reason")}`;
    case "escalated":
      return `Level ${text("level")} was told${text("reason") === "" ? "" : `: ${text("reason")}`}`;
    case "escalation_exhausted":
      return "Nobody acknowledged; every channel of the policy was told once more";
    case "acknowledged":
      return `Acknowledged${note}`;
    case "unacknowledged":
      return `Acknowledgement taken back${note}`;
    case "resolved":
      return `Resolved: ${text("reason")}`;
    case "commented":
      return text("text");
  }
}
