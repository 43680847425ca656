import { badQuery } from "./conditions.ts";
import type { Conditions } from "./conditions.ts";

/** A span of time, ms since 1970; `fromMs` included, `toMs` not, unless a function says otherwise. */
export interface TimeRange {
  readonly fromMs: number;
  readonly toMs: number;
}

/** Most points of one series. */
export const maxPoints = 600;

// The last nanosecond that DateTime64(9) can hold is in 2262.
const maxMs = 9_223_372_036_854;

/** Throws `bad_query` unless the range is finite and not empty. */
export function checkRange(range: TimeRange): void {
  const { fromMs, toMs } = range;
  if (Number.isFinite(fromMs) && Number.isFinite(toMs) && 0 <= fromMs && toMs <= maxMs) {
    if (fromMs < toMs) return;
  }
  throw badQuery("The time range is empty or not valid. Choose an end that lies after the start.");
}

/** Nanoseconds since 1970 as a decimal string. */
export function nsOfMs(ms: number): string {
  return String(BigInt(Math.floor(ms * 1000)) * 1000n);
}

/** Restricts `timestamp` to [fromMs, toMs). */
export function addTimeRange(conditions: Conditions, range: TimeRange): void {
  checkRange(range);
  const from = conditions.bind("Int64", nsOfMs(range.fromMs));
  const to = conditions.bind("Int64", nsOfMs(range.toMs));
  conditions.add(`timestamp >= fromUnixTimestamp64Nano(${from}, 'UTC')`);
  conditions.add(`timestamp < fromUnixTimestamp64Nano(${to}, 'UTC')`);
}

/** Restricts `timestamp` to (fromMs, toMs], the window of a rule. */
export function addWindow(conditions: Conditions, range: TimeRange): void {
  checkRange(range);
  const from = conditions.bind("Int64", nsOfMs(range.fromMs));
  const to = conditions.bind("Int64", nsOfMs(range.toMs));
  conditions.add(`timestamp > fromUnixTimestamp64Nano(${from}, 'UTC')`);
  conditions.add(`timestamp <= fromUnixTimestamp64Nano(${to}, 'UTC')`);
}

/**
 * The step that is used for a requested one, ms: a multiple of `resolutionMs`, and long enough
 * for at most 600 points. Throws `bad_query` when the range or step is not valid.
 */
export function chooseStepMs(range: TimeRange, stepMs: number, resolutionMs: number): number {
  checkRange(range);
  if (!Number.isFinite(stepMs) || stepMs <= 0) throw badQuery("The step must be longer than 0 ms.");
  const shortest = (range.toMs - range.fromMs) / maxPoints;
  return Math.ceil(Math.max(stepMs, shortest) / resolutionMs) * resolutionMs;
}
