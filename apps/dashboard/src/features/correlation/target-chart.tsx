"use client";
import type { CorrelationAnswer } from "@headroom/contracts";
import { useMemo } from "react";
import type { ChartBand } from "@/components/charts/chart-types";
import type { ChartSeries } from "@/components/charts/series-data";
import { TimeSeriesChart } from "@/components/charts/time-series-chart";
import { useTimeRange } from "@/time/time-range";
import { isInside, type WindowContext } from "./window-context";

/** Height of the chart, in px. */
export const TARGET_CHART_PX = 180;

/** The signal; a drag across it chooses the window that is compared, which is marked. */
export function TargetChart({
  target,
  unit,
  range,
  context,
}: {
  target: CorrelationAnswer["target"];
  unit: string;
  range: { readonly fromMs: number; readonly toMs: number };
  context: WindowContext | null;
}) {
  const { setRange } = useTimeRange();
  const wide = context !== null && isInside(range, context) ? context : null;
  const points = wide?.points ?? target.points;
  const series = useMemo<ChartSeries[]>(
    () => [{ id: "target", label: target.name, points, tone: "accent" }],
    [target.name, points],
  );
  const bands: ChartBand[] =
    wide === null
      ? []
      : [{ fromMs: range.fromMs, toMs: range.toMs, label: "Compared window", tone: "accent" }];
  return (
    <TimeSeriesChart
      title={target.name}
      series={series}
      unit={unit}
      fromMs={(wide ?? range).fromMs}
      toMs={(wide ?? range).toMs}
      heightPx={TARGET_CHART_PX}
      bands={bands}
      legend="none"
      onZoom={(fromMs, toMs) => setRange({ fromMs, toMs })}
    />
  );
}
