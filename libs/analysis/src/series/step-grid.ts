import type { Point } from "@headroom/detection";

/** Most steps of a grid: beyond, the oldest are left out. */
const mostSteps = 16_384;

/** A series at even steps. */
export interface StepGrid {
  /** Mean of the points of each step, NaN where there were none. */
  readonly values: Float64Array;
  /** Start of the first step, ms, a multiple of `stepMs`. */
  readonly startMs: number;
  readonly stepMs: number;
  /** Steps that have a value. */
  readonly count: number;
}

/**
 * Returns the points in [fromMs, toMs) as means of even steps, at most 16,384 up to `toMs`. Only
 * steps that lie wholly inside are kept; holes stay holes.
 */
export function makeStepGrid(
  points: readonly Point[],
  stepMs: number,
  fromMs: number,
  toMs: number,
): StepGrid {
  const endStep = Math.floor(toMs / stepMs);
  const firstStep = Math.max(Math.ceil(fromMs / stepMs), endStep - mostSteps);
  const length = Math.max(0, endStep - firstStep);
  const values = new Float64Array(length);
  const counts = new Uint32Array(length);
  for (const { timeMs, value } of points) {
    const index = Math.floor(timeMs / stepMs) - firstStep;
    if (index < 0 || index >= length || !(Math.abs(value) < 1e30)) continue;
    values[index] = (values[index] ?? 0) + value;
    counts[index] = (counts[index] ?? 0) + 1;
  }
  let count = 0;
  counts.forEach((inStep, index) => {
    if (inStep > 0) count++;
    values[index] = inStep > 0 ? (values[index] ?? 0) / inStep : Number.NaN;
  });
  return { values, startMs: firstStep * stepMs, stepMs, count };
}

/** Returns the grid with `factor` steps in one (means of those that have a value). */
export function coarsenGrid(grid: StepGrid, factor: number): StepGrid {
  if (factor <= 1) return grid;
  const points: Point[] = [];
  grid.values.forEach((value, index) => {
    if (!Number.isNaN(value)) points.push({ timeMs: grid.startMs + index * grid.stepMs, value });
  });
  const stepMs = grid.stepMs * factor;
  const endMs = grid.startMs + grid.values.length * grid.stepMs;
  // Steps at the ends that are only partly covered count too: their mean is of what there is.
  const fromMs = Math.floor(grid.startMs / stepMs) * stepMs;
  return makeStepGrid(points, stepMs, fromMs, Math.ceil(endMs / stepMs) * stepMs);
}

/** Returns the first and last time (start of step) that have a value, undefined of nothing. */
export function spanOf(grid: StepGrid): { firstMs: number; lastMs: number } | undefined {
  const isValue = (value: number): boolean => !Number.isNaN(value);
  const first = grid.values.findIndex(isValue);
  if (first < 0) return undefined;
  const last = grid.values.findLastIndex(isValue);
  return {
    firstMs: grid.startMs + first * grid.stepMs,
    lastMs: grid.startMs + last * grid.stepMs,
  };
}
