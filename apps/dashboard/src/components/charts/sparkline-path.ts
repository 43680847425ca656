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
  points.forEach(([t, value], index) => {
    if (value === null) {
      pen = "M";
      return;
    }
    const x = ((t - first) / spanMs) * width;
    const y = height - 1 - (Math.max(0, value) / max) * (height - 2);
    path += `${pen}${round(x)} ${round(y)}`;
    // A point without neighbours is a line of no length, which round caps make a dot.
    if (pen === "M" && (points[index + 1]?.[1] ?? null) === null) path += "h0";
    pen = "L";
  });
  return path;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
