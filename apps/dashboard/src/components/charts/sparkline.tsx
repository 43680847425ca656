import { formatValue } from "@/format/unit";
import { colorOf, statsOf, type ChartPoint, type ChartTone } from "./series-data";
import { sparklinePath } from "./sparkline-path";

/** A small line without axes, from 0 to its largest value. `label` names it for screen readers. */
export function Sparkline({
  points,
  label,
  unit,
  tone = "accent",
  width = 88,
  height = 20,
}: {
  points: readonly ChartPoint[];
  label: string;
  unit: string;
  tone?: ChartTone;
  width?: number;
  height?: number;
}) {
  const { last, max } = statsOf(points);
  const summary =
    last === null
      ? `${label}: no data`
      : `${label}: last ${formatValue(last, unit)}, highest ${formatValue(max, unit)}`;
  return (
    <>
      <svg
        aria-hidden
        viewBox={`0 0 ${width} ${height}`}
        width={width}
        height={height}
        className="inline-block shrink-0 overflow-visible"
      >
        <line x1={0} x2={width} y1={height - 0.5} y2={height - 0.5} stroke="var(--border)" />
        <path
          d={sparklinePath(points, width, height)}
          fill="none"
          stroke={colorOf(tone, 0)}
          strokeWidth={1.25}
          strokeLinejoin="round"
          strokeLinecap="round"
        />
      </svg>
      <span className="sr-only">{summary}</span>
    </>
  );
}
