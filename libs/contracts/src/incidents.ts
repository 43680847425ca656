import {
  escalationStatuses,
  incidentEventTypes,
  incidentStatuses,
  notificationKinds,
  severities,
} from "@headroom/alerting";
import { z } from "zod";
import { evidence } from "./alerts.ts";
import { isoTime, pageOf, paging } from "./primitives.ts";

export const incident = z.object({
  id: z.string(),
  number: z.number(),
  title: z.string(),
  status: z.enum(incidentStatuses),
  severity: z.enum(severities),
  ruleId: z.string().nullable(),
  labels: z.record(z.string(), z.string()),
  openedAt: isoTime,
  acknowledgedAt: isoTime.nullable(),
  acknowledgedBy: z.string().nullable(),
  resolvedAt: isoTime.nullable(),
  resolvedBy: z.string().nullable(),
  alertCount: z.number(),
  firingCount: z.number(),
});
export type Incident = z.infer<typeof incident>;
export const incidents = pageOf(incident);

export const incidentsQuery = paging.extend({
  status: z.enum([...incidentStatuses, "unresolved"]).optional(),
  ruleId: z.string().optional(),
  service: z.string().optional(),
});

export const incidentAlert = z.object({
  alertId: z.string(),
  labels: z.record(z.string(), z.string()),
  value: z.number().nullable(),
  firedAt: isoTime,
  resolvedAt: isoTime.nullable(),
  evidence: evidence.nullable(),
});

export const incidentEvent = z.object({
  id: z.string(),
  type: z.enum(incidentEventTypes),
  at: isoTime,
  actor: z.string().nullable(),
  message: z.string(),
});
export type IncidentEvent = z.infer<typeof incidentEvent>;

export const incidentNotification = z.object({
  id: z.string(),
  kind: z.enum(notificationKinds),
  channelId: z.string(),
  channelName: z.string(),
  status: z.enum(["pending", "delivered", "failed"]),
  attempts: z.array(
    z.object({
      number: z.number(),
      startedAt: isoTime,
      finishedAt: isoTime.nullable(),
      outcome: z.enum(["delivered", "retryable", "failed"]).nullable(),
      detail: z.string(),
    }),
  ),
  nextAttemptAt: isoTime.nullable(),
});

export const incidentDetail = incident.extend({
  summary: z.string(),
  runbookUrl: z.string().nullable(),
  alerts: z.array(incidentAlert),
  timeline: z.array(incidentEvent),
  notifications: z.array(incidentNotification),
  escalation: z
    .object({
      policyName: z.string(),
      status: z.enum(escalationStatuses),
      level: z.number().describe("The level told last, from 0; −1 before the first."),
      levels: z.number(),
      nextDueAt: isoTime.nullable(),
    })
    .nullable(),
});
export type IncidentDetail = z.infer<typeof incidentDetail>;

export const incidentAction = z.strictObject({
  note: z.string().max(5_000).optional(),
  by: z.string().max(200).optional().describe("Who acts, where nobody is signed in."),
});
export const incidentComment = z.strictObject({
  text: z.string().trim().min(1).max(5_000),
  by: z.string().max(200).optional(),
});
