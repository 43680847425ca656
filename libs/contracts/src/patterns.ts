import { z } from "zod";
import { explained, forecastPoints, measuredInput } from "./explained.ts";
import { isoTime, points } from "./primitives.ts";
import { ruleDefinition } from "./rules.ts";
import { headroom } from "./capacity.ts";

const patternId = z.string().regex(/^P\d{2}[ab]?$/, "A pattern id looks like P33.");

/** A published or proposed limit of an indicator. */
export const patternLimit = z.object({
  source: z.string(),
  publisher: z.string().nullable().describe("Who published the table the limit is from."),
  severity: z.enum(["info", "warning", "critical"]),
  comparison: z.enum(["gt", "gte", "lt", "lte"]),
  value: z.number(),
  unit: z.string(),
  meaning: z.string().nullable(),
  heldMs: z.number().nullable(),
});

/** A record of the catalogue as the list shows it. */
export const patternSummary = z.object({
  id: patternId,
  slug: z.string(),
  name: z.string(),
  family: z.string(),
  familyTitle: z.string(),
  what: z.string(),
  whenToUse: z.string(),
  grade: z.enum(["direct", "inferred", "weak", "none"]),
  isRecognisable: z
    .boolean()
    .describe("False: nothing looks for it yet, so it is never said to be absent."),
});
export type PatternSummary = z.infer<typeof patternSummary>;
export const patternCatalogue = z.object({ items: z.array(patternSummary) });

/** A whole record of the catalogue. */
export const patternRecord = patternSummary.extend({
  evidence: z.array(
    z.object({
      kind: z.string(),
      source: z.string(),
      names: z.array(z.string()),
      note: z.string().nullable(),
    }),
  ),
  detect: z.string(),
  variants: z.array(z.object({ name: z.string(), signature: z.string() })),
  indicators: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      unit: z.string(),
      meaning: z.string(),
      formula: z.string(),
      weight: z.number(),
      limits: z.array(patternLimit),
      noLimit: z.string().nullable(),
    }),
  ),
  verify: z.array(z.object({ id: z.string(), text: z.string(), check: z.string() })),
  alerts: z.array(
    z.object({
      kind: z.enum(["threshold", "anomaly", "forecast"]),
      severity: z.enum(["info", "warning", "critical"]),
      text: z.string(),
    }),
  ),
  capacity: z.string(),
  actions: z.array(z.string()),
  visibility: z.array(z.string()),
});
export type PatternRecord = z.infer<typeof patternRecord>;

/** One recognised pattern of a service, as a cell of the patterns page. */
export const recognisedPattern = z.object({
  patternId,
  name: z.string(),
  family: z.string(),
  subject: z.string(),
  variant: z.string().nullable(),
  confidence: z.number().describe("0 to 1."),
  score: z.number().nullable().describe("Health, 0 (bad) to 100; null: nothing was measured."),
  measuredScore: z.number().nullable().describe("Health of what was measured alone."),
  coverage: z.number().describe("0 to 1: weight of what was measured."),
  worst: z.string().nullable().describe("The indicator that costs most, in words and numbers."),
  history: points.describe("The score over the last 24 hours."),
});
export type RecognisedPattern = z.infer<typeof recognisedPattern>;

export const servicePatterns = z.object({
  service: z.string(),
  assessedAt: isoTime,
  patterns: z.array(recognisedPattern).describe("Worst first."),
  notSeen: z.array(patternId).describe("Looked for and not seen: no proof that it is absent."),
});
export type ServicePatterns = z.infer<typeof servicePatterns>;

export const patternOverviewQuery = z.object({ service: z.string().max(500).optional() });
export const patternOverview = z.object({
  items: z.array(servicePatterns).describe("The service with the worst pattern first."),
  waiting: z.array(z.string()).describe("Services seen but not assessed yet."),
  failing: z
    .array(z.object({ service: z.string(), error: z.string() }))
    .optional()
    .describe("Services whose last try failed; it is made again, with pauses that grow."),
  everyMs: z.number().describe("How often services are assessed."),
});
export type PatternOverview = z.infer<typeof patternOverview>;

/** An indicator of a recognised pattern; `value` null: not measured, `reason` says why. */
export const assessedIndicator = z.object({
  id: z.string(),
  name: z.string(),
  unit: z.string(),
  meaning: z.string(),
  weight: z.number(),
  value: z.number().nullable(),
  health: z.number().nullable().describe("0 (bad) to 100."),
  reason: z.enum(["no-data", "no-scale"]).nullable(),
  scale: z.object({ good: z.number(), bad: z.number() }).nullable(),
  scaleFrom: z.enum(["catalogue", "caller", "history", "meaning"]).nullable(),
  crossed: z.enum(["info", "warning", "critical"]).nullable(),
  limits: z.array(patternLimit),
  formula: z.string(),
  calculation: z.string(),
  inputs: z.array(measuredInput),
  history: points,
});
export type AssessedIndicator = z.infer<typeof assessedIndicator>;

/** How throughput or use grows with load: a line to draw with three marks on it. */
export const capacityCurve = z.object({
  title: z.string(),
  loadUnit: z.string(),
  valueUnit: z.string(),
  line: z.array(z.tuple([z.number(), z.number()])).describe("[load, value]"),
  measured: z.array(z.tuple([z.number(), z.number()])),
  today: z.tuple([z.number(), z.number()]).nullable(),
  peak: z.tuple([z.number(), z.number()]).nullable().describe("At the forecast peak."),
  limit: z.number().nullable(),
  explanation: explained,
});
export type CapacityCurve = z.infer<typeof capacityCurve>;

/** A rule that suits the pattern, ready to be created. */
export const ruleProposal = z.object({
  id: z.string(),
  kind: z.enum(["threshold", "anomaly", "forecast"]),
  text: z.string(),
  definition: ruleDefinition,
});
export type RuleProposal = z.infer<typeof ruleProposal>;

export const patternDetailQuery = z.object({ subject: z.string().max(500).optional() });
export const patternDetail = z.object({
  service: z.string(),
  assessedAt: isoTime,
  window: z.object({ from: isoTime, to: isoTime }),
  record: patternRecord,
  subjects: z.array(z.string()).describe("Everything in the service that has this pattern."),
  pattern: recognisedPattern,
  reason: z.string().describe("Where the confidence comes from."),
  evidence: z.array(
    z.object({
      text: z.string(),
      signal: z.string(),
      value: z.union([z.number(), z.string()]).nullable(),
    }),
  ),
  missing: z.array(z.object({ signal: z.string(), gain: z.string() })),
  indicators: z.array(assessedIndicator),
  checklist: z.array(
    z.object({
      id: z.string(),
      text: z.string(),
      check: z.string(),
      verdict: z.enum(["met", "not met", "cannot be seen"]),
      evidence: z.string(),
    }),
  ),
  resources: z.array(headroom.extend({ usedHistory: points, forecast: forecastPoints })),
  curves: z.array(capacityCurve),
  rules: z.array(ruleProposal),
});
export type PatternDetail = z.infer<typeof patternDetail>;

export const patternPath = z.object({ service: z.string().min(1).max(500), patternId });
export const patternKey = z.object({ idOrSlug: z.string().min(1).max(100) });
