import { metricAggregations } from "@headroom/alerting";
import { z } from "zod";
import { filtersParameter } from "./filters.ts";
import { isoTime, jsonParameter, pageOf, paging, points, step, timeRange } from "./primitives.ts";

export const metricTypes = ["gauge", "sum", "histogram", "exp_histogram", "summary"] as const;
export type MetricType = (typeof metricTypes)[number];

export const metricsQuery = timeRange.extend(paging.shape).extend({
  q: z.string().max(200).optional(),
  service: z.string().optional(),
});

export const metric = z.object({
  name: z.string(),
  type: z.enum(metricTypes),
  unit: z.string(),
  description: z.string(),
  temporality: z.enum(["unspecified", "delta", "cumulative"]),
  isMonotonic: z.boolean(),
  services: z.array(z.string()),
  lastSeen: isoTime,
  /** Aggregations that make sense for the type; the first is the default. */
  aggregations: z.array(z.enum(metricAggregations)),
});
export type Metric = z.infer<typeof metric>;
export const metrics = pageOf(metric);

export const metricSeriesQuery = timeRange.extend({
  metric: z.string().min(1).max(500),
  aggregation: z.enum(metricAggregations).optional(),
  service: z.string().optional(),
  filters: filtersParameter,
  groupBy: jsonParameter(z.array(z.string().min(1).max(200)).max(5)).optional(),
  step,
  limit: z.coerce.number().int().min(1).max(50).default(20),
});
export type MetricSeriesQuery = z.input<typeof metricSeriesQuery>;

export const series = z.object({ labels: z.record(z.string(), z.string()), points });
export type Series = z.infer<typeof series>;

export const metricSeries = z.object({
  metric: z.string(),
  type: z.enum(metricTypes),
  unit: z.string(),
  aggregation: z.enum(metricAggregations),
  stepSeconds: z.number(),
  series: z.array(series),
  /** Series that exist beyond `limit`; say so in the chart. */
  hiddenSeries: z.number(),
});
export type MetricSeries = z.infer<typeof metricSeries>;
