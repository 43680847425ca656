import {
  clampTo,
  rangeOfSignal,
  type AnomalyRule,
  type GroupBaseline,
  type Signal,
} from "@headroom/alerting";
import {
  createBaseline,
  describeRank,
  describeSeason,
  isAnomalous,
  learningPoints,
  updateBaselineAll,
  type Judgement,
} from "@headroom/detection";
import type { SignalBand } from "@headroom/contracts";
import type { TelemetryQueries } from "@headroom/telemetry-store";
import { chooseStepMs, toIso, type Range } from "../telemetry/range.ts";
import type { LessonReader } from "./lesson-cache.ts";
import { learnBefore } from "./learn-before.ts";
import { explainRefusal } from "./preview-slots.ts";
import { readHistory, type HistorySeries } from "./read-history.ts";
import { readSignalFacts } from "./signal-facts.ts";

/** Points of a series where no step is asked for, and series of an answer. */
const USUAL_POINTS = 200;
const MOST_SERIES = 10;
const LEAST_STEP_MS = 10_000;

/** What to read a band of. */
export interface BandRequest {
  readonly signal: Signal;
  readonly range: Range;
  readonly stepSeconds?: number | undefined;
  /** 0 (wide) to 1 (narrow). */
  readonly sensitivity: number;
}

/**
 * A signal's values in steps side by side, each with what the history before it let expect: the
 * judgements of an anomaly rule that looks at every step. Times are the starts of the steps, as in
 * charts; only steps that are over are there.
 * @throws ApiError `invalid_request` when the signal can't be read
 */
export async function readSignalBand(
  queries: TelemetryQueries,
  { signal, range, stepSeconds, sensitivity }: BandRequest,
  readLesson: LessonReader,
): Promise<SignalBand> {
  const stepMs = Math.max(LEAST_STEP_MS, chooseStepMs(range, stepSeconds, USUAL_POINTS));
  const firstToMs = Math.floor(range.fromMs / stepMs) * stepMs + stepMs;
  const count = Math.floor((range.toMs - firstToMs) / stepMs) + 1;
  const { unit } = await readSignalFacts(queries, signal);
  const empty = { stepSeconds: stepMs / 1_000, unit, series: [], hiddenSeries: 0 };
  if (count < 1) return empty;
  const grid = { windowMs: stepMs, firstToMs, stepMs, count };
  const { series } = await explainRefusal(() => readHistory(queries, signal, grid));
  const shown = series.slice(0, MOST_SERIES);
  const rule = watchEveryStep(signal, stepMs, sensitivity);
  const fingerprints = shown.map(({ fingerprint }) => fingerprint);
  const baselines = await explainRefusal(() =>
    learnBefore(readLesson, rule, fingerprints, firstToMs),
  );
  return {
    ...empty,
    series: shown.map((each) => present(each, baselines.get(each.fingerprint), rule)),
    hiddenSeries: series.length - shown.length,
  };
}

/** The rule whose judgements make the band. */
function watchEveryStep(signal: Signal, stepMs: number, sensitivity: number): AnomalyRule {
  return {
    name: "Band",
    description: "",
    enabled: true,
    kind: "anomaly",
    signal,
    condition: {
      direction: "both",
      sensitivity,
      triggerWindowMs: stepMs,
      triggerShare: 1,
      repeats: "always",
    },
    windowMs: stepMs,
    intervalMs: stepMs,
    evalDelayMs: 0,
    forMs: 0,
    keepFiringForMs: 0,
    noData: signal.type === "logs" ? "zero" : "hold",
    severity: "info",
    labels: {},
    annotations: {},
    channelIds: [],
    escalationPolicyId: null,
  };
}

function present(
  { labels, points }: HistorySeries,
  baseline: GroupBaseline | undefined,
  rule: AnomalyRule,
): SignalBand["series"][number] {
  const { sensitivity } = rule.condition;
  const values = points.flatMap(([timeMs, value]) => {
    const known = value ?? (rule.noData === "zero" ? 0 : null);
    return known === null ? [] : [{ timeMs, value: known }];
  });
  const state = baseline?.state ?? createBaseline({ sensitivity });
  const { judgements } = updateBaselineAll({ ...state, sensitivity }, values);
  const ready = judgements.filter(({ status }) => status === "ready");
  const possible = rangeOfSignal(rule.signal);
  const startOf = (timeMs: number): number => timeMs - rule.intervalMs;
  return {
    labels: { ...labels },
    status: ready.length > 0 ? "ready" : "learning",
    sentence: describeKnowledge(judgements.at(-1)),
    points: points.map(([toMs, value]) => [startOf(toMs), value]),
    band: ready.map(({ timeMs, lower, expected, upper }) => [
      startOf(timeMs),
      clampTo(possible, lower),
      clampTo(possible, expected),
      clampTo(possible, upper),
    ]),
    anomalies: ready
      .filter((each) => isAnomalous(each, sensitivity, "both"))
      .map((each) => ({
        at: toIso(startOf(each.timeMs)),
        value: each.value,
        score: each.score,
        words: describeRank(each),
      })),
  };
}

function describeKnowledge(last: Judgement | undefined): string {
  if (last === undefined) return "There are no values in the range.";
  return last.status === "ready"
    ? describeSeason(last.season)
    : `Still learning: ${last.count} of ${learningPoints} values before a band can be drawn.`;
}
