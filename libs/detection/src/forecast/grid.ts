import type { Point } from "../anomaly/judgement.ts";

/** Most steps of history that are used: beyond, the oldest are left out. */
const mostSteps = 16_384;
/** History that is used: what is older than six weeks says little about the next days. */
const mostHistoryMs = 42 * 86_400_000;

/** A series at even steps without holes. */
export interface Grid {
  readonly values: number[];
  /** Start of the step after the last value, ms. */
  readonly endMs: number;
  readonly stepMs: number;
  /** Share of steps (0 to 1) that had no point and were filled. */
  readonly filledShare: number;
  /** Steps of a day and of a week; 0 where the step is too long or does not divide it. */
  readonly day: number;
  readonly week: number;
}

const stepsOf = (periodMs: number, stepMs: number): number => {
  const steps = periodMs / stepMs;
  return steps >= 2 && Number.isInteger(steps) ? steps : 0;
};

/**
 * Returns the series as means of whole steps up to `nowMs` (the step that `nowMs` lies in is not
 * over and left out). A hole takes the value of a day earlier, else of the step before; with
 * `fill` "line" those of a line to the next value, for series too young to know a day.
 */
export function makeGrid(
  points: readonly Point[],
  stepMs: number,
  nowMs: number,
  fill: "day" | "line" = "day",
): Grid {
  const day = stepsOf(86_400_000, stepMs);
  const week = stepsOf(7 * 86_400_000, stepMs);
  const steps = Math.min(mostSteps, Math.ceil(mostHistoryMs / stepMs));
  const nowStep = Math.floor(nowMs / stepMs);
  const usable = points.filter(
    ({ timeMs, value }) =>
      Math.abs(value) < 1e30 && timeMs < nowStep * stepMs && timeMs >= (nowStep - steps) * stepMs,
  );
  let first = Infinity;
  let last = -Infinity;
  for (const { timeMs } of usable) {
    first = Math.min(first, Math.floor(timeMs / stepMs));
    last = Math.max(last, Math.floor(timeMs / stepMs));
  }
  if (usable.length === 0)
    return { values: [], endMs: nowStep * stepMs, stepMs, filledShare: 0, day, week };
  const sums = new Float64Array(last - first + 1);
  const counts = new Float64Array(last - first + 1);
  for (const { timeMs, value } of usable) {
    const index = Math.floor(timeMs / stepMs) - first;
    sums[index] = (sums[index] ?? 0) + value;
    counts[index] = (counts[index] ?? 0) + 1;
  }
  const values: number[] = [];
  let filled = 0;
  let known = 0;
  for (let index = 0; index < sums.length; index++) {
    const count = counts[index] ?? 0;
    if (count === 0) filled++;
    const dayEarlier = day > 0 ? values[index - day] : undefined;
    values.push(count > 0 ? (sums[index] ?? 0) / count : (dayEarlier ?? values[index - 1] ?? 0));
    if (count === 0) continue;
    if (fill === "line") drawLine(values, known, index);
    known = index;
  }
  const endMs = (last + 1) * stepMs;
  return { values, endMs, stepMs, filledShare: filled / values.length, day, week };
}

/** Puts what lies between two places onto the line through them. */
function drawLine(values: number[], from: number, to: number): void {
  const start = values[from] ?? 0;
  const rise = (values[to] ?? 0) - start;
  for (let index = from + 1; index < to; index++)
    values[index] = start + (rise * (index - from)) / (to - from);
}
