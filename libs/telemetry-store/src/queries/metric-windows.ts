import { z } from "zod";
import type { QueryRunner } from "../driver/query-runner.ts";
import { distributionWindowsSql, lowestScalesSql } from "./distribution-windows-sql.ts";
import { quantileOf, valueOfDistribution } from "./distribution-value.ts";
import type { DistributionStep } from "./distribution-value.ts";
import { findMetric } from "./metric-catalog.ts";
import type { MetricType } from "./metric-catalog.ts";
import { bindMetricScope } from "./metric-selection.ts";
import type { MetricScope, MetricSelection } from "./metric-selection.ts";
import { bucketsTuple } from "./metric-rows.ts";
import { aggregateMetric } from "./metric-series.ts";
import { needsLookBack } from "./number-series-sql.ts";
import { numberWindowsSql } from "./number-windows-sql.ts";
import { countField, floatField } from "./row-fields.ts";
import { bindGrid, maxGroups, sliceGrid, spanOf, windowAt } from "./window-grid.ts";
import type { GridSql, GroupWindows, GroupWindowsAnswer, WindowGrid } from "./window-grid.ts";

type MetricSignal = Omit<MetricSelection, "fromMs" | "toMs">;

interface BoundWindows {
  readonly scope: MetricScope;
  readonly grid: GridSql;
  readonly windowNs: string;
}

// Buckets of this many windows over all groups fit in one answer.
const maxBucketWindows = 12_000;

const numberRow = z.object({
  labels: z.array(z.string()),
  points: z.array(z.tuple([countField, floatField])),
  group_count: countField,
});

const distributionRow = z.object({
  labels: z.array(z.string()),
  points: z.array(
    z.tuple([
      countField,
      countField,
      countField,
      floatField,
      floatField,
      z.array(z.number()),
      bucketsTuple,
      bucketsTuple,
      countField,
      z.number(),
    ]),
  ),
  group_count: countField,
});

const scaleRow = z.object({ slot: countField, lowest: z.number() });

function bindWindows(signal: MetricSignal, grid: WindowGrid, lookBack: boolean): BoundWindows {
  const span = spanOf(grid);
  const slots = { originMs: span.fromMs, stepMs: grid.windowMs, openStart: true };
  const scope = bindMetricScope({ ...signal, ...span }, slots, lookBack);
  return { scope, grid: bindGrid(scope.conditions, grid), windowNs: scope.stepNs };
}

async function readNumberWindows(
  runner: QueryRunner,
  signal: MetricSignal,
  grid: WindowGrid,
): Promise<GroupWindowsAnswer> {
  const bound = bindWindows(signal, grid, needsLookBack(signal.aggregation));
  const sql = numberWindowsSql(bound.scope, bound.grid, bound.windowNs, signal.aggregation);
  if (sql === undefined) return refuse(runner, signal, grid);
  const parameters = bound.scope.conditions.parameters();
  const rows = await runner.run({ name: "rules.number-windows", sql, parameters, row: numberRow });
  const groups = rows.map(({ labels, points }) => ({ labels, values: points }));
  return { groups, truncated: (rows[0]?.group_count ?? 0) > maxGroups };
}

// An aggregation that does not fit the type of the metric: one window says why.
async function refuse(
  runner: QueryRunner,
  signal: MetricSignal,
  grid: WindowGrid,
): Promise<GroupWindowsAnswer> {
  await aggregateMetric(runner, { ...signal, ...windowAt(grid, 0) });
  return { groups: [], truncated: false };
}

function valuesOf(
  points: z.output<typeof distributionRow>["points"],
  signal: MetricSignal,
  scale: number,
): [number, number | null][] {
  const parts = new Map<number, DistributionStep[]>();
  for (const [slot, samples, observations, sum, ratePerSecond, bounds, ...rest] of points) {
    const [[keys, counts], [negativeKeys, negativeCounts], zeros, zeroThreshold] = rest;
    const part: DistributionStep = {
      slot,
      samples,
      observations,
      sum,
      ratePerSecond,
      bounds,
      keys,
      counts,
      negativeKeys,
      negativeCounts,
      zeros,
      zeroThreshold,
      scale,
    };
    const list = parts.get(slot);
    if (list) list.push(part);
    else parts.set(slot, [part]);
  }
  return [...parts].map(([slot, list]) => [slot, valueOfDistribution(list, signal.aggregation)]);
}

interface DistributionRead {
  readonly type: MetricType;
  readonly withBuckets: boolean;
  /** Common scale of exponential buckets. */
  readonly scale: number;
}

