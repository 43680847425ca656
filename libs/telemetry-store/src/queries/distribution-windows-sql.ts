import type { MetricType } from "./metric-catalog.ts";
import { metricTableOf } from "./metric-catalog.ts";
import type { MetricScope } from "./metric-selection.ts";
import type { GridSql } from "./window-grid.ts";

/** What distributionWindowsSql reads and how. */
export interface DistributionWindows {
  /** Spans all windows; its look-back is the one of the first window. */
  readonly scope: MetricScope;
  readonly grid: GridSql;
  /** Placeholder of the length of a window. */
  readonly windowNs: string;
  readonly type: MetricType;
  /** Placeholder of the scale that exponential buckets are brought to; undefined: no buckets. */
  readonly bucketScale: string | undefined;
  readonly maxGroups: number;
}

const timeNs = "toUnixTimestamp64Nano(timestamp)";
const noKeys = "CAST([], 'Array(Int32)')";
const noCounts = "CAST([], 'Array(Int64)')";

// A window reads the point, or reads it as the one before its first.
function isReadSql(scope: MetricScope, grid: GridSql): string {
  return `${grid.firstWindow(timeNs)} < ${grid.endFrom(timeNs, scope.fetchFromNs)}`;
}

// Bucket columns in the order shape, keys, counts, negative keys, negative counts, zeros, edge.
function bucketColumns(type: MetricType, scale: string | undefined): string[] {
  if (scale === undefined || type === "summary") {
    return ["CAST([], 'Array(Float64)')", noKeys, noCounts, noKeys, noCounts, "toInt64(0)", "0."];
  }
  const wide = (counts: string): string => `arrayMap(c -> toInt64(c), ${counts})`;
  if (type === "histogram") {
    const keys = "arrayMap(i -> toInt32(i), range(length(bucket_counts)))";
    return ["explicit_bounds", keys, wide("bucket_counts"), noKeys, noCounts, "toInt64(0)", "0."];
  }
  // Key k at scale s is floor(k / 2^(s - t)) at scale t.
  const atScale = (offset: string, counts: string): string =>
    `arrayMap(i -> toInt32(floor((${offset} + toInt64(i)) / exp2(scale - ${scale}))), range(length(${counts})))`;
  return [
    "CAST([], 'Array(Float64)')",
    atScale("positive_offset", "positive_bucket_counts"),
    wide("positive_bucket_counts"),
    atScale("negative_offset", "negative_bucket_counts"),
    wide("negative_bucket_counts"),
    "toInt64(zero_count)",
    "zero_threshold",
  ];
}

function points({ scope, grid, type, bucketScale }: DistributionWindows): string {
  const [shape, keys, counts, negativeKeys, negativeCounts, zeros, edge] = bucketColumns(
    type,
    bucketScale,
  );
  return `SELECT ${scope.labels} AS labels, series_id, ${timeNs} AS time_ns,
        toUnixTimestamp64Nano(start_timestamp) AS start_ns,
        ${grid.firstWindow(timeNs)} AS first_window, ${grid.endWindow(timeNs)} AS end_window,
        toInt64(count) AS observations, ifNull(sum, 0) AS total,
        ${type === "summary" ? "2" : "temporality"} AS point_temporality,
        ${shape} AS shape, ${keys} AS keys, ${counts} AS counts, ${negativeKeys} AS negative_keys,
        ${negativeCounts} AS negative_counts, ${zeros} AS zeros, ${edge} AS zero_edge
      FROM ${metricTableOf(type)} WHERE ${scope.where} AND ${isReadSql(scope, grid)}`;
}

const lagged = [
  "time_ns",
  "observations",
  "total",
  "shape",
  "keys",
  "counts",
  "negative_keys",
  "negative_counts",
  "zeros",
];

