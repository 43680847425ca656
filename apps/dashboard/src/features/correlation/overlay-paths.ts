import type { ChartPoint } from "@/components/charts/series-data";

/** Paths of two series in one box, each from its own smallest to its own largest value. */
export interface OverlayPaths {
  readonly target: string;
  readonly finding: string;
}

interface Box {
  readonly fromMs: number;
  readonly toMs: number;
  readonly width: number;
  readonly height: number;
}

/**
 * Draws target and finding over the same time. Far values are cut off at the edge, a flat series
 * lies in the middle, and a line breaks where values are missing for clearly longer than usual.
 */
export function overlayPaths(
  target: readonly ChartPoint[],
  finding: readonly ChartPoint[],
  box: Box,
): OverlayPaths {
  return { target: pathOf(target, box), finding: pathOf(finding, box) };
}

/** Distances between values, in usual ones, from which on a line breaks. */
const GAP_DISTANCES = 3.5;
/** Values further beyond the middle four fifths than this part of their width are cut off. */
const FENCE = 1.5;
/** Where more than this part of the values is so far, it is no outlier but another level. */
const RARE = 0.08;

interface Measured {
  readonly t: number;
  readonly value: number;
}

function pathOf(points: readonly ChartPoint[], { fromMs, toMs, width, height }: Box): string {
  const inside = points.flatMap(([t, value]) =>
    value === null || t < fromMs || t > toMs ? [] : [{ t, value }],
  );
  const { min, max } = scaleOf(inside);
  const breakMs = GAP_DISTANCES * usualDistance(inside);
  const spanMs = Math.max(1, toMs - fromMs);
  const yOf = (value: number) =>
    max > min
      ? 1 + ((max - Math.max(min, Math.min(max, value))) / (max - min)) * (height - 2)
      : height / 2;
  return inside
    .map(({ t, value }, index) => {
      const before = inside[index - 1];
      const pen = before === undefined || t - before.t > breakMs ? "M" : "L";
      return `${pen}${round(((t - fromMs) / spanMs) * width)} ${round(yOf(value))}`;
    })
    .join("");
}

// A few far values must not press the rest into a flat line.
function scaleOf(measured: readonly Measured[]): { readonly min: number; readonly max: number } {
  const sorted = measured.map(({ value }) => value).sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))] ?? 0;
  const reach = FENCE * (at(0.9) - at(0.1));
  const low = at(0.1) - reach;
  const high = at(0.9) + reach;
  const isRare = (far: number) => reach > 0 && far <= RARE * sorted.length;
  return {
    min: isRare(sorted.filter((value) => value < low).length) ? Math.max(at(0), low) : at(0),
    max: isRare(sorted.filter((value) => value > high).length) ? Math.min(at(1), high) : at(1),
  };
}

function usualDistance(measured: readonly Measured[]): number {
  const distances = measured
    .slice(1)
    .map(({ t }, index) => t - (measured[index]?.t ?? t))
    .sort((a, b) => a - b);
  return distances[Math.floor(distances.length / 2)] ?? Number.POSITIVE_INFINITY;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
