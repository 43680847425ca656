import { z } from "zod";
import { bandPoints, explained, interval } from "./explained.ts";
import { isoTime, points } from "./primitives.ts";
import { ruleSignal } from "./rules.ts";

/** A signal and a range; `windowMs` is what one value is computed over (default: one step). */
const signalRange = z.strictObject({
  signal: ruleSignal,
  from: isoTime,
  to: isoTime,
});

/** One signal's values with the band they were expected in. */
export const signalBandInput = signalRange.extend({
  stepSeconds: z.number().int().min(10).max(86_400).optional(),
  sensitivity: z.number().min(0).max(1).default(0.5),
});
export const signalBand = z.object({
  stepSeconds: z.number(),
  unit: z.string(),
  series: z
    .array(
      z.object({
        labels: z.record(z.string(), z.string()),
        status: z.enum(["learning", "ready"]),
        sentence: z.string().describe("What the expectation rests on."),
        points,
        band: bandPoints,
        anomalies: z.array(
          z.object({ at: isoTime, value: z.number(), score: z.number(), words: z.string() }),
        ),
      }),
    )
    .max(10),
  hiddenSeries: z.number(),
});
export type SignalBand = z.infer<typeof signalBand>;

const changePoint = explained.extend({
  at: isoTime,
  before: z.number(),
  after: z.number(),
  change: interval,
  sureness: z.enum(["high", "medium", "low"]),
});

const seasonProfile = z.object({
  periodMs: z.number(),
  slotMs: z.number(),
  profile: z.array(z.number()),
  strength: z.number(),
  cycles: z.number(),
});

const weekComparison = explained.extend({
  ratio: interval.nullable(),
  difference: interval,
  pValue: z.number(),
  hours: z.array(
    z.object({
      hour: z.number(),
      thisWeek: z.number(),
      lastWeek: z.number(),
      isUnusual: z.boolean(),
    }),
  ),
});

const figure = explained.extend({ value: z.number() });

export const trendInput = signalRange.extend({
  byRelease: z.boolean().default(true).describe("Compare versions, where the service has some."),
});

/** Level, slope, season and jumps of a signal; null where there are too few points. */
export const trend = z.object({
  stepSeconds: z.number(),
  unit: z.string(),
  points,
  lastWeek: points.describe("The same range one week earlier, at this range's times."),
  status: z.enum(["described", "too-few-points"]),
  summary: explained,
  level: figure.nullable(),
  slope: explained
    .extend({ perDay: interval, direction: z.enum(["rising", "falling", "steady"]) })
    .nullable(),
  season: explained
    .extend({ daily: seasonProfile.nullable(), weekly: seasonProfile.nullable() })
    .nullable(),
  noise: figure.nullable(),
  changes: z.array(changePoint),
  weekOnWeek: weekComparison.nullable(),
  releases: z.object({
    note: z.string().nullable().describe("What the comparison leaves out, where it does."),
    versions: z.array(
      explained.extend({
        version: z.string(),
        firstAt: isoTime,
        lastAt: isoTime,
        count: z.number(),
        median: z.number(),
        p95: z.number(),
      }),
    ),
    differences: z.array(
      explained.extend({
        version: z.string(),
        previous: z.string(),
        difference: interval,
        comparison: z.enum(["at-once", "one-after-the-other"]),
        pValueAdjusted: z.number(),
        verdict: z.enum([
          "higher",
          "lower",
          "tail-higher",
          "no-clear-difference",
          "too-few-points",
        ]),
      }),
    ),
  }),
});
export type TrendAnswer = z.infer<typeof trend>;

export const correlationScopes = ["service", "neighbours", "all"] as const;
export const correlationInput = signalRange.extend({
  scope: z
    .enum(correlationScopes)
    .default("neighbours")
    .describe("Whose series are compared: the signal's service, also those it calls, or all."),
  mostLagSteps: z.number().int().min(0).max(60).default(10),
  includeRefused: z.boolean().default(false),
});

export const correlationFinding = explained.extend({
  id: z.string(),
  name: z.string().describe("The series in words."),
  service: z.string().nullable(),
  signal: ruleSignal.describe("How to read the series."),
  unit: z.string(),
  kind: z.enum(["moves-together", "level-shift", "same-measure", "none"]),
  score: z.number(),
  sign: z.union([z.literal(1), z.literal(-1), z.literal(0)]),
  lagMs: z.number(),
  pValueAdjusted: z.number(),
  guards: z.array(z.object({ code: z.string(), sentence: z.string() })),
  points,
});
export type CorrelationFinding = z.infer<typeof correlationFinding>;

const groupTotals = z.object({ count: z.number(), sum: z.number() });
const attributeCell = z.object({
  conditions: z.array(z.object({ key: z.string(), value: z.string() })),
  baseline: groupTotals,
  window: groupTotals,
  expected: z.number(),
  contribution: z.number(),
  share: z.number(),
  ratio: z.number(),
  pValue: z.number(),
});

export const attributeRanking = explained.extend({
  measure: z.enum(["rate", "errors", "latency"]),
  change: z.number(),
  explanations: z.array(attributeCell.extend(explained.shape)),
  byKey: z.array(z.object({ key: z.string(), values: z.array(attributeCell), others: z.number() })),
});
export type AttributeRanking = z.infer<typeof attributeRanking>;

/** What moved with a signal in a window, and which attribute values explain its change. */
export const correlation = z.object({
  stepSeconds: z.number(),
  target: z.object({ name: z.string(), unit: z.string(), points }),
  compared: z.number().describe("Series that were compared."),
  leftOut: z.number().describe("Series beyond the bound of the comparison."),
  findings: z.array(correlationFinding),
  attributes: attributeRanking
    .nullable()
    .describe("Against the window of the same length before; null where the signal has no spans."),
  advice: z.string().nullable().describe("What to do where nothing could be compared."),
});
export type CorrelationAnswer = z.infer<typeof correlation>;

/** Who may have caused an incident, strongest first. */
export const suspects = z.object({
  from: isoTime,
  to: isoTime,
  items: z.array(
    z.object({
      service: z.string(),
      points: z.number(),
      confidence: z.enum(["high", "medium", "low"]),
      rule: z.string(),
      isSymptom: z.boolean(),
      sentence: z.string(),
      evidence: z.array(
        explained.extend({
          kind: z.enum(["degraded", "errors", "version", "correlation", "load", "call-graph"]),
          service: z.string(),
          points: z.number(),
          detail: z.string().nullable(),
        }),
      ),
    }),
  ),
  looked: z.string().describe("What was looked at, in words."),
});
export type Suspects = z.infer<typeof suspects>;
