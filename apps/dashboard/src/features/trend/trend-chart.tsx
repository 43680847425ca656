"use client";
import type { TrendAnswer } from "@headroom/contracts";
import { useMemo } from "react";
import type { ChartSeries } from "@/components/charts/series-data";
import { TimeSeriesChart } from "@/components/charts/time-series-chart";
import { JumpMarks } from "./jump-marks";
import { trendLine } from "./trend-line";

/** Height of the chart, in px. */
export const TREND_CHART_PX = 260;

/** The signal, its level with slope and jumps, and the same time a week earlier. */
export function TrendChart({
  trend,
  unit,
  title,
  range,
}: {
  trend: TrendAnswer;
  unit: string;
  title: string;
  range: { readonly fromMs: number; readonly toMs: number };
}) {
  const series = useMemo(() => seriesOf(trend, title), [trend, title]);
  return (
    <TimeSeriesChart
      title={`Trend of ${title}`}
      series={series}
      unit={unit}
      fromMs={range.fromMs}
      toMs={range.toMs}
      heightPx={TREND_CHART_PX}
      overlay={<JumpMarks changes={trend.changes} unit={unit} />}
    />
  );
}

function seriesOf(trend: TrendAnswer, title: string): ChartSeries[] {
  const line = trendLine(trend);
  const series: ChartSeries[] = [];
  if (trend.lastWeek.some(([, value]) => value !== null)) {
    series.push({
      id: "last-week",
      label: "A week earlier",
      points: trend.lastWeek,
      tone: "muted",
    });
  }
  series.push({ id: "signal", label: title, points: trend.points, tone: "accent" });
  if (line.length > 0) {
    series.push({ id: "level", label: "Level and slope", points: line, tone: "severe" });
  }
  return series;
}
