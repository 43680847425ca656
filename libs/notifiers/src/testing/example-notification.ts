import type { Notification } from "@headroom/alerting";

/** A complete notice for tests, with one firing alert. */
export function exampleNotification(changes: Partial<Notification> = {}): Notification {
  return {
    kind: "firing",
    dedupKey: "incident-1:firing:1800000000000:channel-1",
    incidentId: "incident-1",
    incidentUrl: "http://headroom.invalid/incidents/incident-1",
    title: "High latency: checkout",
    summary: "p95 of checkout over 60 s is 412, above 300",
    severity: "critical",
    ruleName: "High latency",
    groupKey: "rule:latency",
    commonLabels: { service: "checkout", alertname: "High latency" },
    alerts: [
      {
        status: "firing",
        labels: { service: "checkout", alertname: "High latency", severity: "critical" },
        annotations: { summary: "p95 is 412 ms", runbook_url: "http://runbook.invalid/" },
        value: 412,
        startsAt: "2030-01-01T00:00:00.000Z",
        endsAt: null,
        fingerprint: '[["service","checkout"]]',
      },
    ],
    truncatedAlerts: 0,
    sentAt: "2030-01-01T00:00:01.000Z",
    ...changes,
  };
}
