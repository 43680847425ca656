import type { EvidenceWindow } from "@headroom/patterns";
import type { Activity } from "@headroom/telemetry-store";
import { sumOf } from "./span-figures.ts";

/** Steps of a window: step k begins at `fromMs` + k · `stepMs`. */
export interface StepGrid {
  readonly fromMs: number;
  readonly stepMs: number;
  readonly count: number;
}

/** An instance is gone where this many spans would have been expected and none came. */
const leastMissing = 5;

/** Fewest spans from which a rate is told. */
const leastSpans = 5;
/** So few expected spans may stay away by chance at an end of the window. */
const mostByChance = 3;

/**
 * First and last sign of life in a window. Where the rate is so low that the silence before or
 * after may be chance, life goes on to that end of the window.
 */
export function findLife(
  activities: readonly Pick<Activity, "firstSeenMs" | "lastSeenMs" | "spans">[],
  { startMs, endMs }: EvidenceWindow,
): { readonly firstSeenMs: number; readonly lastSeenMs: number } {
  const firstMs = Math.max(startMs, Math.min(...activities.map((one) => one.firstSeenMs)));
  const lastMs = Math.min(endMs, Math.max(...activities.map((one) => one.lastSeenMs)));
  const spans = sumOf(activities, (one) => one.spans);
  const perMs = spans < leastSpans ? Infinity : spans / Math.max(1, lastMs - firstMs);
  return {
    firstSeenMs: (firstMs - startMs) * perMs < mostByChance ? startMs : firstMs,
    lastSeenMs: (endMs - lastMs) * perMs < mostByChance ? endMs : lastMs,
  };
}

/** Number of the step that a time lies in. */
export function findStep({ fromMs, stepMs }: StepGrid, timeMs: number): number {
  return Math.floor((timeMs - fromMs) / stepMs);
}

/**
 * In which steps an instance lived, by its spans. Silence counts as death only where the instance
 * would have been heard by its usual rate, since few requests leave gaps by chance.
 */
export function findLiveSteps(
  activities: readonly Pick<Activity, "steps">[],
  grid: StepGrid,
): readonly boolean[] {
  const spans = Array.from({ length: grid.count }, () => 0);
  for (const { steps } of activities) {
    for (const step of steps) {
      const at = findStep(grid, step.timeMs);
      if (at >= 0 && at < grid.count) spans[at] = (spans[at] ?? 0) + step.spans;
    }
  }
  const first = spans.findIndex((count) => count > 0);
  const last = spans.findLastIndex((count) => count > 0);
  if (first < 0) return spans.map(() => false);
  const perStep = spans.reduce((sum, count) => sum + count, 0) / (last - first + 1);
  const live = spans.map((count) => count > 0);
  for (let start = 0; start < spans.length;) {
    let end = start;
    while (end < spans.length && spans[end] === 0) end += 1;
    if (end > start && (end - start) * perStep < leastMissing) live.fill(true, start, end);
    start = end + 1;
  }
  return live;
}
