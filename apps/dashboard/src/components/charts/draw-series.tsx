import { Area, Bar, Line } from "recharts";
import type { ChartKind } from "./chart-types";
import { isolatedInstants, type ChartRow, type DrawnSeries } from "./series-data";

/** The chart element of one series; points without neighbours are drawn as dots. */
export function drawSeries(
  series: DrawnSeries,
  rows: readonly ChartRow[],
  kind: ChartKind,
  hide: boolean,
) {
  const given = { dataKey: series.key, name: series.label, isAnimationActive: false, hide };
  if (kind === "stacked-bar") {
    return <Bar key={series.key} {...given} stackId="all" fill={series.color} />;
  }
  const line = {
    ...given,
    type: "linear" as const,
    stroke: series.color,
    strokeWidth: 1.5,
    dot: dotsOf(series, rows),
    activeDot: { r: 3 },
    connectNulls: false,
  };
  if (kind === "line") return <Line key={series.key} {...line} />;
  return (
    <Area
      key={series.key}
      {...line}
      {...(kind === "stacked-area" ? { stackId: "all" } : {})}
      fill={series.color}
      fillOpacity={kind === "area" ? 0.12 : 0.5}
    />
  );
}

interface DotProps {
  readonly key?: unknown;
  readonly cx?: number;
  readonly cy?: number;
  readonly payload?: ChartRow;
}

function dotsOf(series: DrawnSeries, rows: readonly ChartRow[]) {
  const isolated = isolatedInstants(rows, series.key);
  if (isolated.size === 0) return false;
  return ({ key, cx, cy, payload }: DotProps) =>
    payload !== undefined && isolated.has(payload.t) ? (
      <circle key={String(key)} cx={cx} cy={cy} r={1.75} fill={series.color} stroke="none" />
    ) : (
      <g key={String(key)} />
    );
}
