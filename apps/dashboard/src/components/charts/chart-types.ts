import type { ReactNode } from "react";
import type { ChartRange } from "./chart-range";
import type { ChartSeries, ChartTone } from "./series-data";

/** How series are drawn. */
export type ChartKind = "line" | "area" | "stacked-area" | "stacked-bar";

/** A horizontal line at a value; the value counts into the axis. */
export interface ChartThreshold {
  readonly value: number;
  readonly label: string;
  readonly tone?: ChartTone;
  /** The line is named by something else, as a handle that lies on it. */
  readonly unlabelled?: boolean;
}

/** A marked stretch of time; without an end it lasts to the right edge. */
export interface ChartBand {
  readonly fromMs: number;
  readonly toMs: number | null;
  readonly label: string;
  readonly tone?: ChartTone;
}

/** Inputs of TimeSeriesChart. */
export interface TimeSeriesChartProps {
  /** Says what the chart shows; read out, not drawn. */
  readonly title: string;
  readonly series: readonly ChartSeries[];
  /** UCUM unit of the values, or `ratio`, `req/s`. */
  readonly unit: string;
  readonly kind?: ChartKind;
  /** Distance of the points, as the server tells it: a lone bar has a width only with it. */
  readonly stepSeconds?: number | undefined;
  /** The time axis; the page's time range where absent. */
  readonly fromMs?: number;
  readonly toMs?: number;
  readonly heightPx?: number;
  /** Charts with the same id share their cursor. */
  readonly syncId?: string;
  readonly maxSeries?: number;
  /** Series that exist but were not loaded. */
  readonly hiddenSeries?: number;
  readonly thresholds?: readonly ChartThreshold[];
  readonly bands?: readonly ChartBand[];
  /** Expected bands and forecasts, drawn under the series. */
  readonly ranges?: readonly ChartRange[];
  /** More recharts elements in the plot, drawn last; its scales are at hand through their hooks. */
  readonly overlay?: ReactNode;
  /** A drag across the chart; sets the page's time range where absent, null turns it off. */
  readonly onZoom?: ((fromMs: number, toMs: number) => void) | null;
  /** Said in the plot when no series has a value. */
  readonly emptyText?: string;
  /** `none` leaves the table to screen readers only. */
  readonly legend?: "table" | "none";
}
