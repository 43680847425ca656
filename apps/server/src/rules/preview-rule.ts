import { simulateRule, type RuleDefinition, type ThresholdRule } from "@headroom/alerting";
import type { RulePreview } from "@headroom/contracts";
import type { TelemetryQueries } from "@headroom/telemetry-store";
import type { Range } from "../telemetry/range.ts";
import type { LessonReader } from "./lesson-cache.ts";
import { previewAnomaly } from "./preview-anomaly.ts";
import { previewForecast } from "./preview-forecast.ts";
import { noteOnStep, presentEpisodes, readSlots, SHOWN_SERIES, slotsOf } from "./preview-slots.ts";
import { readSignalFacts } from "./signal-facts.ts";

const MOST_SLOTS = 120;

/**
 * Tries a rule on stored data: reads the windows of its slots at once, each with the value that
 * the live reader gives for it, and runs the live judgement and state machine over them. Where the
 * range has more slots than are read, slots are left out evenly and the note says so. Of more than
 * 1,000 groups the lightest are left out.
 * @param readLesson reads the history that anomaly rules learn from
 * @throws ApiError `invalid_request` when the signal can't be read
 */
export async function previewRule(
  queries: TelemetryQueries,
  rule: RuleDefinition,
  range: Range,
  readLesson: LessonReader,
): Promise<RulePreview> {
  switch (rule.kind) {
    case "threshold":
      return previewThreshold(queries, rule, range);
    case "anomaly":
      return previewAnomaly(queries, rule, range, readLesson);
    case "forecast":
      return previewForecast(queries, rule, range);
  }
}

async function previewThreshold(
  queries: TelemetryQueries,
  rule: ThresholdRule,
  range: Range,
): Promise<RulePreview> {
  const slots = slotsOf(rule, range, MOST_SLOTS);
  const series = await readSlots(queries, rule, slots);
  const { episodes, total } = simulateRule(rule, series, slots.stepMs);
  const byInterest = series
    .map((each, index) => ({ each, episodes: episodes[index] ?? [] }))
    .toSorted((a, b) => b.episodes.length - a.episodes.length);
  const shown = byInterest.slice(0, SHOWN_SERIES);
  return {
    stepSeconds: slots.stepMs / 1_000,
    unit: (await readSignalFacts(queries, rule.signal)).unit,
    threshold: rule.condition.threshold,
    recovery: rule.condition.recovery ?? null,
    series: shown.map(({ each, episodes: firing }) => ({
      labels: { ...each.labels },
      points: each.points.map(([ms, value]) => [ms, value]),
      firing: presentEpisodes(firing),
      status: "ready",
      sentence: null,
      band: [],
      forecast: [],
      limit: [],
    })),
    hiddenSeries: series.length - shown.length,
    episodes: total,
    note: noteOnStep(rule, slots.stepMs, "short breaches"),
  };
}
