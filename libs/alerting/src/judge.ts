import { judgeThreshold } from "@headroom/detection";
import { judgeAgainstBaseline } from "./judge-anomaly.ts";
import { judgeAgainstForecast, type GroupForecast } from "./judge-forecast.ts";
import type { GroupBaseline, Judged } from "./judged.ts";
import type { RuleDefinition } from "./rule.ts";
import type { Window } from "./window.ts";

/** What judging needs beyond the window's values, by the fingerprint of the group. */
export interface JudgeContext {
  /** Unit of a metric's values, as OpenTelemetry writes it; empty where unknown. */
  readonly unit: string;
  readonly baselines: ReadonlyMap<string, GroupBaseline>;
  readonly forecasts: ReadonlyMap<string, GroupForecast>;
}

/** The context of a rule that needs none. */
export const noContext: JudgeContext = { unit: "", baselines: new Map(), forecasts: new Map() };

/** Judges the value that a group has in a window, as the rule's kind does it. */
export function judgeValue(
  rule: RuleDefinition,
  group: { readonly fingerprint: string; readonly value: number },
  window: Window,
  context: JudgeContext,
): Judged {
  switch (rule.kind) {
    case "threshold":
      return {
        verdict: judgeThreshold(group.value, rule.condition),
        ...comparedWith(rule),
        sentence: null,
        expected: null,
        forecast: null,
        learning: null,
      };
    case "anomaly":
      return judgeAgainstBaseline(rule, group.value, window, {
        baseline: context.baselines.get(group.fingerprint),
        unit: context.unit,
      });
    case "forecast":
      return judgeAgainstForecast(rule, group.value, window, {
        found: context.forecasts.get(group.fingerprint),
        unit: context.unit,
      });
  }
}

/** What a rule compares with, where that does not depend on a judgement. */
export function comparedWith(rule: RuleDefinition): Pick<Judged, "comparison" | "threshold"> {
  const { kind, condition } = rule;
  switch (kind) {
    case "threshold":
      return { comparison: condition.comparison, threshold: condition.threshold };
    case "anomaly":
      return { comparison: condition.direction, threshold: null };
    case "forecast": {
      const { comparison, limit } = condition;
      return { comparison, threshold: limit.type === "constant" ? limit.value : null };
    }
  }
}
