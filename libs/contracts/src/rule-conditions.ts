import { comparisons, explainBadRecovery, explainBadWindows } from "@headroom/detection";
import type { AnomalyRule, ForecastRule } from "@headroom/alerting";
import { z } from "zod";
import { ruleSignal } from "./rule-signal.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** Evaluations that a window of an anomaly rule may span: their judgements are kept. */
const MOST_STEPS = 288;

/** A whole number of milliseconds, from `minMs` to `maxMs`. */
export const duration = (minMs: number, maxMs: number) => z.number().int().min(minMs).max(maxMs);

/** Fires when a value breaches a limit. */
export const thresholdCondition = z
  .strictObject({
    comparison: z.enum(comparisons),
    threshold: z.number(),
    recovery: z.number().optional(),
  })
  .superRefine((value, context) => {
    const bad = explainBadRecovery(value);
    if (bad !== undefined) context.addIssue({ code: "custom", path: ["recovery"], message: bad });
  });

/** Fires when values leave the band that their own past lets expect. */
export const anomalyCondition = z.strictObject({
  direction: z.enum(["above", "below", "both"]).default("both"),
  sensitivity: z.number().min(0).max(1).default(0.5),
  triggerWindowMs: duration(5_000, DAY_MS).default(5 * MINUTE_MS),
  triggerShare: z.number().min(0).max(1).default(0.6),
  recoveryWindowMs: duration(5_000, DAY_MS).optional(),
  repeats: z.enum(["quiet", "always"]).default("quiet"),
});

/** Fires when a value will probably cross a limit inside the horizon. */
export const forecastCondition = z.strictObject({
  comparison: z.enum(["above", "below"]),
  limit: z.discriminatedUnion("type", [
    z.strictObject({ type: z.literal("constant"), value: z.number() }),
    z.strictObject({ type: z.literal("signal"), signal: ruleSignal }),
  ]),
  horizonMs: duration(10 * MINUTE_MS, 90 * DAY_MS),
  probability: z.number().min(0.05).max(0.95).default(0.5),
});

interface Issue {
  readonly path: readonly string[];
  readonly message: string;
}

/** What is wrong with the windows of an anomaly rule, at the field to change; [] when nothing. */
export function checkAnomalyRule(
  rule: Pick<AnomalyRule, "condition" | "intervalMs">,
): readonly Issue[] {
  const { condition, intervalMs: stepMs } = rule;
  const { triggerShare, triggerWindowMs, recoveryWindowMs } = condition;
  const at = (field: string, message: string): readonly Issue[] => [
    { path: ["condition", field], message },
  ];
  const mostMs = MOST_STEPS * stepMs;
  const tooLong = `Set it to ${mostMs / 1_000} s or less (${MOST_STEPS} evaluations), or evaluate less often.`;
  if (triggerWindowMs > mostMs) return at("triggerWindowMs", tooLong);
  if (recoveryWindowMs !== undefined && recoveryWindowMs > mostMs) {
    return at("recoveryWindowMs", tooLong);
  }
  const bad = explainBadWindows({ triggerShare, triggerWindowMs, recoveryWindowMs, stepMs });
  if (bad === undefined) return [];
  if (!(triggerShare > 0)) return at("triggerShare", bad);
  return at(triggerWindowMs < stepMs ? "triggerWindowMs" : "recoveryWindowMs", bad);
}

/** A measured limit must have one series for each group of the rule, or one for all. */
export function checkForecastRule(
  rule: Pick<ForecastRule, "condition" | "signal">,
): readonly Issue[] {
  const { limit } = rule.condition;
  if (limit.type === "constant" || limit.signal.groupBy.length === 0) return [];
  const keysOf = (keys: readonly string[]): string => JSON.stringify([...new Set(keys)].toSorted());
  if (keysOf(limit.signal.groupBy) === keysOf(rule.signal.groupBy)) return [];
  return [
    {
      path: ["condition", "limit", "signal", "groupBy"],
      message: "Group the limit by the same labels as the rule, or not at all.",
    },
  ];
}
