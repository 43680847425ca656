import type { MetricSeries, SeriesPoint } from "./metric-evidence.ts";
import type { Reading } from "./read-signals.ts";
import { pickLabel } from "./read-signals.ts";

/** The statistics of a series that a number can be taken from. */
export type Statistic = "first" | "last" | "avg" | "min" | "max" | "p95" | "increase" | "count";

/** A statistic of a series; undefined where it has none or it is not a finite number. */
export function readStatistic(series: MetricSeries, statistic: Statistic): number | undefined {
  const value = series[statistic];
  return value !== undefined && Number.isFinite(value) ? value : undefined;
}

/** All values of one statistic over several readings; series without it are left out. */
export function listValues(readings: readonly Reading[], statistic: Statistic): readonly number[] {
  return readings.flatMap(({ series }) => readStatistic(series, statistic) ?? []);
}

/** Sum of a statistic over readings; undefined where none has it. */
export function sumValues(readings: readonly Reading[], statistic: Statistic): number | undefined {
  const values = listValues(readings, statistic);
  return values.length === 0 ? undefined : values.reduce((total, value) => total + value, 0);
}

/** Largest value of a statistic over readings; undefined where none has it. */
export function findLargest(
  readings: readonly Reading[],
  statistic: Statistic,
): number | undefined {
  const values = listValues(readings, statistic);
  return values.length === 0 ? undefined : Math.max(...values);
}

/** Smallest value of a statistic over readings; undefined where none has it. */
export function findSmallest(
  readings: readonly Reading[],
  statistic: Statistic,
): number | undefined {
  const values = listValues(readings, statistic);
  return values.length === 0 ? undefined : Math.min(...values);
}

/** Readings by the first of these labels that they have; those without are under an empty name. */
export function groupByLabel(
  readings: readonly Reading[],
  keys: readonly string[],
): ReadonlyMap<string, readonly Reading[]> {
  return Map.groupBy(readings, ({ labels }) => pickLabel(labels, keys) ?? "");
}

/** Readings by the instance that sent them; those without one are under an empty name. */
export function groupByInstance(
  readings: readonly Reading[],
): ReadonlyMap<string, readonly Reading[]> {
  return Map.groupBy(readings, ({ series }) => series.instanceId ?? "");
}

/** Mean, number and total of what a histogram measured, and its p95 where it is known. */
export interface Distribution {
  readonly mean: number;
  readonly count: number;
  readonly sum: number;
  readonly p95?: number;
  /** Names as sent. */
  readonly names: readonly string[];
}

/**
 * A distribution over readings: histograms, or the counters `_sum` and `_count` that some
 * exporters split them into. `counts` are readings of a separate counter of the observations.
 * Undefined where nothing was observed. The p95 is the largest of the series.
 */
export function readDistribution(
  readings: readonly Reading[],
  counts: readonly Reading[] = [],
): Distribution | undefined {
  const names = [...new Set(readings.map(({ name }) => name))];
  const histograms = readings.filter(({ instrument }) => instrument === "histogram");
  if (histograms.length > 0) {
    const count = histograms.reduce((total, { series }) => total + (series.count ?? 0), 0);
    const sum = histograms.reduce(
      (total, { series }) => total + (series.sum ?? series.avg * (series.count ?? 0)),
      0,
    );
    if (count === 0) return undefined;
    const p95 = findLargest(histograms, "p95");
    return { mean: sum / count, count, sum, names, ...(p95 === undefined ? {} : { p95 }) };
  }
  const split = readings.filter(({ instrument }) => instrument === "counter");
  const sum = sumValues(
    split.filter(({ name }) => !/_(count|bucket)$/.test(name)),
    "increase",
  );
  const own = split.filter(({ name }) => name.endsWith("_count"));
  const count = sumValues(own.length > 0 ? own : counts, "increase");
  if (sum === undefined || count === undefined || count === 0) return undefined;
  return { mean: sum / count, count, sum, names };
}

/** Several series added up step by step; steps that one of them lacks count what is there. */
export function sumPoints(readings: readonly Reading[]): readonly SeriesPoint[] {
  const totals = new Map<number, number>();
  for (const { series } of readings) {
    for (const { atMs, value } of series.points) {
      if (Number.isFinite(value)) totals.set(atMs, (totals.get(atMs) ?? 0) + value);
    }
  }
  return [...totals]
    .map(([atMs, value]) => ({ atMs, value }))
    .toSorted((left, right) => left.atMs - right.atMs);
}

/** Names as sent of readings, without repetitions. */
export function listNames(readings: readonly Reading[]): readonly string[] {
  return [...new Set(readings.map(({ name }) => name))];
}
