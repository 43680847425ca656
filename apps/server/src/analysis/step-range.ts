import { ApiError } from "../http/errors.ts";
import type { Range } from "../telemetry/range.ts";

/** A range cut to whole steps, both ends multiples of `stepMs`. */
export interface StepRange extends Range {
  readonly stepMs: number;
}

const hourMs = 3_600_000;
const longestMs = 90 * 24 * hourMs;
/** What was sent in the last seconds may not be loaded yet. */
const settleMs = 10_000;
// Up to an hour each divides an hour, so that weeks can be compared hour by hour.
const stepsMs = [10, 30, 60, 120, 300, 900, 1_800, 3_600].map((seconds) => seconds * 1_000);
const longStepsMs = [3 * hourMs, 6 * hourMs, 12 * hourMs, 24 * hourMs];
/** Hourly points that one answer may carry: five weeks. */
const mostHours = 840;

/** The shortest step that gives at most `mostPoints`; hours as long as there are at most 840. */
export function chooseAnalysisStepMs(spanMs: number, mostPoints: number): number {
  const fine = stepsMs.find((stepMs) => spanMs / stepMs <= mostPoints);
  if (fine !== undefined) return fine;
  if (spanMs / hourMs <= mostHours) return hourMs;
  return longStepsMs.find((stepMs) => spanMs / stepMs <= mostHours) ?? 24 * hourMs;
}

/** Cuts a range to whole steps that have passed and whose data had time to arrive. */
export function alignRange(range: Range, stepMs: number, nowMs: number): StepRange {
  const down = (ms: number): number => Math.floor(ms / stepMs) * stepMs;
  const fromMs = down(range.fromMs);
  return {
    fromMs,
    toMs: Math.max(fromMs + stepMs, down(Math.min(range.toMs, nowMs - settleMs))),
    stepMs,
  };
}

/**
 * The range of a request in ms.
 * @throws ApiError `invalid_request` when it is empty, backward or longer than 90 days
 */
export function parseRange({ from, to }: { readonly from: string; readonly to: string }): Range {
  const range = { fromMs: Date.parse(from), toMs: Date.parse(to) };
  if (range.fromMs >= range.toMs)
    throw new ApiError("invalid_request", "Choose a `from` that lies before `to`.");
  if (range.toMs - range.fromMs > longestMs)
    throw new ApiError("invalid_request", "Choose a range of at most 90 days.");
  return range;
}
