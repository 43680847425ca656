import type { LabelledSeries } from "./series-table";

const STEPS_SECONDS = [15, 30, 60, 120, 300, 600, 900, 1_800, 3_600];
/** Fewer distances than this say nothing about how often a metric is sent. */
const MIN_DISTANCES = 4;

/**
 * The step, in seconds, at which a metric that is sent more rarely than `stepSeconds` makes lines
 * instead of single points; null where the step is wide enough, or too little is known. It is the
 * first round step above the median distance between values.
 */
export function widerStep(series: readonly LabelledSeries[], stepSeconds: number): number | null {
  const distancesMs: number[] = [];
  for (const { points } of series) {
    let lastMs: number | null = null;
    for (const [t, value] of points) {
      if (value === null) continue;
      if (lastMs !== null) distancesMs.push(t - lastMs);
      lastMs = t;
    }
  }
  if (distancesMs.length < MIN_DISTANCES) return null;
  distancesMs.sort((a, b) => a - b);
  const medianSeconds = (distancesMs[Math.floor(distancesMs.length / 2)] ?? 0) / 1_000;
  if (medianSeconds < stepSeconds * 1.5) return null;
  return STEPS_SECONDS.find((step) => step >= medianSeconds) ?? null;
}