async function readDistributionWindows(
  runner: QueryRunner,
  signal: MetricSignal,
  grid: WindowGrid,
  read: DistributionRead,
): Promise<GroupWindowsAnswer> {
  const bound = bindWindows(signal, grid, true);
  const most = read.withBuckets ? Math.floor(maxBucketWindows / grid.count) : maxGroups;
  const bucketScale = read.withBuckets
    ? bound.scope.conditions.bind("Int64", String(read.scale))
    : undefined;
  const limit = Math.min(most, maxGroups);
  const rows = await runner.run({
    name: "rules.distribution-windows",
    sql: distributionWindowsSql({ ...bound, type: read.type, bucketScale, maxGroups: limit }),
    parameters: bound.scope.conditions.parameters(),
    row: distributionRow,
  });
  const groupCount = rows[0]?.group_count ?? 0;
  if (groupCount > limit && limit < maxGroups) {
    const each = Math.floor(maxBucketWindows / Math.min(groupCount, maxGroups));
    const starts = Array.from({ length: Math.ceil(grid.count / each) }, (_, at) => at * each);
    return readParts(grid, starts, (part) => readDistributionWindows(runner, signal, part, read));
  }
  const groups = rows.map(({ labels, points }) => ({
    labels,
    values: valuesOf(points, signal, read.scale),
  }));
  return { groups, truncated: groupCount > maxGroups };
}

async function readParts(
  grid: WindowGrid,
  starts: readonly number[],
  read: (part: WindowGrid, start: number) => Promise<GroupWindowsAnswer>,
): Promise<GroupWindowsAnswer> {
  const groups = new Map<
    string,
    { labels: readonly string[]; values: [number, number | null][] }
  >();
  let truncated = false;
  for (const [at, start] of starts.entries()) {
    const part = await read(sliceGrid(grid, start, starts[at + 1] ?? grid.count), start);
    truncated ||= part.truncated;
    for (const { labels, values } of part.groups) {
      const key = JSON.stringify(labels);
      const known = groups.get(key) ?? { labels, values: [] };
      for (const [slot, value] of values) known.values.push([slot + start, value]);
      groups.set(key, known);
    }
  }
  const all: GroupWindows[] = [...groups.values()];
  return { groups: all.slice(0, maxGroups), truncated: truncated || all.length > maxGroups };
}

// A window brings its exponential buckets to the coarsest scale among the points it reads. Windows
// side by side with the same scale are read together.
async function readExponentialWindows(
  runner: QueryRunner,
  signal: MetricSignal,
  grid: WindowGrid,
): Promise<GroupWindowsAnswer> {
  const { scope, grid: gridSql } = bindWindows(signal, grid, true);
  const scales = await runner.run({
    name: "rules.window-scales",
    sql: lowestScalesSql(scope, gridSql),
    parameters: scope.conditions.parameters(),
    row: scaleRow,
  });
  const runs = scales.filter(({ lowest }, at) => lowest !== scales[at - 1]?.lowest);
  const scaleAt = new Map(runs.map(({ slot, lowest }) => [slot, lowest]));
  return readParts(grid, [...scaleAt.keys()], (part, start) =>
    readDistributionWindows(runner, signal, part, {
      type: "exp_histogram",
      withBuckets: true,
      scale: scaleAt.get(start) ?? 0,
    }),
  );
}

/**
 * A metric in each window of the grid, with the value that `aggregateMetric` gives for the window
 * alone. One query; quantiles of exponential histograms take one for each stretch of windows whose
 * points have the same coarsest scale, quantiles of more than 12,000 windows over all groups one
 * for each 12,000. Throws `bad_query` when the aggregation does not fit the type.
 */
export async function readMetricWindows(
  runner: QueryRunner,
  signal: MetricSignal,
  grid: WindowGrid,
): Promise<GroupWindowsAnswer> {
  const description = await findMetric(runner, signal.metric, signal.service);
  if (!description) return { groups: [], truncated: false };
  const { type } = description;
  if (type === "gauge" || type === "sum") return readNumberWindows(runner, signal, grid);
  const withBuckets = quantileOf(signal.aggregation) !== undefined;
  if (signal.aggregation === "last" || (withBuckets && type === "summary")) {
    return refuse(runner, signal, grid);
  }
  return type === "exp_histogram" && withBuckets
    ? readExponentialWindows(runner, signal, grid)
    : readDistributionWindows(runner, signal, grid, { type, withBuckets, scale: 0 });
}
