import { z } from "zod";
import { isoTime, points, step, timeRange } from "./primitives.ts";

/** Rate in calls per second, ratio 0–1, durations in milliseconds; of entry spans. */
export const red = z.object({
  calls: z.number(),
  requestRate: z.number(),
  errorRatio: z.number(),
  p50Ms: z.number().nullable(),
  p95Ms: z.number().nullable(),
  p99Ms: z.number().nullable(),
});

export const redSeries = z.object({
  stepSeconds: z.number(),
  requestRate: points,
  errorRatio: points,
  p50Ms: points,
  p95Ms: points,
  p99Ms: points,
});
export type RedSeries = z.infer<typeof redSeries>;

export const service = z.object({
  name: z.string(),
  namespace: z.string(),
  versions: z.array(z.string()),
  language: z.string(),
  firstSeen: isoTime,
  lastSeen: isoTime,
  red,
  firingAlerts: z.number(),
  sparkline: redSeries.pick({
    stepSeconds: true,
    requestRate: true,
    errorRatio: true,
    p95Ms: true,
  }),
});
export type Service = z.infer<typeof service>;

export const servicesQuery = timeRange;
export const services = z.object({ items: z.array(service) });

export const operation = z.object({
  name: z.string(),
  kind: z.string(),
  isEntry: z.boolean(),
  red,
  /** Share of the service's busy time that this operation takes, 0–1. */
  timeShare: z.number(),
});
export type Operation = z.infer<typeof operation>;

export const serviceDetail = service.omit({ sparkline: true }).extend({
  resourceAttributes: z.record(z.string(), z.array(z.string())),
  operations: z.array(operation),
});
export type ServiceDetail = z.infer<typeof serviceDetail>;

export const redQuery = timeRange.extend({ step, operation: z.string().optional() });
