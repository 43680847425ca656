import type { ChartPoint, ChartSeries } from "@/components/charts/series-data";

/** A series as the API gives it. */
export interface LabelledSeries {
  readonly labels: Readonly<Record<string, string>>;
  readonly points: readonly ChartPoint[];
}

/** One line of the table of series; null where a series has no values in the range. */
export interface SeriesRow {
  readonly id: string;
  readonly label: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly last: number | null;
  readonly min: number | null;
  readonly avg: number | null;
  readonly max: number | null;
}

/** The columns a table of series can be sorted by. */
export const sortColumns = ["label", "last", "min", "avg", "max"] as const;
export type SortColumn = (typeof sortColumns)[number];

/** Name of a series: its values, with keys where there is more than one; `metric` where none. */
export function nameSeries(labels: Readonly<Record<string, string>>, metric: string): string {
  const entries = Object.entries(labels);
  if (entries.length === 0) return metric;
  const [only] = entries;
  if (entries.length === 1 && only !== undefined) return only[1] === "" ? `no ${only[0]}` : only[1];
  return entries.map(([key, value]) => `${key}=${value === "" ? "–" : value}`).join(", ");
}

/** Identity of a series within its metric, from its labels in any order. */
export function idOf(labels: Readonly<Record<string, string>>): string {
  return JSON.stringify(Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Series for the chart. */
export function toChartSeries(series: readonly LabelledSeries[], metric: string): ChartSeries[] {
  return series.map(({ labels, points }) => ({
    id: idOf(labels),
    label: nameSeries(labels, metric),
    points,
  }));
}

/** Rows of the table, with statistics over the points that have a value. */
export function toSeriesRows(series: readonly LabelledSeries[], metric: string): SeriesRow[] {
  return series.map(({ labels, points }) => {
    const values = points.map(([, value]) => value).filter((value) => value !== null);
    const sum = values.reduce((total, value) => total + value, 0);
    return {
      id: idOf(labels),
      label: nameSeries(labels, metric),
      labels,
      last: values.at(-1) ?? null,
      min: values.length === 0 ? null : values.reduce((a, b) => Math.min(a, b)),
      avg: values.length === 0 ? null : sum / values.length,
      max: values.length === 0 ? null : values.reduce((a, b) => Math.max(a, b)),
    };
  });
}

/** The rows in order; series without values always come last. */
export function sortSeriesRows(
  rows: readonly SeriesRow[],
  column: SortColumn,
  descending: boolean,
): SeriesRow[] {
  const sign = descending ? -1 : 1;
  return rows.toSorted((a, b) => {
    if (column === "label") return sign * a.label.localeCompare(b.label, "en", { numeric: true });
    const [one, two] = [a[column], b[column]];
    if (one === null || two === null) return Number(one === null) - Number(two === null);
    return sign * (one - two);
  });
}