// mode 1: the point is the increase; mode 2: its difference from the one before. The windows up
// to `follow_end` see the point before, those up to `born_end` see that the series began; for the
// others the first point tells nothing.
function increases(windows: DistributionWindows): string {
  const { scope, grid } = windows;
  const lag = (column: string): string => `lagInFrame(${column}) OVER series AS previous_${column}`;
  const sinceStart = "if(start_ns > 0 AND start_ns < time_ns, time_ns - start_ns, 0)";
  return `SELECT *, part.1 AS low, part.2 AS high, part.3 AS mode, part.4 AS point_ns
    FROM (
      SELECT *,
        if(point_temporality = 1, end_window,
          least(end_window, ${grid.endFrom("previous_time_ns", scope.fetchFromNs)})) AS follow_end,
        if(start_ns < time_ns, ${grid.endFrom("start_ns", scope.fetchFromNs)}, 0) AS born_end,
        if(point_temporality = 1 OR observations < previous_observations
          OR start_ns >= previous_time_ns OR shape != previous_shape, 1, 2) AS follow_mode,
        if(point_temporality = 1, ${sinceStart}, time_ns - previous_time_ns) AS follow_ns
      FROM (
        SELECT *, ${lagged.map(lag).join(", ")}
        FROM (${points(windows)})
        WINDOW series AS (PARTITION BY series_id ORDER BY time_ns ASC, start_ns ASC
          ROWS BETWEEN 1 PRECEDING AND CURRENT ROW)
      )
    )
    ARRAY JOIN arrayFilter(p -> p.1 < p.2, [
      (first_window, follow_end, follow_mode, follow_ns),
      (greatest(first_window, follow_end), least(end_window, born_end), 1, time_ns - start_ns)
    ]) AS part`;
}

function summedBuckets(keys: string, counts: string): string {
  return `sumMap(
      if(mode = 2, arrayConcat(${keys}, previous_${keys}), ${keys}),
      if(mode = 2, arrayConcat(${counts}, arrayMap(c -> -c, previous_${counts})), ${counts}))`;
}

// What lies in the same windows is put together before it is spread over them.
function panes(windows: DistributionWindows): string {
  return `SELECT labels, shape, series_id, low, high, count() AS pane_samples,
      sum(if(mode = 2, observations - previous_observations, observations)) AS pane_observations,
      sum(if(mode = 2, total - previous_total, total)) AS pane_total,
      sum(point_ns) AS pane_ns,
      ${summedBuckets("keys", "counts")} AS pane_buckets,
      ${summedBuckets("negative_keys", "negative_counts")} AS pane_negative,
      sum(if(mode = 2, zeros - previous_zeros, zeros)) AS pane_zeros,
      max(zero_edge) AS pane_zero_edge
    FROM (${increases(windows)})
    GROUP BY labels, shape, series_id, low, high`;
}

/**
 * SQL of histogram and summary windows: one row per group with `labels`, `group_count` and `points`
 * as (slot, samples, observations, sum, rate per second, bounds, (keys, counts), (negative keys,
 * counts), zeros, zero threshold). Each window has what distributionSeriesSql gives for it alone.
 */
export function distributionWindowsSql(windows: DistributionWindows): string {
  return `SELECT labels, groupArray((slot, samples, window_observations, window_total, window_rate,
    shape, buckets, negative_buckets, window_zeros, window_zero_edge)) AS points,
  count() OVER () AS group_count, sum(window_observations) AS weight
FROM (
  SELECT labels, slot, shape,
    sum(series_samples) AS samples, sum(series_observations) AS window_observations,
    sum(series_total) AS window_total,
    sum(series_observations * 1e9 / greatest(series_ns, ${windows.windowNs})) AS window_rate,
    sumMap(series_buckets.1, series_buckets.2) AS buckets,
    sumMap(series_negative.1, series_negative.2) AS negative_buckets,
    sum(series_zeros) AS window_zeros, max(series_zero_edge) AS window_zero_edge
  FROM (
    SELECT labels, slot, shape, series_id, sum(pane_samples) AS series_samples,
      sum(pane_observations) AS series_observations, sum(pane_total) AS series_total,
      sum(pane_ns) AS series_ns,
      sumMap(pane_buckets.1, pane_buckets.2) AS series_buckets,
      sumMap(pane_negative.1, pane_negative.2) AS series_negative,
      sum(pane_zeros) AS series_zeros, max(pane_zero_edge) AS series_zero_edge
    FROM (${panes(windows)})
    ARRAY JOIN range(low, high) AS slot
    GROUP BY labels, slot, shape, series_id
  )
  GROUP BY labels, slot, shape
)
GROUP BY labels ORDER BY weight DESC, labels LIMIT ${windows.maxGroups}`;
}

/** SQL of the lowest exponential scale among the points that each window reads, as (slot, lowest). */
export function lowestScalesSql(scope: MetricScope, grid: GridSql): string {
  return `SELECT slot, min(pane_scale) AS lowest
FROM (
  SELECT ${grid.firstWindow(timeNs)} AS low, ${grid.endFrom(timeNs, scope.fetchFromNs)} AS high,
    min(scale) AS pane_scale
  FROM metrics_exp_histogram WHERE ${scope.where} AND low < high
  GROUP BY low, high
)
ARRAY JOIN range(low, high) AS slot
GROUP BY slot ORDER BY slot LIMIT 200`;
}
