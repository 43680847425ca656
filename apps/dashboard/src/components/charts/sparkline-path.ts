import type { ChartPoint } from "./series-data";

/** SVG path of a small line in a box of `width` × `height`; gaps break it. Empty without values. */
export function sparklinePath(
  points: readonly ChartPoint[],
  width: number,
  height: number,
): string {
  const first = points[0]?.[0] ?? 0;
  const spanMs = (points.at(-1)?.[0] ?? 0) - first || 1;
  const max = points.reduce((most, [, value]) => Math.max(most, value ?? 0), 0) || 1;
  let path = "";
  let pen: "M" | "L" = "M";
  for (const [t, value] of points) {
    if (value === null) {
      pen = "M";
      continue;
    }
    const x = ((t - first) / spanMs) * width;
    const y = height - 1 - (Math.max(0, value) / max) * (height - 2);
    path += `${pen}${round(x)} ${round(y)}`;
    pen = "L";
  }
  return path;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
