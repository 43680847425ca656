import { attributeFilter } from "@headroom/contracts";
import { z } from "zod";
import type { RuleForm } from "./rule-form";
import { kindWords } from "./rule-kinds";
import { namesOf, type LogsSignal, type MetricSignal, type RedSignal } from "./rule-types";
import { comparisonWords, directionWords, noDataWords } from "./rule-words";
import { aggregationWords, measureWords } from "./signal-words";

// JSON writes NaN, an unreadable number, as null.
const length = z
  .number()
  .nullable()
  .transform((ms) => ms ?? Number.NaN);
const pairs = z.array(z.object({ key: z.string(), value: z.string() }));
const service = z.string().optional();
const filters = z.array(attributeFilter);
const keys = z.array(z.string());

// Looser than the contract: a draft may be incomplete.
const signal = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("metric"),
    metric: z.string(),
    aggregation: z.enum(namesOf(aggregationWords)),
    service,
    filters,
    groupBy: keys,
  }) satisfies z.ZodType<MetricSignal>,
  z.object({
    type: z.literal("red"),
    measure: z.enum(namesOf(measureWords)),
    service,
    operation: z.string().optional(),
    groupBy: z.array(z.enum(["service", "operation"])),
  }) satisfies z.ZodType<RedSignal>,
  z.object({
    type: z.literal("logs"),
    service,
    minSeverity: z.number().optional(),
    query: z.string().optional(),
    filters,
    groupBy: keys,
  }) satisfies z.ZodType<LogsSignal>,
]);

const timing = z.object({
  windowMs: length,
  intervalMs: length,
  evalDelayMs: length,
  forMs: length,
  keepFiringForMs: length,
});
const kind = z.enum(namesOf(kindWords));

const draft = timing.extend({
  name: z.string(),
  description: z.string(),
  enabled: z.boolean(),
  kind,
  signal,
  comparison: z.enum(namesOf(comparisonWords)),
  threshold: z.string(),
  recovery: z.string(),
  anomaly: z.object({
    direction: z.enum(namesOf(directionWords)),
    sensitivity: z.number(),
    triggerWindowMs: length,
    triggerShare: length,
    recoveryWindowMs: z.number().nullable(),
    repeats: z.enum(["quiet", "always"]),
  }),
  forecast: z.object({
    comparison: z.enum(["above", "below"]),
    limitType: z.enum(["constant", "signal"]),
    limit: z.string(),
    limitSignal: signal,
    limitGrouped: z.boolean(),
    horizonMs: length,
    probability: length,
  }),
  otherTimings: z.partialRecord(kind, timing),
  noData: z.enum(namesOf(noDataWords)),
  severity: z.enum(["info", "warning", "critical"]),
  labels: pairs,
  annotations: pairs,
  channelIds: z.array(z.string()),
  escalationPolicyId: z.string().nullable(),
}) satisfies z.ZodType<RuleForm>;

/** A form as text to keep for later. */
export function writeDraft(form: RuleForm): string {
  return JSON.stringify(form);
}

/** The form of a kept text; null where there is none or it cannot be read. */
export function readDraft(text: string | null): RuleForm | null {
  if (text === null) return null;
  try {
    const parsed = draft.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
