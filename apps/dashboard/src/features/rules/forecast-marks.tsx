"use client";
import { usePlotScales } from "@/components/charts/chart-ranges";
import type { Crossings } from "./preview-forecast";

/** Where the past ends, and between when and when the forecast crosses the limit. */
export function ForecastMarks({
  nowMs,
  limit,
  crossings,
}: {
  nowMs: number;
  limit: number | null;
  crossings: Crossings;
}) {
  const scales = usePlotScales();
  if (scales === null) return null;
  const { x, y, top, bottom } = scales;
  const { earliestMs, likelyMs, latestMs } = crossings;
  return (
    <g className="pointer-events-none">
      <line x1={x(nowMs)} x2={x(nowMs)} y1={top} y2={bottom} stroke="var(--muted-foreground)" />
      <text x={x(nowMs) + 4} y={top + 9} fontSize={10} fill="var(--muted-foreground)">
        now
      </text>
      {limit !== null && earliestMs !== null && (
        <line
          x1={x(earliestMs)}
          x2={x(latestMs ?? Number.MAX_SAFE_INTEGER)}
          y1={y(limit)}
          y2={y(limit)}
          stroke="var(--critical)"
          strokeWidth={5}
          strokeOpacity={0.4}
        />
      )}
      {limit !== null && likelyMs !== null && (
        <>
          <line
            x1={x(likelyMs)}
            x2={x(likelyMs)}
            y1={y(limit)}
            y2={bottom}
            stroke="var(--critical)"
            strokeDasharray="3 3"
          />
          <circle
            data-mark="crossing"
            cx={x(likelyMs)}
            cy={y(limit)}
            r={4}
            fill="var(--critical)"
          />
        </>
      )}
    </g>
  );
}
