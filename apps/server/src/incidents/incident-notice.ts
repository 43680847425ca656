import {
  MAX_ALERTS_IN_NOTICE,
  type Labels,
  type NotificationKind,
  type NotifiedAlert,
} from "@headroom/alerting";
import type { IncidentAlertRecord, IncidentRecord, NoticePayload } from "@headroom/metadata-store";
import { toIso } from "../telemetry/range.ts";

interface NotifiedIncident extends IncidentRecord {
  readonly alerts: readonly IncidentAlertRecord[];
}

/** A notice made from a stored incident: for an escalation, or when a person resolves it. */
export function incidentNotice(
  incident: NotifiedIncident,
  kind: NotificationKind,
  publicUrl: string,
  nowMs: number,
): NoticePayload {
  const alerts = incident.alerts.map((each) => notifiedAlert(each, kind, nowMs));
  const listed = alerts.slice(0, MAX_ALERTS_IN_NOTICE);
  return {
    kind,
    incidentId: incident.id,
    incidentUrl: `${publicUrl}/incidents/${incident.id}`,
    title: incident.title,
    summary: listed[0]?.annotations["summary"] ?? incident.title,
    severity: incident.severity,
    ruleName: incident.labels["alertname"] ?? incident.title,
    groupKey: incident.groupKey,
    commonLabels: incident.labels,
    alerts: listed,
    truncatedAlerts: alerts.length - listed.length,
    sentAt: toIso(nowMs),
  };
}

function notifiedAlert(
  alert: IncidentAlertRecord,
  kind: NotificationKind,
  nowMs: number,
): NotifiedAlert {
  const isOver = kind === "resolved" || alert.resolvedMs !== null;
  const labels: Labels = alert.labels;
  return {
    status: isOver ? "resolved" : "firing",
    labels,
    annotations: alert.annotations,
    value: alert.value,
    startsAt: toIso(alert.firedMs),
    endsAt: isOver ? toIso(alert.resolvedMs ?? nowMs) : null,
    fingerprint: alert.instanceId,
  };
}
