import { usePlotArea, useYAxisDomain } from "recharts";
import { formatValue } from "@/format/unit";
import type { ChartThreshold } from "./chart-types";
import { colorOf } from "./series-data";
import { spreadPlaces } from "./spread-places";

const LINE_PX = 12;
const LABEL_PX = 2 * LINE_PX + 2;
const PX_PER_LETTER = 5.8;

function labelled(thresholds: readonly ChartThreshold[]): readonly ChartThreshold[] {
  return thresholds.filter(({ unlabelled }) => unlabelled !== true);
}

/** Width that the names and values of these thresholds take beside the plot, in px. */
export function thresholdGutterPx(thresholds: readonly ChartThreshold[], unit: string): number {
  const longest = labelled(thresholds).flatMap(({ label, value }) => [
    label,
    formatValue(value, unit),
  ]);
  return Math.ceil(Math.max(0, ...longest.map((text) => text.length)) * PX_PER_LETTER) + 10;
}

/** Names and values of threshold lines, at the right of the plot where nothing else is drawn. */
export function ThresholdLabels({
  thresholds: all,
  unit,
}: {
  thresholds: readonly ChartThreshold[];
  unit: string;
}) {
  const thresholds = labelled(all);
  const area = usePlotArea();
  const domain = useYAxisDomain();
  const min = Number(domain?.[0]);
  const max = Number(domain?.[1]);
  if (area === undefined || !(max > min)) return null;
  const wanted = thresholds.map(
    ({ value }) => area.y + area.height * (1 - (value - min) / (max - min)),
  );
  const places = spreadPlaces(wanted, LABEL_PX, area.y, area.y + area.height);
  return thresholds.map(({ label, value, tone }, index) => (
    <text
      key={label}
      x={area.x + area.width + 6}
      y={(places[index] ?? 0) - 2}
      fontSize={10}
      fill={colorOf(tone ?? "critical", 0)}
    >
      {label}
      <tspan x={area.x + area.width + 6} dy={LINE_PX}>
        {formatValue(value, unit)}
      </tspan>
    </text>
  ));
}
