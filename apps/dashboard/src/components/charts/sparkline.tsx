import { cn } from "@/components/ui/class-names";
import { formatValue } from "@/format/unit";
import { colorOf, statsOf, type ChartPoint, type ChartTone } from "./series-data";
import { sparklinePath } from "./sparkline-path";

/**
 * A small line without axes, from 0 to its largest value; grey where nothing ever happened. `label`
 * names it for screen readers. A width in `className` stretches it.
 */
export function Sparkline({
  points,
  label,
  unit,
  tone = "accent",
  width = 88,
  height = 20,
  className,
}: {
  points: readonly ChartPoint[];
  label: string;
  unit: string;
  tone?: ChartTone;
  width?: number;
  height?: number;
  className?: string;
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
        preserveAspectRatio="none"
        className={cn("inline-block shrink-0 overflow-visible", className)}
      >
        <line
          x1={0}
          x2={width}
          y1={height - 0.5}
          y2={height - 0.5}
          stroke="var(--border)"
          vectorEffect="non-scaling-stroke"
        />
        <path
          d={sparklinePath(points, width, height)}
          fill="none"
          stroke={max === 0 ? "var(--input)" : colorOf(tone, 0)}
          strokeWidth={1.25}
          vectorEffect="non-scaling-stroke"
          strokeLinejoin="round"
          strokeLinecap="round"
        />
      </svg>
      <span className="sr-only">{summary}</span>
    </>
  );
}
