import type { MetricType } from "./metric-catalog.ts";
import type { MetricScope } from "./metric-selection.ts";

const noKeys = "CAST([], 'Array(Int32)')";
const noCounts = "CAST([], 'Array(Int64)')";

const pointColumns = (scope: MetricScope): string =>
  `${scope.labels} AS labels, ${scope.slot} AS slot, series_id,
        toUnixTimestamp64Nano(timestamp) AS time_ns, toUnixTimestamp64Nano(start_timestamp) AS start_ns,
        toInt64(count) AS observations, ifNull(sum, 0) AS total`;

function bucketless(scope: MetricScope, table: string, temporality: string): string {
  return `SELECT ${pointColumns(scope)}, ${temporality} AS point_temporality,
        CAST([], 'Array(Float64)') AS shape, ${noKeys} AS keys, ${noCounts} AS counts,
        ${noKeys} AS negative_keys, ${noCounts} AS negative_counts, toInt64(0) AS zeros,
        toFloat64(0) AS zero_edge, toInt32(0) AS common_scale
      FROM ${table} WHERE ${scope.where}`;
}

function explicitPoints(scope: MetricScope): string {
  return `SELECT ${pointColumns(scope)}, temporality AS point_temporality,
        explicit_bounds AS shape,
        arrayMap(i -> toInt32(i), range(length(bucket_counts))) AS keys,
        arrayMap(c -> toInt64(c), bucket_counts) AS counts,
        ${noKeys} AS negative_keys, ${noCounts} AS negative_counts, toInt64(0) AS zeros,
        toFloat64(0) AS zero_edge, toInt32(0) AS common_scale
      FROM metrics_histogram WHERE ${scope.where}`;
}

// Points of different scale are brought to the coarsest: key k at scale s is floor(k / 2^(s - t))
// at scale t.
function exponentialPoints(scope: MetricScope): string {
  const atScale = (offset: string, counts: string): string =>
    `arrayMap(i -> toInt32(floor((${offset} + toInt64(i)) / exp2(scale - common_scale))), range(length(${counts})))`;
  return `SELECT ${pointColumns(scope)}, temporality AS point_temporality,
        CAST([], 'Array(Float64)') AS shape,
        (SELECT min(scale) FROM metrics_exp_histogram WHERE ${scope.where}) AS lowest_scale,
        toInt32(ifNull(lowest_scale, 0)) AS common_scale,
        ${atScale("positive_offset", "positive_bucket_counts")} AS keys,
        arrayMap(c -> toInt64(c), positive_bucket_counts) AS counts,
        ${atScale("negative_offset", "negative_bucket_counts")} AS negative_keys,
        arrayMap(c -> toInt64(c), negative_bucket_counts) AS negative_counts,
        toInt64(zero_count) AS zeros, zero_threshold AS zero_edge
      FROM metrics_exp_histogram WHERE ${scope.where}`;
}

function points(scope: MetricScope, type: MetricType, withBuckets: boolean): string {
  if (type === "summary") return bucketless(scope, "metrics_summary", "2");
  if (!withBuckets) return bucketless(scope, `metrics_${type}`, "temporality");
  return type === "histogram" ? explicitPoints(scope) : exponentialPoints(scope);
}

// mode 1: the point is the increase (delta, born in what was fetched, or restarted);
// mode 2: the difference to the point before; mode 0: nothing is known before the first point.
function increases(scope: MetricScope, type: MetricType, withBuckets: boolean): string {
  const lag = (column: string): string => `lagInFrame(${column}) OVER series AS previous_${column}`;
  return `SELECT *,
      multiIf(point_temporality = 1, 1,
        previous_time_ns = 0, if(start_ns > ${scope.fetchFromNs} AND start_ns < time_ns, 1, 0),
        observations < previous_observations OR start_ns >= previous_time_ns OR shape != previous_shape, 1,
        2) AS mode,
      multiIf(point_temporality = 1, if(start_ns > 0 AND start_ns < time_ns, time_ns - start_ns, 0),
        previous_time_ns = 0, if(mode = 1, time_ns - start_ns, 0),
        time_ns - previous_time_ns) AS point_ns
    FROM (
      SELECT *, ${["time_ns", "observations", "total", "shape", "keys", "counts", "negative_keys", "negative_counts", "zeros"].map(lag).join(", ")}
      FROM (${points(scope, type, withBuckets)})
      WINDOW series AS (PARTITION BY series_id ORDER BY time_ns ASC, start_ns ASC
        ROWS BETWEEN 1 PRECEDING AND CURRENT ROW)
    )`;
}

function summedBuckets(keys: string, counts: string): string {
  return `sumMap(
      if(mode = 2, arrayConcat(${keys}, previous_${keys}), ${keys}),
      if(mode = 2, arrayConcat(${counts}, arrayMap(c -> -c, previous_${counts})), ${counts}))`;
}

/**
 * SQL of histogram and summary series: one row per group with `labels`, `group_count` and `points`
 * as (slot, samples, observations, sum, rate per second, bounds, (keys, counts), (negative keys,
 * counts), zeros, zero threshold, scale). `withBuckets` false leaves the buckets empty.
 */
export function distributionSeriesSql(
  scope: MetricScope,
  type: MetricType,
  withBuckets: boolean,
  maxGroups: number,
): string {
  return `SELECT labels, groupArray((slot, samples, step_observations, step_total, step_rate, shape,
    buckets, negative_buckets, step_zeros, step_zero_edge, scale_used)) AS points,
  count() OVER () AS group_count, sum(step_observations) AS weight
FROM (
  SELECT labels, slot, shape,
    sum(series_samples) AS samples, sum(series_observations) AS step_observations,
    sum(series_total) AS step_total,
    sum(series_observations * 1e9 / greatest(series_ns, ${scope.stepNs})) AS step_rate,
    sumMap(series_buckets.1, series_buckets.2) AS buckets,
    sumMap(series_negative.1, series_negative.2) AS negative_buckets,
    sum(series_zeros) AS step_zeros, max(series_zero_edge) AS step_zero_edge,
    any(series_scale) AS scale_used
  FROM (
    SELECT labels, slot, shape, series_id, count() AS series_samples,
      sum(if(mode = 2, observations - previous_observations, observations)) AS series_observations,
      sum(if(mode = 2, total - previous_total, total)) AS series_total,
      sum(point_ns) AS series_ns,
      ${summedBuckets("keys", "counts")} AS series_buckets,
      ${summedBuckets("negative_keys", "negative_counts")} AS series_negative,
      sum(if(mode = 2, zeros - previous_zeros, zeros)) AS series_zeros,
      max(zero_edge) AS series_zero_edge, any(common_scale) AS series_scale
    FROM (${increases(scope, type, withBuckets)})
    WHERE slot >= 0 AND mode > 0
    GROUP BY labels, slot, shape, series_id
  )
  GROUP BY labels, slot, shape
)
GROUP BY labels ORDER BY weight DESC, labels LIMIT ${maxGroups}`;
}
