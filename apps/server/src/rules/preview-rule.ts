import { comparedWith, simulateRule, windowOf, type RuleDefinition } from "@headroom/alerting";
import type { RulePreview } from "@headroom/contracts";
import type { TelemetryQueries } from "@headroom/telemetry-store";
import { ApiError } from "../http/errors.ts";
import { formatError } from "../lifecycle/format-error.ts";
import { toIso, type Range } from "../telemetry/range.ts";
import { toWindowSignal } from "./read-window.ts";

const MOST_SLOTS = 120;
const SHOWN_SERIES = 20;

interface PreviewSeries {
  readonly labels: Readonly<Record<string, string>>;
  readonly points: [number, number | null][];
}

/**
 * Tries a rule on stored data: reads the windows of its slots at once, each with the value that
 * the live reader gives for it, and runs the live state machine over them. Where the range has more
 * slots than are read, slots are left out evenly and the note says so. Of more than 1,000 groups
 * the lightest are left out.
 * @throws ApiError `invalid_request` when the signal can't be read
 */
export async function previewRule(
  queries: TelemetryQueries,
  rule: RuleDefinition,
  range: Range,
): Promise<RulePreview> {
  const spanMs = range.toMs - range.fromMs;
  const stepMs = Math.max(rule.intervalMs, Math.ceil(spanMs / MOST_SLOTS / 1_000) * 1_000);
  const first = Math.ceil(range.fromMs / stepMs) * stepMs;
  const slots = Array.from(
    { length: Math.floor((range.toMs - first) / stepMs) + 1 },
    (_, index) => first + index * stepMs,
  );
  const series = await readSlots(queries, rule, slots, stepMs);
  const { episodes, total } = simulateRule(rule, series, stepMs);
  const byInterest = series
    .map((each, index) => ({ each, episodes: episodes[index] ?? [] }))
    .toSorted((a, b) => b.episodes.length - a.episodes.length);
  const shown = byInterest.slice(0, SHOWN_SERIES);
  return {
    stepSeconds: stepMs / 1_000,
    unit: await unitOf(queries, rule),
    threshold: comparedWith(rule).threshold,
    recovery: rule.kind === "threshold" ? (rule.condition.recovery ?? null) : null,
    series: shown.map(({ each, episodes: firing }) => ({
      labels: { ...each.labels },
      points: each.points,
      firing: firing.map(({ fromMs, toMs }) => ({
        from: toIso(fromMs),
        to: toMs === null ? null : toIso(toMs),
      })),
      status: "ready",
      sentence: null,
      band: [],
      forecast: [],
      limit: [],
    })),
    hiddenSeries: series.length - shown.length,
    episodes: total,
    note:
      stepMs > rule.intervalMs
        ? `The preview checks every ${stepMs / 1_000} s; live it is every ${rule.intervalMs / 1_000} s, so short breaches may be missing here.`
        : null,
  };
}

async function readSlots(
  queries: TelemetryQueries,
  rule: RuleDefinition,
  slots: readonly number[],
  stepMs: number,
): Promise<PreviewSeries[]> {
  const [firstMs] = slots;
  if (firstMs === undefined) return [];
  try {
    const { series } = await queries.signalWindows({
      signal: toWindowSignal(rule.signal),
      windowMs: rule.windowMs,
      firstToMs: windowOf(rule, firstMs).toMs,
      stepMs,
      count: slots.length,
    });
    return series.map(({ labels, points }) => ({
      labels,
      points: slots.map((slotMs, index) => [slotMs, points[index]?.[1] ?? null]),
    }));
  } catch (error) {
    throw new ApiError("invalid_request", formatError(error));
  }
}

async function unitOf(queries: TelemetryQueries, { signal }: RuleDefinition): Promise<string> {
  switch (signal.type) {
    case "logs":
      return "{record}";
    case "red":
      if (signal.measure === "rate") return "{request}/s";
      if (signal.measure === "errors") return "{error}";
      return signal.measure === "error_ratio" ? "1" : "ms";
    case "metric": {
      const { metric, aggregation } = signal;
      const unit = (await queries.findMetric({ metric }))?.unit ?? "";
      return aggregation === "rate" ? `${unit}/s` : aggregation === "count" ? "1" : unit;
    }
  }
}
