"use client";
import type { ResourceForecast } from "@headroom/contracts";
import { useMemo } from "react";
import {
  Area,
  CartesianGrid,
  ComposedChart,
  Line,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from "recharts";
import { formatTimeTick, timeTicks, valueTicks } from "@/components/charts/axis-ticks";
import { formatInstant } from "@/format/instant";
import { formatAmount } from "./amount";
import { axisWidthPx } from "./axis-width";
import { prepareForecast, type ForecastRow } from "./forecast-data";
import { describeExhaustion, exhaustionMs } from "./headroom-words";

const TICK = { fontSize: 11, fill: "var(--muted-foreground)" };
const HEIGHT_PX = 220;

/** What was used, the forecast with its range from 10 % to 90 %, the limit, and the three dates. */
export function ForecastChart({
  resource,
  nowMs,
  heightPx = HEIGHT_PX,
}: {
  resource: ResourceForecast;
  nowMs: number;
  heightPx?: number;
}) {
  const { limit, unit, exhaustion } = resource;
  const data = useMemo(() => prepareForecast(resource), [resource]);
  if (data.rows.length === 0) {
    return (
      <p
        className="grid place-items-center text-xs text-muted-foreground"
        style={{ height: heightPx }}
      >
        {resource.advice ?? "Its use has no history yet."}
      </p>
    );
  }
  const spanMs = data.toMs - data.fromMs;
  const offsetMs = -new Date(data.toMs).getTimezoneOffset() * 60_000;
  const yTicks = valueTicks(0, data.top, unit === "1" ? "ratio" : unit);
  const label = (value: number) => formatAmount(value, unit).replaceAll(" ", "\u00a0");
  const yWidthPx = axisWidthPx(yTicks.map(label));
  const dates = exhaustion === null ? null : exhaustionMs(exhaustion);
  // Two words on one place can't be read.
  const isClose = Math.abs((dates?.p50 ?? 0) - (data.nowMs ?? 0)) < spanMs * 0.06;
  const shown = (ms: number | null | undefined): ms is number =>
    typeof ms === "number" && ms <= data.toMs && ms >= data.fromMs;
  return (
    <figure className="m-0 min-w-0">
      <figcaption className="sr-only">{describeExhaustion(resource, nowMs)}</figcaption>
      <div aria-hidden style={{ height: heightPx }}>
        <ResponsiveContainer width="100%" height={heightPx} minWidth={0}>
          <ComposedChart
            data={data.rows as ForecastRow[]}
            margin={{ top: 16, right: 8, bottom: 0, left: 0 }}
            accessibilityLayer={false}
          >
            <CartesianGrid stroke="var(--chart-grid)" vertical={false} />
            <XAxis
              dataKey="t"
              type="number"
              scale="time"
              domain={[data.fromMs, data.toMs]}
              ticks={timeTicks(data.fromMs, data.toMs, 6, offsetMs)}
              tickFormatter={(tick: number) => formatTimeTick(tick, spanMs)}
              tick={TICK}
              tickLine={false}
              axisLine={{ stroke: "var(--border)" }}
              height={20}
              minTickGap={12}
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
            <Area
              dataKey="range"
              stroke="none"
              fill="var(--accent)"
              fillOpacity={0.18}
              isAnimationActive={false}
              activeDot={false}
            />
            <Line
              dataKey="median"
              stroke="var(--accent)"
              strokeWidth={1.5}
              strokeDasharray="5 3"
              dot={false}
              activeDot={false}
              isAnimationActive={false}
            />
            <Line
              dataKey="used"
              stroke="var(--series-1)"
              strokeWidth={1.5}
              dot={false}
              isAnimationActive={false}
            />
            {limit !== null && (
              <ReferenceLine
                y={limit}
                stroke="var(--critical)"
                strokeDasharray="4 3"
                label={{
                  value: `Limit ${formatAmount(limit, unit)}`,
                  position: "insideBottomLeft",
                  fontSize: 10,
                  fill: "var(--critical)",
                }}
              />
            )}
            {data.nowMs !== null && data.nowMs < data.toMs && (
              <ReferenceLine x={data.nowMs} stroke="var(--input)" label={markLabel("now")} />
            )}
            {shown(dates?.p50) && (
              <ReferenceLine
                x={dates?.p50 ?? 0}
                stroke="var(--critical)"
                {...(isClose ? {} : { label: markLabel("likely", "var(--critical)") })}
              />
            )}
            {shown(dates?.p10) && dates?.p10 !== dates?.p50 && (
              <ReferenceLine x={dates?.p10 ?? 0} stroke="var(--critical)" strokeOpacity={0.5} />
            )}
            {shown(dates?.p90) && (
              <ReferenceLine x={dates?.p90 ?? 0} stroke="var(--critical)" strokeOpacity={0.5} />
            )}
            <Tooltip
              isAnimationActive={false}
              cursor={{ stroke: "var(--input)", strokeWidth: 1 }}
              content={(tooltip) => (
                <ForecastTooltip
                  row={tooltip.active ? (tooltip.payload?.[0]?.payload as ForecastRow) : undefined}
                  unit={unit}
                />
              )}
              wrapperStyle={{ zIndex: 30, outline: "none" }}
            />
          </ComposedChart>
        </ResponsiveContainer>
      </div>
      <ChartKey />
    </figure>
  );
}

function markLabel(value: string, fill = "var(--muted-foreground)") {
  return { value, position: "top" as const, fontSize: 10, fill };
}

function ChartKey() {
  return (
    <p
      aria-hidden
      className="mt-1 flex flex-wrap items-center gap-x-4 gap-y-0.5 text-2xs text-muted-foreground"
    >
      <span className="flex items-center gap-1.5">
        <span className="h-0.5 w-4 bg-series-1" /> used
      </span>
      <span className="flex items-center gap-1.5">
        <span className="w-4 border-t-2 border-dashed border-accent" /> forecast, median
      </span>
      <span className="flex items-center gap-1.5">
        <span className="h-2.5 w-4 bg-accent/20" /> 10 % to 90 %
      </span>
      <span className="flex items-center gap-1.5">
        <span className="w-4 border-t-2 border-dashed border-critical" /> limit
      </span>
    </p>
  );
}

function ForecastTooltip({ row, unit }: { row: ForecastRow | undefined; unit: string }) {
  if (row === undefined) return null;
  const { used, median, range } = row;
  return (
    <div className="rounded-md border bg-raised px-2.5 py-1.5 text-xs shadow-(--shadow)">
      <p className="font-medium">{formatInstant(row.t)}</p>
      {used !== null && <p>Used {formatAmount(used, unit)}</p>}
      {used === null && median !== null && <p>Forecast {formatAmount(median, unit)}</p>}
      {used === null && range !== null && (
        <p className="text-muted-foreground">
          {formatAmount(range[0], unit)} to {formatAmount(range[1], unit)}
        </p>
      )}
    </div>
  );
}
