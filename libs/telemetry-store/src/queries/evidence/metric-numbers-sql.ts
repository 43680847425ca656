import { instanceSql } from "./metric-instance.ts";
import { maxEvidenceSeries } from "./metric-scope.ts";
import type { EvidenceScope } from "./metric-scope.ts";

const isCounter = "(is_sum = 1 AND is_monotonic = 1)";

/**
 * SQL of gauges and up-down-counters, one row per metric, attributes and instance: statistics of
 * the values, `last_ns`, and `steps` as (slot, sum, points). Series of one instance that follow
 * one another, as after a restart, become one.
 */
export function gaugeEvidenceSql({ where, slot }: EvidenceScope, maxSeries: number): string {
  return `SELECT toString(metric_name) AS metric, up_down, labels, instance,
  argMin(slot_first, slot_from) AS first_value, argMax(slot_last, slot_to) AS last_value,
  sum(slot_sum) / sum(slot_points) AS mean, min(slot_low) AS low, max(slot_high) AS high,
  quantileTDigestMerge(0.95)(slot_digest) AS p95, max(slot_to) AS last_ns,
  groupArray((slot, slot_sum, slot_points)) AS steps
FROM (
  SELECT metric_name, series_id, slot, any(is_sum) AS up_down, mapSort(any(attributes)) AS labels,
    any(instance_id) AS instance, sum(value) AS slot_sum, count() AS slot_points,
    min(value) AS slot_low, max(value) AS slot_high,
    argMin(value, time_ns) AS slot_first, argMax(value, time_ns) AS slot_last,
    min(time_ns) AS slot_from, max(time_ns) AS slot_to,
    quantileTDigestState(0.95)(value) AS slot_digest
  FROM (
    SELECT metric_name, series_id, is_sum, attributes, ${instanceSql} AS instance_id, value,
      toUnixTimestamp64Nano(timestamp) AS time_ns, ${slot} AS slot
    FROM metrics_number WHERE ${where} AND isFinite(value) AND NOT ${isCounter}
  )
  GROUP BY metric_name, series_id, slot
)
GROUP BY metric_name, up_down, labels, instance
ORDER BY metric, abs(mean) DESC, instance
LIMIT ${maxSeries} BY metric
LIMIT ${maxEvidenceSeries}`;
}

/**
 * SQL of counters, one row per metric, attributes and instance: `total` is the increase over the
 * range and `steps` are (slot, rate per second). Increase of a point over the one before it: the
 * value itself for delta points and after a restart, else the difference. The first point of a
 * series counts from its start when that lies in what was fetched.
 */
export function counterEvidenceSql(scope: EvidenceScope, maxSeries: number): string {
  const born = `(start_ns > ${scope.fetchFromNs} AND start_ns < time_ns)`;
  return `SELECT toString(metric_name) AS metric, labels, instance, sum(slot_increase) AS total,
  max(slot_to) AS last_ns,
  groupArray((slot, slot_increase * 1e9 / greatest(slot_ns, ${scope.stepNs}))) AS steps
FROM (
  SELECT metric_name, series_id, slot, mapSort(any(attributes)) AS labels,
    any(instance_id) AS instance, max(time_ns) AS slot_to,
    sum(multiIf(temporality = 1, value,
      previous_ns = 0, if(${born}, value, 0),
      value < previous OR start_ns >= previous_ns, value,
      value - previous)) AS slot_increase,
    sum(multiIf(temporality = 1, if(start_ns > 0 AND start_ns < time_ns, time_ns - start_ns, 0),
      previous_ns = 0, if(${born}, time_ns - start_ns, 0),
      time_ns - previous_ns)) AS slot_ns
  FROM (
    SELECT *, lagInFrame(value) OVER series AS previous,
      lagInFrame(time_ns) OVER series AS previous_ns
    FROM (
      SELECT metric_name, series_id, attributes, ${instanceSql} AS instance_id, value, temporality,
        toUnixTimestamp64Nano(timestamp) AS time_ns,
        toUnixTimestamp64Nano(start_timestamp) AS start_ns, ${scope.slot} AS slot
      FROM metrics_number WHERE ${scope.where} AND isFinite(value) AND ${isCounter}
    )
    WINDOW series AS (PARTITION BY metric_name, series_id ORDER BY time_ns ASC, start_ns ASC
      ROWS BETWEEN 1 PRECEDING AND CURRENT ROW)
  )
  WHERE slot >= 0
  GROUP BY metric_name, series_id, slot
)
GROUP BY metric_name, labels, instance
ORDER BY metric, total DESC, instance
LIMIT ${maxSeries} BY metric
LIMIT ${maxEvidenceSeries}`;
}
