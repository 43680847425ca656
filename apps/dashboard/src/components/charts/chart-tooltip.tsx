"use client";
import { formatInstant } from "@/format/instant";
import { formatValue } from "@/format/unit";
import { pointAt, type ChartRange, type RangePoint } from "./chart-range";
import { colorOf, type ChartRow, type DrawnSeries } from "./series-data";

const MAX_LINES = 12;

interface TooltipProps {
  active?: boolean;
  label?: unknown;
  payload?: readonly { payload?: unknown }[];
  series: readonly DrawnSeries[];
  ranges: readonly ChartRange[];
  unit: string;
}

/** What stands beside the cursor: the instant in local time and UTC, and each series' value. */
export function ChartTooltip({ active, label, payload, series, ranges, unit }: TooltipProps) {
  const row = payload?.[0]?.payload as ChartRow | undefined;
  if (active !== true || row === undefined || typeof label !== "number") return null;
  const lines = series
    .map((one) => ({ one, value: row[one.key] ?? null }))
    .filter(({ value }) => value !== null)
    .sort((a, b) => (b.value ?? 0) - (a.value ?? 0));
  const expected = ranges.flatMap((range) => {
    const point = pointAt(range, label);
    return point === null ? [] : [{ range, point }];
  });
  return (
    <div className="max-w-80 rounded-md border bg-raised px-2.5 py-1.5 text-xs shadow-(--shadow)">
      <p className="font-medium">{formatInstant(label)}</p>
      <p className="mb-1 text-2xs text-muted-foreground">{formatInstant(label, "utc")} UTC</p>
      {lines.length + expected.length === 0 && <p className="text-muted-foreground">No data</p>}
      {lines.slice(0, MAX_LINES).map(({ one, value }) => (
        <p key={one.key} className="flex items-center gap-1.5">
          <span className="size-2 shrink-0 rounded-xs" style={{ background: one.color }} />
          <span className="min-w-0 flex-1 truncate text-muted-foreground">{one.label}</span>
          <span className="pl-3 font-medium whitespace-nowrap">{formatValue(value, unit)}</span>
        </p>
      ))}
      {expected.map(({ range, point }) => (
        <RangeLines key={range.id} range={range} point={point} unit={unit} />
      ))}
      {lines.length > MAX_LINES && (
        <p className="text-muted-foreground">+{lines.length - MAX_LINES} more</p>
      )}
    </div>
  );
}

function RangeLines({
  range,
  point: [, lower, middle, upper],
  unit,
}: {
  range: ChartRange;
  point: RangePoint;
  unit: string;
}) {
  return (
    <>
      <p className="flex items-center gap-1.5">
        <span
          className="size-2 shrink-0 rounded-xs opacity-50"
          style={{ background: colorOf(range.tone ?? "accent", 0) }}
        />
        <span className="min-w-0 flex-1 truncate text-muted-foreground">{range.label}</span>
        <span className="pl-3 font-medium whitespace-nowrap">{formatValue(middle, unit)}</span>
      </p>
      {lower !== upper && (
        <p className="text-right text-2xs text-muted-foreground">
          {formatValue(lower, unit)} to {formatValue(upper, unit)}
        </p>
      )}
    </>
  );
}
