import type { ChartTone } from "./series-data";

/** One instant of a range: Unix milliseconds, lower bound, middle, upper bound. */
export type RangePoint = readonly [number, number, number, number];

/**
 * Values with bounds around them, drawn under the series: an expected band, a forecast. Bounds
 * that are equal make a line.
 */
export interface ChartRange {
  readonly id: string;
  readonly label: string;
  readonly points: readonly RangePoint[];
  readonly tone?: ChartTone;
  /** Goes on across missing points, as steps of another width do. */
  readonly bridgesGaps?: boolean;
}

const GAP_STEPS = 1.5;
/** Bounds this many times beyond all values and middles don't stretch the axis. */
const MOST_STRETCH = 3;

/** The smallest and largest values that an axis must span for ranges and series together. */
export function spanRanges(
  ranges: readonly ChartRange[],
  series: { readonly minValue: number; readonly maxValue: number },
): { minValue: number; maxValue: number } {
  let { minValue, maxValue } = series;
  for (const [, , middle] of ranges.flatMap(({ points }) => points)) {
    minValue = Math.min(minValue, middle);
    maxValue = Math.max(maxValue, middle);
  }
  const ceiling = maxValue > 0 ? maxValue * MOST_STRETCH : Number.POSITIVE_INFINITY;
  // Where no value is negative, a lower bound below zero is a matter of arithmetic.
  const floor = minValue < 0 ? minValue * MOST_STRETCH : 0;
  for (const [, lower, , upper] of ranges.flatMap(({ points }) => points)) {
    minValue = Math.min(minValue, Math.max(lower, floor));
    maxValue = Math.max(maxValue, Math.min(upper, ceiling));
  }
  return { minValue, maxValue };
}

/** The stretches of a range that are drawn in one go. */
export function runsOf(range: ChartRange): readonly (readonly RangePoint[])[] {
  const { points } = range;
  if (points.length === 0) return [];
  if (range.bridgesGaps === true) return [points];
  const mostMs = usualStepMs(points) * GAP_STEPS;
  const runs: RangePoint[][] = [];
  let beforeMs = Number.NEGATIVE_INFINITY;
  for (const point of points) {
    const run = runs.at(-1);
    if (run === undefined || point[0] - beforeMs > mostMs) runs.push([point]);
    else run.push(point);
    beforeMs = point[0];
  }
  return runs;
}

/** A run cut to the time axis; where it goes on beyond an end, it is cut on the straight line. */
export function clipRun(
  run: readonly RangePoint[],
  fromMs: number,
  toMs: number,
): readonly RangePoint[] {
  return run.flatMap((point, index) => {
    const [atMs] = point;
    if (atMs >= fromMs && atMs <= toMs) return [point];
    const inner = atMs < fromMs ? run[index + 1] : run[index - 1];
    const edgeMs = atMs < fromMs ? fromMs : toMs;
    if (inner === undefined) return [];
    const crosses = atMs < fromMs ? inner[0] > fromMs : inner[0] < toMs;
    return crosses ? [between(point, inner, edgeMs)] : [];
  });
}

function between(a: RangePoint, b: RangePoint, atMs: number): RangePoint {
  const share = (atMs - a[0]) / (b[0] - a[0]);
  const mix = (index: 1 | 2 | 3) => a[index] + share * (b[index] - a[index]);
  return [atMs, mix(1), mix(2), mix(3)];
}

/** The point of a range that an instant belongs to: the nearest, at most one step away. */
export function pointAt(range: ChartRange, atMs: number): RangePoint | null {
  let nearest: RangePoint | null = null;
  for (const point of range.points) {
    if (nearest === null || Math.abs(point[0] - atMs) < Math.abs(nearest[0] - atMs)) {
      nearest = point;
    }
  }
  if (nearest === null) return null;
  return Math.abs(nearest[0] - atMs) <= usualStepMs(range.points) ? nearest : null;
}

/** Instants of ranges before the first and after the last of `rows`, in order. */
export function instantsBeyond(
  ranges: readonly ChartRange[],
  firstMs: number,
  lastMs: number,
): readonly number[] {
  const beyond = ranges
    .flatMap(({ points }) => points.map(([atMs]) => atMs))
    .filter((atMs) => atMs < firstMs || atMs > lastMs);
  return [...new Set(beyond)].toSorted((a, b) => a - b);
}

function usualStepMs(points: readonly RangePoint[]): number {
  const steps = points.slice(1).map(([atMs], index) => atMs - (points[index]?.[0] ?? atMs));
  steps.sort((a, b) => a - b);
  return steps[Math.floor(steps.length / 2)] ?? 0;
}

/** A scale from values to px. */
export type Place = (value: number) => number;

/** SVG path around the bounds of a run. */
export function boundsPath(run: readonly RangePoint[], x: Place, y: Place): string {
  const upper = run.map(([t, , , high]) => `${x(t)},${y(high)}`);
  const lower = run.map(([t, low]) => `${x(t)},${y(low)}`).toReversed();
  return `M${[...upper, ...lower].join("L")}Z`;
}

/** SVG path along the middle of a run. */
export function middlePath(run: readonly RangePoint[], x: Place, y: Place): string {
  return `M${run.map(([t, , middle]) => `${x(t)},${y(middle)}`).join("L")}`;
}
