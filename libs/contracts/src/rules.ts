import {
  alertStates,
  dataStatuses,
  noDataPolicies,
  severities,
  type RuleDefinition,
} from "@headroom/alerting";
import { z } from "zod";
import { bandPoints, forecastPoints } from "./explained.ts";
import { isoTime, labels, pageOf, paging, points } from "./primitives.ts";
import {
  anomalyCondition,
  checkAnomalyRule,
  checkForecastRule,
  duration,
  forecastCondition,
  thresholdCondition,
} from "./rule-conditions.ts";
import { ruleSignal } from "./rule-signal.ts";

export { ruleSignal };

/** The label of rules that came with the product; its value names which one. */
export const builtInLabel = "headroom.builtin";

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

const interval = (defaultMs: number) => duration(5_000, HOUR_MS).default(defaultMs);

const base = z.strictObject({
  name: z.string().trim().min(1).max(200),
  description: z.string().max(5_000).default(""),
  enabled: z.boolean().default(true),
  signal: ruleSignal,
  windowMs: duration(10_000, DAY_MS).default(60_000),
  evalDelayMs: duration(0, HOUR_MS).default(5_000),
  forMs: duration(0, DAY_MS).default(0),
  keepFiringForMs: duration(0, DAY_MS).default(0),
  noData: z.enum(noDataPolicies).default("hold"),
  severity: z.enum(severities).default("warning"),
  labels: labels.default({}),
  annotations: labels.default({}),
  channelIds: z.array(z.string()).max(20).default([]),
  escalationPolicyId: z.string().nullable().default(null),
});

// A discriminator can't have a default, but it may be absent.
const thresholdKind = z
  .literal("threshold")
  .optional()
  .transform((kind) => kind ?? "threshold")
  .pipe(z.literal("threshold"));

/** A rule that compares a value with a limit. */
export const thresholdRule = base.extend({
  kind: thresholdKind,
  condition: thresholdCondition,
  intervalMs: interval(15_000),
});

/** A rule that compares values with what their own past lets expect. */
export const anomalyRule = base
  .extend({
    kind: z.literal("anomaly"),
    condition: anomalyCondition,
    intervalMs: interval(60_000),
  })
  .superRefine((rule, context) => {
    for (const { path, message } of checkAnomalyRule(rule)) {
      context.addIssue({ code: "custom", path: [...path], message });
    }
  });

/** A rule that looks ahead: will the value cross a limit, and when? */
export const forecastRule = base
  .extend({
    kind: z.literal("forecast"),
    condition: forecastCondition,
    intervalMs: interval(300_000),
  })
  .superRefine((rule, context) => {
    for (const { path, message } of checkForecastRule(rule)) {
      context.addIssue({ code: "custom", path: [...path], message });
    }
  });

/**
 * A rule as a user writes it; unknown fields are refused. All times in milliseconds. Without
 * `kind` it is a threshold rule.
 */
export const ruleDefinition = z.discriminatedUnion("kind", [
  thresholdRule,
  anomalyRule,
  forecastRule,
]) satisfies z.ZodType<RuleDefinition>;
export type RuleInput = z.input<typeof ruleDefinition>;
export type ThresholdRuleInput = z.input<typeof thresholdRule>;
export type AnomalyRuleInput = z.input<typeof anomalyRule>;
export type ForecastRuleInput = z.input<typeof forecastRule>;

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
  learning: z
    .string()
    .nullable()
    .describe("What an anomaly or forecast rule still waits for before it can judge."),
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

/**
 * The rule's values over a range and what its state machine would have made of them. `band` is
 * for anomaly rules; `forecast` and `limit` are for forecast rules and begin at the range's end.
 */
export const rulePreview = z.object({
  stepSeconds: z.number(),
  unit: z.string(),
  threshold: z.number().nullable(),
  recovery: z.number().nullable(),
  series: z.array(
    z.object({
      labels: z.record(z.string(), z.string()),
      points,
      firing: z.array(z.object({ from: isoTime, to: isoTime.nullable() })),
      status: z.enum(["ready", "learning"]),
      sentence: z.string().nullable().describe("What the rule would say at the range's end."),
      band: bandPoints,
      forecast: forecastPoints,
      limit: points.describe("The limit over the range and the horizon."),
    }),
  ),
  hiddenSeries: z.number(),
  episodes: z.number().describe("How often it would have fired in the range."),
  /** Says how the preview differs from the live evaluation, where it does. */
  note: z.string().nullable(),
});
export type RulePreview = z.infer<typeof rulePreview>;
