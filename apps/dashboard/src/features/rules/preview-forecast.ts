import type { ChartRange, RangePoint } from "@/components/charts/chart-range";
import { formatElapsed } from "@/format/elapsed";
import { formatInstant } from "@/format/instant";
import type { PreviewGroup } from "./preview-band";
import type { ForecastCondition } from "./rule-types";

type Side = ForecastCondition["comparison"];

/** The forecast of a group for its chart, joined to the last measured value. */
export function fanRange({
  points,
  forecast,
}: Pick<PreviewGroup, "points" | "forecast">): ChartRange {
  const last = points.findLast(([, value]) => value !== null);
  const firstMs = forecast[0]?.[0] ?? Number.NEGATIVE_INFINITY;
  const joint: readonly RangePoint[] =
    last !== undefined && last[1] !== null && last[0] < firstMs
      ? [[last[0], last[1], last[1], last[1]]]
      : [];
  return { id: "forecast", label: "Forecast", points: [...joint, ...forecast], bridgesGaps: true };
}

/** A measured limit as a line over the range and the horizon. */
export function limitRange(limit: PreviewGroup["limit"]): ChartRange {
  return {
    id: "limit",
    label: "Limit",
    tone: "critical",
    bridgesGaps: true,
    points: limit.flatMap(([atMs, value]): RangePoint[] =>
      value === null ? [] : [[atMs, value, value, value]],
    ),
  };
}

/** When a forecast crosses the limit, in Unix ms; null where it does not within what is drawn. */
export interface Crossings {
  /** One chance in ten that it is earlier. */
  readonly earliestMs: number | null;
  /** As likely earlier as later. */
  readonly likelyMs: number | null;
  /** Nine chances in ten that it is earlier. */
  readonly latestMs: number | null;
}

/** Where the quantiles of a forecast reach the limit on its side. */
export function crossingsOf(
  forecast: PreviewGroup["forecast"],
  limit: number,
  side: Side,
): Crossings {
  const [p10, p50, p90] = [1, 2, 3].map((index) => reach(forecast, index, limit, side));
  return {
    earliestMs: (side === "above" ? p90 : p10) ?? null,
    likelyMs: p50 ?? null,
    latestMs: (side === "above" ? p10 : p90) ?? null,
  };
}

function reach(
  forecast: PreviewGroup["forecast"],
  quantile: number,
  limit: number,
  side: Side,
): number | null {
  const beyond = (value: number) => (side === "above" ? value >= limit : value <= limit);
  let before: readonly [number, number] | null = null;
  for (const point of forecast) {
    const [atMs] = point;
    const value = point[quantile] ?? Number.NaN;
    if (beyond(value)) {
      if (before === null || value === before[1]) return atMs;
      const share = (limit - before[1]) / (value - before[1]);
      return Math.round(before[0] + share * (atMs - before[0]));
    }
    before = [atMs, value];
  }
  return null;
}

/** The limit that holds at the range's end; null where there is none. */
export function presentLimit(limit: PreviewGroup["limit"]): number | null {
  return limit.findLast(([, value]) => value !== null)?.[1] ?? null;
}

/** An instant ahead: `in 3 h 20 min (21 Nov 2026 14:00)`; `not within 1 d` where there is none. */
export function describeAhead(atMs: number | null, nowMs: number, horizonMs: number): string {
  if (atMs === null) return `not within ${formatElapsed(horizonMs)}`;
  const minuteMs = Math.round(atMs / 60_000) * 60_000;
  if (minuteMs <= nowMs) return "now";
  return `in ${formatElapsed(minuteMs - nowMs)} (${formatInstant(minuteMs)})`;
}

/** Where the time axis of a forecast ends. */
export function forecastEndMs(group: Pick<PreviewGroup, "forecast">, toMs: number): number {
  return Math.max(toMs, group.forecast.at(-1)?.[0] ?? toMs);
}
