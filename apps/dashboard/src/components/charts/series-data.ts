import { instantsBeyond, spanRanges, type ChartRange } from "./chart-range";

/** One point: Unix milliseconds and value; null where nothing was measured. */
export type ChartPoint = readonly [number, number | null];

/** Colours that mean something; series without one get a colour of the series palette. */
export type ChartTone = "accent" | "ok" | "warning" | "critical" | "info" | "muted" | "severe";

/** One line, area or bar stack of a chart. `id` is unique within the chart. */
export interface ChartSeries {
  readonly id: string;
  readonly label: string;
  readonly points: readonly ChartPoint[];
  readonly tone?: ChartTone;
}

/** What the legend tells of a series, over the shown range; null where it has no values. */
export interface SeriesStats {
  readonly last: number | null;
  readonly avg: number | null;
  readonly max: number | null;
  readonly sum: number | null;
}

/** A series ready to draw: its key in the rows, its CSS colour and its statistics. */
export interface DrawnSeries extends SeriesStats {
  readonly id: string;
  readonly key: string;
  readonly label: string;
  readonly color: string;
}

/** One instant of the chart: `t` and a value for each series key. */
export interface ChartRow {
  readonly t: number;
  readonly [key: string]: number | null;
}

/** A chart ready to draw. `hidden` counts series that are not drawn. */
export interface PreparedChart {
  readonly rows: readonly ChartRow[];
  readonly series: readonly DrawnSeries[];
  readonly hidden: number;
  readonly stepMs: number;
  readonly maxValue: number;
  readonly minValue: number;
}

const PALETTE_SIZE = 8;
// A point is missing where the distance to the next is clearly more than one step.
const GAP_STEPS = 1.5;

/**
 * Brings series onto one list of instants. The series with the largest values are drawn, at most
 * `maxSeries`, in the order given; `hiddenSeries` counts more that the server left out. A gap in
 * all series becomes a row of nulls, so that lines break there. `ranges` count into the extremes
 * and add instants outside the series.
 */
export function prepareChart(
  series: readonly ChartSeries[],
  options: {
    maxSeries?: number;
    hiddenSeries?: number;
    stacked?: boolean;
    /** Distance of the instants where the points alone do not tell it; by default their median. */
    stepMs?: number;
    ranges?: readonly ChartRange[];
  } = {},
): PreparedChart {
  const maxSeries = options.maxSeries ?? PALETTE_SIZE;
  const kept = keepLargest(series, maxSeries);
  const drawn = kept.map((one, index) => drawnOf(one, index));
  const rows = mergeRows(kept, drawn);
  const stepMs = options.stepMs ?? medianStep(rows);
  const withGaps = insertGaps(rows, stepMs, drawn);
  const values = extremes(withGaps, drawn, options.stacked ?? false);
  const ranges = options.ranges ?? [];
  return {
    rows: addInstants(withGaps, ranges, drawn),
    series: drawn,
    hidden: series.length - kept.length + (options.hiddenSeries ?? 0),
    stepMs,
    ...spanRanges(ranges, values),
  };
}

function addInstants(
  rows: readonly ChartRow[],
  ranges: readonly ChartRange[],
  drawn: readonly DrawnSeries[],
): readonly ChartRow[] {
  const firstMs = rows[0]?.t ?? Number.POSITIVE_INFINITY;
  const lastMs = rows.at(-1)?.t ?? Number.NEGATIVE_INFINITY;
  const added = instantsBeyond(ranges, firstMs, lastMs);
  if (added.length === 0) return rows;
  const empty = (from: (t: number) => boolean) => added.filter(from).map((t) => emptyRow(t, drawn));
  return [...empty((t) => t < firstMs), ...rows, ...empty((t) => t >= firstMs)];
}

function keepLargest(series: readonly ChartSeries[], maxSeries: number): readonly ChartSeries[] {
  if (series.length <= maxSeries) return series;
  const ranked = series
    .map((one, index) => ({ index, max: statsOf(one.points).max ?? -Infinity }))
    .sort((a, b) => b.max - a.max || a.index - b.index)
    .slice(0, maxSeries);
  const kept = new Set(ranked.map(({ index }) => index));
  return series.filter((_, index) => kept.has(index));
}

