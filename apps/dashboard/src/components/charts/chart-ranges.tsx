"use client";
import { usePlotArea, useXAxisDomain, useYAxisDomain } from "recharts";
import {
  boundsPath,
  clipRun,
  middlePath,
  runsOf,
  type ChartRange,
  type Place,
} from "./chart-range";
import { colorOf } from "./series-data";

/** Where the plot of a chart lies, in px, and scales that keep what they place inside it. */
interface PlotScales {
  readonly x: Place;
  readonly y: Place;
  readonly top: number;
  readonly bottom: number;
  readonly fromMs: number;
  readonly toMs: number;
  /** Whether an instant is on the time axis. */
  readonly isInside: (atMs: number) => boolean;
}

/** Scales of the chart around; null until it is laid out. */
export function usePlotScales(): PlotScales | null {
  const area = usePlotArea();
  const times = useXAxisDomain();
  const values = useYAxisDomain();
  const [fromMs, toMs] = [Number(times?.[0]), Number(times?.[1])];
  const [min, max] = [Number(values?.[0]), Number(values?.[1])];
  if (area === undefined || !(toMs > fromMs) || !(max > min)) return null;
  const clamp = (share: number) => Math.max(0, Math.min(1, share));
  return {
    x: (atMs) => round(area.x + area.width * clamp((atMs - fromMs) / (toMs - fromMs))),
    y: (value) => round(area.y + area.height * (1 - clamp((value - min) / (max - min)))),
    top: area.y,
    bottom: area.y + area.height,
    fromMs,
    toMs,
    isInside: (atMs) => atMs >= fromMs && atMs <= toMs,
  };
}

function round(px: number): number {
  return Math.round(px * 10) / 10;
}

/** Draws ranges: the bounds shaded, the middle as a dashed line. */
export function ChartRanges({ ranges }: { ranges: readonly ChartRange[] }) {
  const scales = usePlotScales();
  if (scales === null) return null;
  const { x, y } = scales;
  return ranges.map((range) => {
    const color = colorOf(range.tone ?? "accent", 0);
    const isLine = range.points.every(([, lower, , upper]) => lower === upper);
    return (
      <g key={range.id} className="pointer-events-none" data-range={range.id}>
        {runsOf(range).map((run) => {
          const seen = clipRun(run, scales.fromMs, scales.toMs);
          if (seen.length === 0) return null;
          return (
            <g key={run[0]?.[0]}>
              {!isLine && (
                <path
                  d={boundsPath(seen, x, y)}
                  fill={color}
                  fillOpacity={0.16}
                  stroke={color}
                  strokeOpacity={0.25}
                  strokeWidth={1}
                />
              )}
              <path
                d={middlePath(seen, x, y)}
                fill="none"
                stroke={color}
                strokeOpacity={0.8}
                strokeDasharray="4 3"
              />
            </g>
          );
        })}
      </g>
    );
  });
}
