"use client";
import { usePlotScales } from "./chart-ranges";

/** A point of a chart that stands out: Unix milliseconds and value. */
export interface PointMark {
  readonly atMs: number;
  readonly value: number;
}

/** Rings around points that stand out. */
export function PointMarks({ marks }: { marks: readonly PointMark[] }) {
  const scales = usePlotScales();
  if (scales === null) return null;
  return marks
    .filter(({ atMs }) => scales.isInside(atMs))
    .map(({ atMs, value }, index) => (
      <circle
        key={`${atMs}-${index}`}
        data-mark="anomaly"
        className="pointer-events-none"
        cx={scales.x(atMs)}
        cy={scales.y(value)}
        r={3.5}
        fill="var(--critical)"
        stroke="var(--surface)"
        strokeWidth={1.5}
      />
    ));
}
