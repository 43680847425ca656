"use client";
import {
  CartesianGrid,
  ComposedChart,
  Line,
  ReferenceDot,
  ReferenceLine,
  ResponsiveContainer,
  Scatter,
  Tooltip,
  XAxis,
  YAxis,
} from "recharts";
import { valueTicks } from "@/components/charts/axis-ticks";
import { formatValue } from "@/format/unit";
import { axisWidthPx } from "./axis-width";

const TICK = { fontSize: 11, fill: "var(--muted-foreground)" };

/** A point of a curve: load and value. */
export type CurvePoint = readonly [number, number];

/** Inputs of CurveChart. `marks` are named points on it, as today and the forecast peak. */
export interface CurveChartProps {
  readonly title: string;
  readonly loadUnit: string;
  readonly valueUnit: string;
  readonly line: readonly CurvePoint[];
  readonly measured: readonly CurvePoint[];
  readonly marks: readonly {
    readonly label: string;
    readonly at: CurvePoint;
    readonly tone: "accent" | "warning";
  }[];
  readonly limit: number | null;
  /** What the line at `limit` is called. */
  readonly limitLabel?: string;
  readonly heightPx?: number;
}

/** A line of a value over the load with what was measured, named marks and a limit. */
export function CurveChart({
  title,
  loadUnit,
  valueUnit,
  line,
  measured,
  marks,
  limit,
  limitLabel = "Limit",
  heightPx = 220,
}: CurveChartProps) {
  const points = [...line, ...measured, ...marks.map(({ at }) => at)];
  const xTicks = valueTicks(0, Math.max(0, ...points.map(([load]) => load)), loadUnit, 6);
  const top = Math.max(0, limit ?? 0, ...points.map(([, value]) => value));
  const yTicks = valueTicks(0, top, valueUnit);
  const rows = line.map(([load, value]) => ({ load, value }));
  const dots = measured.map(([load, value]) => ({ load, value }));
  const label = (value: number) => formatValue(value, valueUnit).replaceAll(" ", "\u00a0");
  const yWidthPx = axisWidthPx(yTicks.map(label));
  return (
    <figure className="m-0 min-w-0">
      <figcaption className="sr-only">
        {title}.{" "}
        {marks
          .map(
            (mark) =>
              `${mark.label}: ${formatValue(mark.at[1], valueUnit)} at ${formatValue(mark.at[0], loadUnit)}`,
          )
          .join("; ")}
        {limit !== null && `; ${limitLabel} ${formatValue(limit, valueUnit)}`}.
      </figcaption>
      <div aria-hidden style={{ height: heightPx }}>
        <ResponsiveContainer width="100%" height={heightPx} minWidth={0}>
          <ComposedChart
            data={rows}
            margin={{ top: 16, right: 16, bottom: 0, left: 0 }}
            accessibilityLayer={false}
          >
            <CartesianGrid stroke="var(--chart-grid)" vertical={false} />
            <XAxis
              dataKey="load"
              type="number"
              domain={[0, xTicks.at(-1) ?? 1]}
              ticks={xTicks}
              tickFormatter={(tick: number) => formatValue(tick, loadUnit)}
              tick={TICK}
              tickLine={false}
              axisLine={{ stroke: "var(--border)" }}
              height={20}
              minTickGap={16}
            />
            <YAxis
              width={yWidthPx}
              ticks={yTicks}
              domain={[0, yTicks.at(-1) ?? 1]}
              allowDataOverflow
              tickFormatter={label}
              tick={TICK}
              tickLine={false}
              axisLine={false}
              interval={0}
            />
            <Line
              dataKey="value"
              stroke="var(--series-1)"
              strokeWidth={1.5}
              dot={false}
              activeDot={false}
              isAnimationActive={false}
            />
            {dots.length > 0 && (
              <Scatter
                data={dots}
                dataKey="value"
                fill="var(--series-3)"
                shape={({ cx, cy }) => (
                  <circle cx={cx} cy={cy} r={2.5} fill="var(--series-3)" fillOpacity={0.75} />
                )}
                isAnimationActive={false}
              />
            )}
            {limit !== null && (
              <ReferenceLine
                y={limit}
                stroke="var(--critical)"
                strokeDasharray="4 3"
                label={{
                  value: `${limitLabel} ${formatValue(limit, valueUnit)}`,
                  position: "insideBottomLeft",
                  fontSize: 10,
                  fill: "var(--critical)",
                }}
              />
            )}
            {marks.map((mark) => (
              <ReferenceDot
                key={mark.label}
                x={mark.at[0]}
                y={mark.at[1]}
                r={4.5}
                fill={`var(--${mark.tone})`}
                stroke="var(--surface)"
                label={{
                  value: mark.label,
                  position: "bottom",
                  fontSize: 10,
                  fill: `var(--${mark.tone})`,
                }}
              />
            ))}
            <Tooltip
              isAnimationActive={false}
              cursor={{ stroke: "var(--input)", strokeWidth: 1 }}
              content={(tooltip) => {
                const row = tooltip.payload?.[0]?.payload as
                  | { load: number; value: number }
                  | undefined;
                if (!tooltip.active || row === undefined) return null;
                return (
                  <div className="rounded-md border bg-raised px-2.5 py-1.5 text-xs shadow-(--shadow)">
                    <p className="text-muted-foreground">at {formatValue(row.load, loadUnit)}</p>
                    <p className="font-medium">{formatValue(row.value, valueUnit)}</p>
                  </div>
                );
              }}
              wrapperStyle={{ zIndex: 30, outline: "none" }}
            />
          </ComposedChart>
        </ResponsiveContainer>
      </div>
    </figure>
  );
}