function drawnOf(series: ChartSeries, index: number): DrawnSeries {
  return {
    id: series.id,
    key: `s${index}`,
    label: series.label,
    color: colorOf(series.tone, index),
    ...statsOf(series.points),
  };
}

/** CSS colour of a tone, or of place `index` in the series palette. */
export function colorOf(tone: ChartTone | undefined, index: number): string {
  if (tone === "muted") return "var(--muted-foreground)";
  if (tone === "severe") return "var(--series-7)";
  return tone === undefined ? `var(--series-${(index % PALETTE_SIZE) + 1})` : `var(--${tone})`;
}

/** Last, mean, largest and sum of the points that have a value. */
export function statsOf(points: readonly ChartPoint[]): SeriesStats {
  let last: number | null = null;
  let max: number | null = null;
  let sum = 0;
  let count = 0;
  for (const [, value] of points) {
    if (value === null) continue;
    last = value;
    max = max === null ? value : Math.max(max, value);
    sum += value;
    count += 1;
  }
  return { last, max, avg: count === 0 ? null : sum / count, sum: count === 0 ? null : sum };
}

type MutableRow = { t: number; [key: string]: number | null };

function mergeRows(series: readonly ChartSeries[], drawn: readonly DrawnSeries[]): ChartRow[] {
  const rows = new Map<number, MutableRow>();
  series.forEach((one, index) => {
    const key = drawn[index]?.key ?? "";
    for (const [t, value] of one.points) {
      const row: MutableRow = rows.get(t) ?? { t };
      row[key] = value;
      rows.set(t, row);
    }
  });
  const merged = [...rows.values()].sort((a, b) => a.t - b.t);
  for (const row of merged) for (const { key } of drawn) row[key] ??= null;
  return merged;
}

function medianStep(rows: readonly ChartRow[]): number {
  const steps: number[] = [];
  for (let index = 1; index < rows.length; index += 1) {
    steps.push((rows[index]?.t ?? 0) - (rows[index - 1]?.t ?? 0));
  }
  steps.sort((a, b) => a - b);
  return steps[Math.floor(steps.length / 2)] ?? 0;
}

function insertGaps(
  rows: readonly ChartRow[],
  stepMs: number,
  drawn: readonly DrawnSeries[],
): readonly ChartRow[] {
  const withGaps: ChartRow[] = [];
  const [first] = rows;
  // A bar is as wide as the smallest distance of two instants: a lone one would have no width.
  if (first !== undefined && rows.length === 1 && stepMs > 0) {
    withGaps.push(emptyRow(first.t - stepMs, drawn));
  }
  for (const row of rows) {
    const before = withGaps.at(-1);
    if (before !== undefined && stepMs > 0 && row.t - before.t > stepMs * GAP_STEPS) {
      withGaps.push(emptyRow(before.t + stepMs, drawn));
    }
    withGaps.push(row);
  }
  return withGaps;
}

/** Instants at which a series has a value but none just before or after: a line cannot show them. */
export function isolatedInstants(rows: readonly ChartRow[], key: string): ReadonlySet<number> {
  const isolated = new Set<number>();
  const valueAt = (index: number) => rows[index]?.[key] ?? null;
  rows.forEach(({ t }, index) => {
    if (valueAt(index) === null) return;
    if (valueAt(index - 1) === null && valueAt(index + 1) === null) isolated.add(t);
  });
  return isolated;
}

function emptyRow(t: number, drawn: readonly DrawnSeries[]): ChartRow {
  return { ...Object.fromEntries(drawn.map(({ key }) => [key, null])), t };
}

function extremes(
  rows: readonly ChartRow[],
  drawn: readonly DrawnSeries[],
  stacked: boolean,
): { maxValue: number; minValue: number } {
  let maxValue = 0;
  let minValue = 0;
  for (const row of rows) {
    let sum = 0;
    for (const { key } of drawn) {
      const value = row[key] ?? 0;
      sum += value;
      maxValue = Math.max(maxValue, value);
      minValue = Math.min(minValue, value);
    }
    if (stacked) maxValue = Math.max(maxValue, sum);
  }
  return { maxValue, minValue };
}
