import { describe, expect, it } from "vitest";
import { exampleNotification } from "../testing/example-notification.ts";
import { webhookPayload } from "./payload.ts";

describe("webhookPayload", () => {
  it("has the fields of the Alertmanager webhook format, version 4", () => {
    const payload = webhookPayload(exampleNotification());
    expect(payload).toMatchObject({
      version: "4",
      groupKey: "rule:latency",
      truncatedAlerts: 0,
      status: "firing",
      receiver: "headroom",
      groupLabels: { alertname: "High latency" },
      commonLabels: { service: "checkout", alertname: "High latency" },
      commonAnnotations: { summary: "p95 is 412 ms" },
      externalURL: "http://headroom.invalid",
      kind: "firing",
      incidentId: "incident-1",
    });
    expect(payload.alerts).toMatchObject([
      { status: "firing", endsAt: "0001-01-01T00:00:00Z", value: 412 },
    ]);
    expect(payload.alerts[0]?.fingerprint).toMatch(/^[0-9a-f]{16}$/);
  });

  it("is resolved when nothing fires, by its alerts or by its kind", () => {
    const [alert] = exampleNotification().alerts;
    const ended = alert === undefined ? [] : [{ ...alert, status: "resolved" as const }];
    expect(webhookPayload(exampleNotification({ alerts: ended })).status).toBe("resolved");
    expect(webhookPayload(exampleNotification({ kind: "resolved" })).status).toBe("resolved");
    expect(webhookPayload(exampleNotification({ kind: "test", alerts: [] })).status).toBe("firing");
  });

  it("is resolved in a resolved notice even while an operator closed a firing alert", () => {
    expect(webhookPayload(exampleNotification({ kind: "resolved" })).kind).toBe("resolved");
  });
});
