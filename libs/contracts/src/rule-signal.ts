import { metricAggregations, redMeasures } from "@headroom/alerting";
import { z } from "zod";
import { attributeFilters } from "./filters.ts";

/** Absent or empty: all services. */
const service = z
  .string()
  .max(200)
  .transform((name) => (name === "" ? undefined : name))
  .optional();
const groupKey = z.string().min(1).max(200);

const metricSignal = z.strictObject({
  type: z.literal("metric"),
  metric: z.string().min(1).max(500),
  aggregation: z.enum(metricAggregations),
  service,
  filters: attributeFilters.default([]),
  groupBy: z.array(groupKey).max(5).default([]),
});

const redSignal = z.strictObject({
  type: z.literal("red"),
  measure: z.enum(redMeasures),
  service,
  operation: z.string().max(500).optional(),
  groupBy: z
    .array(z.enum(["service", "operation"]))
    .max(2)
    .default([]),
});

const logsSignal = z.strictObject({
  type: z.literal("logs"),
  service,
  minSeverity: z.number().int().min(1).max(24).optional(),
  query: z.string().max(500).optional(),
  filters: attributeFilters.default([]),
  groupBy: z.array(groupKey).max(5).default([]),
});

/** What a rule, a chart or an analysis reads. */
export const ruleSignal = z.discriminatedUnion("type", [metricSignal, redSignal, logsSignal]);
