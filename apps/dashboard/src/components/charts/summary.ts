import { formatValue } from "@/format/unit";
import type { DrawnSeries, PreparedChart } from "./series-data";

const NAMED_SERIES = 3;

/** A chart in a sentence, for who cannot see it: what it shows and the last and largest values. */
export function summarizeChart(title: string, chart: PreparedChart, unit: string): string {
  if (chart.series.length === 0) return `${title}: no data in this range.`;
  const named = chart.series.slice(0, NAMED_SERIES).map((one) => describeSeries(one, unit));
  const more = chart.series.length - named.length + chart.hidden;
  return `${title}: ${named.join("; ")}${more > 0 ? `; and ${more} more series` : ""}.`;
}

function describeSeries(series: DrawnSeries, unit: string): string {
  if (series.last === null) return `${series.label} has no values`;
  return `${series.label} last ${formatValue(series.last, unit)}, highest ${formatValue(series.max, unit)}`;
}
