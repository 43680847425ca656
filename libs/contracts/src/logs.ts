import { z } from "zod";
import { filtersParameter } from "./filters.ts";
import { attributes, pageOf, paging, points, timeRange } from "./primitives.ts";

export const logSeverities = ["trace", "debug", "info", "warn", "error", "fatal"] as const;
export type LogSeverity = (typeof logSeverities)[number];

/** First OTLP severity number of each level (OpenTelemetry logs data model). */
export const severityNumberOf: Readonly<Record<LogSeverity, number>> = {
  trace: 1,
  debug: 5,
  info: 9,
  warn: 13,
  error: 17,
  fatal: 21,
};

export const logsQuery = timeRange.extend(paging.shape).extend({
  service: z.string().optional(),
  minSeverity: z.enum(logSeverities).optional(),
  q: z.string().max(500).optional().describe("Words to find in the body, in any case."),
  traceId: z.string().optional(),
  spanId: z.string().optional(),
  filters: filtersParameter,
  order: z.enum(["newest", "oldest"]).default("newest"),
});
export type LogsQuery = z.input<typeof logsQuery>;

export const logRecord = z.object({
  /** Stable within an answer; use it as a list key. */
  id: z.string(),
  /** ISO 8601 with nanoseconds. */
  time: z.string(),
  observedTime: z.string(),
  service: z.string(),
  severity: z.enum(logSeverities).nullable(),
  severityNumber: z.number(),
  severityText: z.string(),
  body: z.string(),
  eventName: z.string(),
  traceId: z.string(),
  spanId: z.string(),
  attributes,
  resourceAttributes: attributes,
  scopeName: z.string(),
});
export type LogRecord = z.infer<typeof logRecord>;
export const logs = pageOf(logRecord);

export const logHistogramQuery = logsQuery.omit({ limit: true, cursor: true, order: true });
/** Records per step for each severity; `unset` counts records without one. */
export const logHistogram = z.object({
  stepSeconds: z.number(),
  total: z.number(),
  series: z.array(z.object({ severity: z.enum([...logSeverities, "unset"]), points })),
});
export type LogHistogram = z.infer<typeof logHistogram>;
