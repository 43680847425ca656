import type { MetricType } from "../metric-catalog.ts";
import { instanceSql } from "./metric-instance.ts";
import { maxEvidenceSeries } from "./metric-scope.ts";
import type { EvidenceScope } from "./metric-scope.ts";

const noKeys = "CAST([], 'Array(Int32)')";
const noCounts = "CAST([], 'Array(Int64)')";

const pointColumns = ({ slot }: EvidenceScope): string =>
  `metric_name, series_id, attributes, ${instanceSql} AS instance_id, ${slot} AS slot,
        toUnixTimestamp64Nano(timestamp) AS time_ns,
        toUnixTimestamp64Nano(start_timestamp) AS start_ns,
        toInt64(count) AS observations, ifNull(sum, 0) AS total`;

const noExponents = `${noKeys} AS negative_keys, ${noCounts} AS negative_counts,
        toInt64(0) AS zeros, toFloat64(0) AS zero_edge, toInt32(0) AS common_scale`;

function summaryPoints(scope: EvidenceScope): string {
  return `SELECT ${pointColumns(scope)}, toUInt8(2) AS point_temporality,
        CAST([], 'Array(Float64)') AS shape, ${noKeys} AS keys, ${noCounts} AS counts, ${noExponents}
      FROM metrics_summary WHERE ${scope.where}`;
}

function explicitPoints(scope: EvidenceScope): string {
  return `SELECT ${pointColumns(scope)}, temporality AS point_temporality,
        explicit_bounds AS shape,
        arrayMap(i -> toInt32(i), range(length(bucket_counts))) AS keys,
        arrayMap(c -> toInt64(c), bucket_counts) AS counts, ${noExponents}
      FROM metrics_histogram WHERE ${scope.where}`;
}

// Points of different scale are brought to the coarsest of their metric: key k at scale s is
// floor(k / 2^(s - t)) at scale t.
function exponentialPoints(scope: EvidenceScope): string {
  const atScale = (offset: string, counts: string): string =>
    `arrayMap(i -> toInt32(floor((${offset} + toInt64(i)) / exp2(scale - common_scale))), range(length(${counts})))`;
  return `SELECT *, CAST([], 'Array(Float64)') AS shape,
        ${atScale("positive_offset", "counts")} AS keys,
        ${atScale("negative_offset", "negative_counts")} AS negative_keys
      FROM (
        SELECT ${pointColumns(scope)}, temporality AS point_temporality, scale,
          min(scale) OVER (PARTITION BY metric_name) AS common_scale,
          positive_offset, negative_offset,
          arrayMap(c -> toInt64(c), positive_bucket_counts) AS counts,
          arrayMap(c -> toInt64(c), negative_bucket_counts) AS negative_counts,
          toInt64(zero_count) AS zeros, zero_threshold AS zero_edge
        FROM metrics_exp_histogram WHERE ${scope.where}
      )`;
}

function points(scope: EvidenceScope, type: MetricType): string {
  if (type === "summary") return summaryPoints(scope);
  return type === "histogram" ? explicitPoints(scope) : exponentialPoints(scope);
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

// mode 1: the point is the increase (delta, born in what was fetched, or restarted);
// mode 2: the difference to the point before; mode 0: nothing is known before the first point.
function increases(scope: EvidenceScope, type: MetricType): string {
  const lags = lagged.map((column) => `lagInFrame(${column}) OVER series AS previous_${column}`);
  return `SELECT *, multiIf(point_temporality = 1, 1,
        previous_time_ns = 0, if(start_ns > ${scope.fetchFromNs} AND start_ns < time_ns, 1, 0),
        observations < previous_observations OR start_ns >= previous_time_ns OR shape != previous_shape, 1,
        2) AS mode
    FROM (
      SELECT *, ${lags.join(", ")}
      FROM (${points(scope, type)})
      WINDOW series AS (PARTITION BY metric_name, series_id ORDER BY time_ns ASC, start_ns ASC
        ROWS BETWEEN 1 PRECEDING AND CURRENT ROW)
    )
    WHERE slot >= 0`;
}

const increaseOf = (column: string): string =>
  `multiIf(mode = 2, ${column} - previous_${column}, mode = 1, ${column}, 0)`;

function summedBuckets(keys: string, counts: string): string {
  return `sumMap(
    multiIf(mode = 2, arrayConcat(${keys}, previous_${keys}), mode = 1, ${keys}, ${noKeys}),
    multiIf(mode = 2, arrayConcat(${counts}, arrayMap(c -> -c, previous_${counts})), mode = 1, ${counts}, ${noCounts}))`;
}

/**
 * SQL of histograms and summaries, one row per metric, attributes, instance and bucket bounds:
 * observations and their sum over the range, the buckets of the whole range, and `steps` as
 * (slot, observations, sum).
 */
export function distributionEvidenceSql(
  scope: EvidenceScope,
  type: MetricType,
  maxSeries: number,
): string {
  return `SELECT toString(metric_name) AS metric, labels, instance, shape,
  sum(slot_observations) AS observations, sum(slot_total) AS total, max(slot_to) AS last_ns,
  groupArray((slot, slot_observations, slot_total)) AS steps,
  sumMap(slot_buckets.1, slot_buckets.2) AS buckets,
  sumMap(slot_negative.1, slot_negative.2) AS negative_buckets,
  sum(slot_zeros) AS zero_count, max(slot_zero_edge) AS zero_edge, any(slot_scale) AS scale_used
FROM (
  SELECT metric_name, series_id, slot, shape, mapSort(any(attributes)) AS labels,
    any(instance_id) AS instance, max(time_ns) AS slot_to,
    sum(${increaseOf("observations")}) AS slot_observations,
    sum(${increaseOf("total")}) AS slot_total,
    ${summedBuckets("keys", "counts")} AS slot_buckets,
    ${summedBuckets("negative_keys", "negative_counts")} AS slot_negative,
    sum(${increaseOf("zeros")}) AS slot_zeros,
    max(zero_edge) AS slot_zero_edge, any(common_scale) AS slot_scale
  FROM (${increases(scope, type)})
  GROUP BY metric_name, series_id, slot, shape
)
GROUP BY metric_name, labels, instance, shape
ORDER BY metric, observations DESC, instance
LIMIT ${maxSeries} BY metric
LIMIT ${maxEvidenceSeries}`;
}
