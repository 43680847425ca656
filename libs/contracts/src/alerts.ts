import { alertStates, dataStatuses, severities } from "@headroom/alerting";
import { z } from "zod";
import { isoTime, pageOf, paging } from "./primitives.ts";

/** What an evaluation saw: kept with every alert so that a page can be checked later. */
export const evidence = z.object({
  query: z.string(),
  windowFrom: isoTime,
  windowTo: isoTime,
  value: z.number().nullable(),
  comparison: z.string().describe("What was compared, or the direction that was watched."),
  threshold: z.number().nullable().describe("Null where there is no limit: anomaly rules."),
  samples: z.number(),
  sentence: z
    .string()
    .nullable()
    .describe("How unusual it was, or when the limit is reached and how sure that is."),
  expected: z
    .object({
      expected: z.number(),
      lower: z.number(),
      upper: z.number(),
      score: z.number(),
    })
    .nullable(),
  forecast: z
    .object({
      p10At: isoTime.nullable(),
      p50At: isoTime.nullable(),
      p90At: isoTime.nullable(),
      probability: z.number(),
      limit: z.number(),
      method: z.string(),
      error: z.string().nullable(),
      reasons: z.array(z.string()),
    })
    .nullable(),
});
export type Evidence = z.infer<typeof evidence>;

export const alert = z.object({
  id: z.string(),
  ruleId: z.string(),
  ruleName: z.string(),
  state: z.enum(alertStates),
  since: isoTime,
  severity: z.enum(severities),
  labels: z.record(z.string(), z.string()),
  value: z.number().nullable(),
  dataStatus: z.enum(dataStatuses),
  evidence: evidence.nullable(),
  incidentId: z.string().nullable(),
});
export type Alert = z.infer<typeof alert>;
export const alerts = pageOf(alert);

export const alertsQuery = paging.extend({
  state: z.enum(alertStates).optional().describe("Default: everything that is not inactive."),
  ruleId: z.string().optional(),
  service: z.string().optional(),
});
