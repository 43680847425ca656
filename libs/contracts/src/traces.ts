import { z } from "zod";
import { filtersParameter } from "./filters.ts";
import { attributes, isoTime, pageOf, paging, points, timeRange } from "./primitives.ts";

export const tracesQuery = timeRange.extend(paging.shape).extend({
  service: z.string().optional(),
  operation: z.string().optional(),
  status: z.enum(["error", "ok"]).optional(),
  minDurationMs: z.coerce.number().min(0).optional(),
  maxDurationMs: z.coerce.number().min(0).optional(),
  q: z.string().max(500).optional().describe("Words to find in span names."),
  filters: filtersParameter,
  sort: z.enum(["recent", "slowest"]).default("recent"),
});
export type TracesQuery = z.input<typeof tracesQuery>;

export const traceSummary = z.object({
  traceId: z.string(),
  rootService: z.string(),
  rootName: z.string(),
  startedAt: isoTime,
  durationMs: z.number(),
  spanCount: z.number(),
  errorCount: z.number(),
  services: z.array(z.string()),
});
export type TraceSummary = z.infer<typeof traceSummary>;
export const traces = pageOf(traceSummary);

export const traceVolumeQuery = tracesQuery.omit({ limit: true, cursor: true, sort: true });
/** Spans per step, and the slowest and the p95 in milliseconds, for the chart above the list. */
export const traceVolume = z.object({
  stepSeconds: z.number(),
  spans: points,
  errors: points,
  p95Ms: points,
});

export const spanEvent = z.object({ time: z.string(), name: z.string(), attributes });
export const spanLink = z.object({ traceId: z.string(), spanId: z.string(), attributes });

export const span = z.object({
  traceId: z.string(),
  spanId: z.string(),
  parentSpanId: z.string().describe("Empty for a root span."),
  service: z.string(),
  name: z.string(),
  kind: z.enum(["unspecified", "internal", "server", "client", "producer", "consumer"]),
  status: z.enum(["unset", "ok", "error"]),
  statusMessage: z.string(),
  /** ISO 8601 with nanoseconds. */
  startTime: z.string(),
  /** Milliseconds since the trace's first span began, with fractions. */
  offsetMs: z.number(),
  durationMs: z.number(),
  attributes,
  resourceAttributes: attributes,
  scopeName: z.string(),
  scopeVersion: z.string(),
  events: z.array(spanEvent),
  links: z.array(spanLink),
});
export type Span = z.infer<typeof span>;

export const trace = z.object({
  traceId: z.string(),
  startedAt: isoTime,
  durationMs: z.number(),
  services: z.array(z.string()),
  spans: z.array(span),
  truncated: z.boolean().describe("True when the trace has more spans than are returned."),
});
export type Trace = z.infer<typeof trace>;
