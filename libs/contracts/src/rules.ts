import { comparisons, explainBadRecovery } from "@headroom/detection";
import {
  alertStates,
  dataStatuses,
  metricAggregations,
  noDataPolicies,
  redMeasures,
  severities,
  type RuleDefinition,
} from "@headroom/alerting";
import { z } from "zod";
import { attributeFilters } from "./filters.ts";
import { isoTime, labels, pageOf, paging, points } from "./primitives.ts";

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

export const ruleSignal = z.discriminatedUnion("type", [metricSignal, redSignal, logsSignal]);

const seconds = (min: number, max: number) =>
  z
    .number()
    .int()
    .min(min * 1_000)
    .max(max * 1_000);

const condition = z
  .strictObject({
    comparison: z.enum(comparisons),
    threshold: z.number(),
    recovery: z.number().optional(),
  })
  .superRefine((value, context) => {
    const bad = explainBadRecovery(value);
    if (bad !== undefined) context.addIssue({ code: "custom", path: ["recovery"], message: bad });
  });

/** A rule as a user writes it; unknown fields are refused. All times in milliseconds. */
export const ruleDefinition = z.strictObject({
  name: z.string().trim().min(1).max(200),
  description: z.string().max(5_000).default(""),
  enabled: z.boolean().default(true),
  kind: z.literal("threshold").default("threshold"),
  signal: ruleSignal,
  condition,
  windowMs: seconds(10, 86_400).default(60_000),
  intervalMs: seconds(5, 3_600).default(15_000),
  evalDelayMs: seconds(0, 3_600).default(5_000),
  forMs: seconds(0, 86_400).default(0),
  keepFiringForMs: seconds(0, 86_400).default(0),
  noData: z.enum(noDataPolicies).default("hold"),
  severity: z.enum(severities).default("warning"),
  labels: labels.default({}),
  annotations: labels.default({}),
  channelIds: z.array(z.string()).max(20).default([]),
  escalationPolicyId: z.string().nullable().default(null),
}) satisfies z.ZodType<RuleDefinition>;
export type RuleInput = z.input<typeof ruleDefinition>;

export const rule = z.object({
  id: z.string(),
  version: z.number(),
  definition: ruleDefinition,
  /** Worst state of its alerts; `unknown` before the first evaluation. */
  state: z.enum([...alertStates, "unknown"]),
  firingAlerts: z.number(),
  pendingAlerts: z.number(),
  dataStatus: z.enum(dataStatuses),
  lastError: z.string().nullable(),
  lastEvaluatedAt: isoTime.nullable(),
  nextEvaluationAt: isoTime.nullable(),
  createdAt: isoTime,
  updatedAt: isoTime,
});
export type Rule = z.infer<typeof rule>;
export const rules = pageOf(rule);

export const rulesQuery = paging.extend({
  q: z.string().max(200).optional(),
  state: z.enum(alertStates).optional(),
});
export const ruleUpdate = z.strictObject({
  definition: ruleDefinition,
  version: z.number().int().describe("The version you edited; refused if it changed since."),
});
export const ruleEnabled = z.strictObject({ enabled: z.boolean() });

export const rulePreviewInput = z.strictObject({
  definition: ruleDefinition,
  from: isoTime,
  to: isoTime,
});

/** The rule's values over a range and what its state machine would have made of them. */
export const rulePreview = z.object({
  stepSeconds: z.number(),
  unit: z.string(),
  threshold: z.number(),
  recovery: z.number().nullable(),
  series: z.array(
    z.object({
      labels: z.record(z.string(), z.string()),
      points,
      firing: z.array(z.object({ from: isoTime, to: isoTime.nullable() })),
    }),
  ),
  hiddenSeries: z.number(),
  episodes: z.number().describe("How often it would have fired in the range."),
  /** Says how the preview differs from the live evaluation, where it does. */
  note: z.string().nullable(),
});
export type RulePreview = z.infer<typeof rulePreview>;
