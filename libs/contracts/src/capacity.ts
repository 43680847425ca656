import { z } from "zod";
import { explained, forecastPoints, measuredInput } from "./explained.ts";
import { isoTime, points } from "./primitives.ts";

export const resourceKinds = [
  "pool-connections",
  "threads",
  "event-loop",
  "queue-workers",
  "queue-depth",
  "heap",
  "cache-memory",
  "replicas",
  "scalability",
] as const;

/** When a limit is reached; null: not within the forecast, which ends at `horizonAt`. */
export const exhaustion = z.object({
  p10At: isoTime.nullable().describe("By then with a chance of 10 %: the date to reckon with."),
  p50At: isoTime.nullable(),
  p90At: isoTime.nullable(),
  horizonAt: isoTime,
  method: z.string(),
  error: z.string().nullable().describe("How wrong the forecast was over the last week."),
  reasons: z.array(z.string()).describe("What weakens it."),
});
export type Exhaustion = z.infer<typeof exhaustion>;

/** Headroom of one bounded resource of a service. */
export const headroom = z.object({
  service: z.string(),
  patternId: z.string(),
  patternName: z.string(),
  resource: z.enum(resourceKinds),
  subject: z.string(),
  unit: z.string(),
  limit: z.number().nullable(),
  limitFrom: z.enum(["telemetry", "plateau", "caller", "model"]).nullable(),
  usedNow: z.number().nullable(),
  usedAtPeak: z.number().nullable(),
  peakAt: isoTime.nullable().describe("When the load is forecast to be highest."),
  headroomPercent: z
    .number()
    .nullable()
    .describe("What is left of the limit at the forecast peak; negative where it needs more."),
  model: z.enum(["little", "growth", "autoscaler", "usl"]),
  status: z.enum(["ready", "learning", "refused"]),
  advice: z.string().nullable().describe("What to do where no headroom can be given."),
  exhaustion: exhaustion.nullable(),
  calculation: z.string(),
  inputs: z.array(measuredInput),
  used: points.describe("What was used lately, at most 60 points."),
});
export type Headroom = z.infer<typeof headroom>;

export const capacityQuery = z.object({ service: z.string().max(500).optional() });
export const capacity = z.object({
  items: z.array(headroom).describe("What is exhausted first comes first."),
  waiting: z.array(z.string()).describe("Services seen but not assessed yet."),
});
export type Capacity = z.infer<typeof capacity>;

export const resourcePath = z.object({
  service: z.string().min(1).max(500),
  resource: z.enum(resourceKinds),
});
export const resourceQuery = z.object({ subject: z.string().min(1).max(500) });

/** One resource with the history of its use and the forecast that its dates come from. */
export const resourceForecast = headroom.extend({
  usedHistory: points,
  forecast: forecastPoints,
});
export type ResourceForecast = z.infer<typeof resourceForecast>;

/** A limit set by hand, for a resource whose telemetry states none; null takes it back. */
export const resourceLimit = z.strictObject({
  subject: z.string().min(1).max(500),
  limit: z.number().positive().nullable(),
});

/** How the throughput of a service grows with its instances (universal scalability law). */
export const scalability = z.object({
  service: z.string(),
  measured: z.array(z.tuple([z.number(), z.number()])).describe("[instances, requests per s]"),
  status: z.enum(["fitted", "refused"]),
  advice: z.string().nullable(),
  law: z
    .object({
      gamma: z.number(),
      sigma: z.number(),
      kappa: z.number(),
      determination: z.number(),
      peakLoad: z.number().nullable(),
      peakThroughput: z.number().nullable(),
      isExtrapolated: z.boolean(),
    })
    .nullable(),
  line: z.array(z.tuple([z.number(), z.number()])),
  instancesNow: z.number().nullable(),
  requestsNowPerS: z.number().nullable(),
  explanation: explained,
});
export type Scalability = z.infer<typeof scalability>;
