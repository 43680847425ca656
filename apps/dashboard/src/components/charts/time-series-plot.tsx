"use client";
import { useMemo, type ReactNode } from "react";
import {
  CartesianGrid,
  ComposedChart,
  ReferenceArea,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from "recharts";
import { formatValue } from "@/format/unit";
import { formatTimeTick, timeTicks, valueTicks } from "./axis-ticks";
import type { ChartRange } from "./chart-range";
import { ChartRanges } from "./chart-ranges";
import { ChartTooltip } from "./chart-tooltip";
import type { ChartBand, ChartKind, ChartThreshold } from "./chart-types";
import { drawSeries } from "./draw-series";
import { colorOf, type PreparedChart } from "./series-data";
import { ThresholdLabels, thresholdGutterPx } from "./threshold-labels";
import { useDragZoom } from "./use-drag-zoom";

const TICK = { fontSize: 11, fill: "var(--muted-foreground)" };
const MARGIN = { top: 8, right: 8, bottom: 0, left: 0 };
const TIME_TICKS = 6;

interface PlotProps {
  chart: PreparedChart;
  unit: string;
  kind: ChartKind;
  fromMs: number;
  toMs: number;
  heightPx: number;
  syncId: string | undefined;
  thresholds: readonly ChartThreshold[];
  bands: readonly ChartBand[];
  ranges: readonly ChartRange[];
  overlay: ReactNode;
  isolated: string | null;
  onZoom: ((fromMs: number, toMs: number) => void) | null;
}

// Labels stay on one line: the axis breaks them at plain spaces only.
function axisLabel(tick: number, unit: string): string {
  return formatValue(tick, unit).replaceAll(" ", "\u00a0");
}

function axisWidthPx(ticks: readonly number[], unit: string): number {
  const longest = Math.max(0, ...ticks.map((tick) => axisLabel(tick, unit).length));
  return Math.min(110, Math.max(44, Math.ceil(longest * 6.3) + 10));
}

/** Draws a prepared chart; decides nothing about the data. */
export function TimeSeriesPlot(props: PlotProps) {
  const { chart, unit, kind, fromMs, toMs, thresholds, bands, isolated } = props;
  const zoom = useDragZoom(props.onZoom);
  const axes = useMemo(() => {
    const highest = Math.max(chart.maxValue, ...thresholds.map(({ value }) => value));
    const lowest = Math.min(chart.minValue, ...thresholds.map(({ value }) => value));
    const offsetMs = -new Date(toMs).getTimezoneOffset() * 60_000;
    const y = valueTicks(Math.min(0, lowest), highest, unit);
    return {
      y,
      yWidthPx: axisWidthPx(y, unit),
      margin:
        thresholds.length === 0
          ? MARGIN
          : { ...MARGIN, right: thresholdGutterPx(thresholds, unit) },
      x: timeTicks(fromMs, toMs, TIME_TICKS, offsetMs),
    };
  }, [chart, thresholds, unit, fromMs, toMs]);
  const spanMs = toMs - fromMs;
  const bars = kind === "stacked-bar";
  // Bars stand around their instant; half a step keeps the outer ones inside.
  const padMs = bars ? chart.stepMs / 2 : 0;
  return (
    <ResponsiveContainer width="100%" height={props.heightPx} minWidth={0}>
      <ComposedChart
        data={chart.rows}
        margin={axes.margin}
        barCategoryGap={1}
        accessibilityLayer={false}
        {...(props.syncId === undefined
          ? {}
          : { syncId: props.syncId, syncMethod: "value" as const })}
        onMouseDown={(state) => zoom.start(state.activeLabel)}
        onMouseMove={(state) => zoom.move(state.activeLabel)}
        onMouseUp={zoom.end}
      >
        <CartesianGrid stroke="var(--chart-grid)" vertical={false} />
        <XAxis
          dataKey="t"
          type="number"
          scale="time"
          domain={[fromMs - padMs, toMs + padMs]}
          allowDataOverflow
          ticks={axes.x}
          tickFormatter={(tick: number) => formatTimeTick(tick, spanMs)}
          tick={TICK}
          tickLine={false}
          axisLine={{ stroke: "var(--border)" }}
          height={20}
          minTickGap={12}
        />
        <YAxis
          width={axes.yWidthPx}
          ticks={axes.y}
          domain={[axes.y[0] ?? 0, axes.y.at(-1) ?? 1]}
          tickFormatter={(tick: number) => axisLabel(tick, unit)}
          tick={TICK}
          tickLine={false}
          axisLine={false}
          interval={0}
        />
        {bands.map((band, index) => (
          <ReferenceArea
            key={`band-${index}`}
            x1={Math.max(band.fromMs, fromMs)}
            x2={Math.min(band.toMs ?? toMs, toMs)}
            fill={colorOf(band.tone ?? "critical", 0)}
            fillOpacity={0.12}
            strokeOpacity={0}
          />
        ))}
        <ChartRanges ranges={props.ranges} />
        {chart.series.map((series) =>
          drawSeries(series, chart.rows, kind, isolated !== null && isolated !== series.key),
        )}
        {thresholds.map((threshold) => (
          <ReferenceLine
            key={`threshold-${threshold.label}`}
            y={threshold.value}
            stroke={colorOf(threshold.tone ?? "critical", 0)}
            strokeDasharray="4 3"
          />
        ))}
        <ThresholdLabels thresholds={thresholds} unit={unit} />
        {props.overlay}
        {zoom.drag !== null && (
          <ReferenceArea
            x1={Math.min(zoom.drag.startMs, zoom.drag.endMs)}
            x2={Math.max(zoom.drag.startMs, zoom.drag.endMs)}
            fill="var(--accent)"
            fillOpacity={0.18}
          />
        )}
        <Tooltip
          isAnimationActive={false}
          cursor={bars ? { fill: "var(--muted)" } : { stroke: "var(--input)", strokeWidth: 1 }}
          content={(tooltip) => (
            <ChartTooltip
              active={tooltip.active}
              label={tooltip.label}
              payload={tooltip.payload as readonly { payload?: unknown }[]}
              series={
                isolated === null
                  ? chart.series
                  : chart.series.filter(({ key }) => key === isolated)
              }
              ranges={props.ranges}
              unit={unit}
            />
          )}
          wrapperStyle={{ zIndex: 30, outline: "none" }}
        />
      </ComposedChart>
    </ResponsiveContainer>
  );
}
