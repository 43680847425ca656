import { simulateRule, type AnomalyRule, type SimulatedJudgement } from "@headroom/alerting";
import type { RulePreview } from "@headroom/contracts";
import type { TelemetryQueries } from "@headroom/telemetry-store";
import type { Range } from "../telemetry/range.ts";
import type { LessonReader } from "./lesson-cache.ts";
import { learnBefore } from "./learn-before.ts";
import {
  explainRefusal,
  noteOnStep,
  presentEpisodes,
  readSlots,
  SHOWN_SERIES,
  slotsOf,
} from "./preview-slots.ts";
import { readSignalFacts } from "./signal-facts.ts";

/** More than for limits: an anomaly is judged by its neighbours. */
const MOST_SLOTS = 600;

/**
 * Tries an anomaly rule: its baselines learn the history before the range, then the live code
 * judges each slot of the range. The heaviest 20 groups are tried.
 * @throws ApiError `invalid_request` when the signal can't be read
 */
export async function previewAnomaly(
  queries: TelemetryQueries,
  rule: AnomalyRule,
  range: Range,
  readLesson: LessonReader,
): Promise<RulePreview> {
  const slots = slotsOf(rule, range, MOST_SLOTS);
  const all = await readSlots(queries, rule, slots);
  const series = all.slice(0, SHOWN_SERIES);
  const stepped: AnomalyRule = { ...rule, intervalMs: slots.stepMs };
  const firstMs = slots.slots[0] ?? range.toMs;
  const baselines = await explainRefusal(() =>
    learnBefore(
      readLesson,
      stepped,
      series.map(({ fingerprint }) => fingerprint),
      firstMs - rule.evalDelayMs,
    ),
  );
  const { unit } = await readSignalFacts(queries, rule.signal);
  const { episodes, judgements, total } = simulateRule(rule, series, slots.stepMs, {
    unit,
    baselines,
    forecastsAt: () => new Map(),
  });
  return {
    stepSeconds: slots.stepMs / 1_000,
    unit,
    threshold: null,
    recovery: null,
    series: series.map((each, index) => ({
      labels: { ...each.labels },
      points: each.points.map(([ms, value]) => [ms, value]),
      firing: presentEpisodes(episodes[index] ?? []),
      ...presentJudgements(judgements[index] ?? []),
      forecast: [],
      limit: [],
    })),
    hiddenSeries: all.length - series.length,
    episodes: total,
    note: noteOnStep(rule, slots.stepMs, "short anomalies"),
  };
}

function presentJudgements(
  judgements: readonly SimulatedJudgement[],
): Pick<RulePreview["series"][number], "status" | "sentence" | "band"> {
  const last = judgements.at(-1)?.judged;
  return {
    status: last === undefined || last.learning !== null ? "learning" : "ready",
    sentence: last?.sentence ?? last?.learning ?? null,
    band: judgements.flatMap(({ slotMs, judged: { expected } }) =>
      expected === null ? [] : [[slotMs, expected.lower, expected.expected, expected.upper]],
    ),
  };
}
