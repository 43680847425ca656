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

/** Draws target and finding over the same time; a flat series lies in the middle, gaps break it. */
export function overlayPaths(
  target: readonly ChartPoint[],
  finding: readonly ChartPoint[],
  box: Box,
): OverlayPaths {
  return { target: pathOf(target, box), finding: pathOf(finding, box) };
}

function pathOf(points: readonly ChartPoint[], { fromMs, toMs, width, height }: Box): string {
  const inside = points.filter(([t]) => t >= fromMs && t <= toMs);
  const values = inside.flatMap(([, value]) => (value === null ? [] : [value]));
  const min = values.reduce((a, b) => Math.min(a, b), Infinity);
  const max = values.reduce((a, b) => Math.max(a, b), -Infinity);
  const spanMs = Math.max(1, toMs - fromMs);
  const yOf = (value: number) =>
    max > min ? 1 + ((max - value) / (max - min)) * (height - 2) : height / 2;
  let pen = "M";
  let path = "";
  for (const [t, value] of inside) {
    if (value === null) {
      pen = "M";
      continue;
    }
    path += `${pen}${round(((t - fromMs) / spanMs) * width)} ${round(yOf(value))}`;
    pen = "L";
  }
  return path;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
