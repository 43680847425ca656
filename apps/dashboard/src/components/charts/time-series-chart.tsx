"use client";
import { useMemo, useState } from "react";
import { cn } from "@/components/ui/class-names";
import { useTimeRange } from "@/time/time-range";
import { ChartLegend } from "./chart-legend";
import type { ChartRange } from "./chart-range";
import type { ChartBand, ChartThreshold, TimeSeriesChartProps } from "./chart-types";
import { prepareChart } from "./series-data";
import { summarizeChart } from "./summary";
import { TimeSeriesPlot } from "./time-series-plot";

const NO_THRESHOLDS: readonly ChartThreshold[] = [];
const NO_RANGES: readonly ChartRange[] = [];
const NO_BANDS: readonly ChartBand[] = [];
const DEFAULT_HEIGHT_PX = 160;

/** Values over time with axis, shared cursor, drag to zoom, thresholds and a legend table. */
export function TimeSeriesChart(props: TimeSeriesChartProps) {
  const { title, series, unit, kind = "line", legend = "table" } = props;
  const range = useTimeRange();
  const ranges = props.ranges ?? NO_RANGES;
  const [isolated, setIsolated] = useState<string | null>(null);
  const chart = useMemo(
    () =>
      prepareChart(series, {
        ...(props.maxSeries === undefined ? {} : { maxSeries: props.maxSeries }),
        hiddenSeries: props.hiddenSeries ?? 0,
        ...(props.stepSeconds === undefined ? {} : { stepMs: props.stepSeconds * 1_000 }),
        stacked: kind === "stacked-area" || kind === "stacked-bar",
        ranges,
      }),
    [series, props.maxSeries, props.hiddenSeries, props.stepSeconds, kind, ranges],
  );
  const onZoom =
    props.onZoom === undefined
      ? (fromMs: number, toMs: number) => range.setRange({ fromMs, toMs })
      : props.onZoom;
  const heightPx = props.heightPx ?? DEFAULT_HEIGHT_PX;
  const known = chart.series.some(({ key }) => key === isolated) ? isolated : null;
  const empty = chart.series.every(({ last }) => last === null);
  return (
    <figure className="m-0 min-w-0">
      <figcaption className="sr-only">{summarizeChart(title, chart, unit)}</figcaption>
      <div
        aria-hidden
        className={cn("relative select-none", onZoom !== null && "cursor-crosshair")}
        style={{ height: heightPx }}
      >
        <TimeSeriesPlot
          chart={chart}
          unit={unit}
          kind={kind}
          fromMs={props.fromMs ?? range.fromMs}
          toMs={props.toMs ?? range.toMs}
          heightPx={heightPx}
          syncId={props.syncId}
          thresholds={props.thresholds ?? NO_THRESHOLDS}
          bands={props.bands ?? NO_BANDS}
          ranges={ranges}
          overlay={props.overlay}
          isolated={known}
          onZoom={onZoom}
        />
        {empty && (
          <p className="pointer-events-none absolute inset-0 grid place-items-center text-xs text-muted-foreground">
            {props.emptyText ?? "No data in this range"}
          </p>
        )}
      </div>
      <ChartLegend
        title={title}
        series={chart.series}
        hidden={chart.hidden}
        unit={unit}
        counts={kind === "stacked-bar"}
        isolated={known}
        onIsolate={setIsolated}
        visuallyHidden={legend === "none"}
      />
    </figure>
  );
}
