import type { MetricAggregation, MetricScope } from "./metric-selection.ts";

// Per series first, then over the series of a group.
const gaugeValue: Partial<Record<MetricAggregation, string>> = {
  avg: "sum(series_sum) / sum(series_points)",
  min: "min(series_min)",
  max: "max(series_max)",
  sum: "sum(series_last)",
  last: "argMax(series_last, series_time)",
  count: "toFloat64(sum(series_points))",
};

function gaugeSteps(scope: MetricScope): string {
  return `SELECT labels, slot, series_id,
    sum(value) AS series_sum, count() AS series_points, min(value) AS series_min,
    max(value) AS series_max, argMax(value, timestamp) AS series_last, max(timestamp) AS series_time
  FROM (
    SELECT ${scope.labels} AS labels, ${scope.slot} AS slot, series_id, value, timestamp
    FROM metrics_number WHERE ${scope.where}
  )
  GROUP BY labels, slot, series_id`;
}

// Increase of one point over the one before it in its series: the value itself for delta points
// and after a restart, the difference otherwise. The first point of a series counts from its
// start when that lies in what was fetched; a start equal to the time means "unknown".
function increaseSteps(scope: MetricScope): string {
  const born = `(start_ns > ${scope.fetchFromNs} AND start_ns < time_ns)`;
  const restarted = "(is_monotonic = 1 AND (value < previous OR start_ns >= previous_ns))";
  return `SELECT labels, slot, series_id, sum(point_increase) AS series_increase,
    sum(point_ns) AS series_ns, count() AS series_points
  FROM (
    SELECT labels, slot, series_id,
      multiIf(temporality = 1, value,
        previous_ns = 0, if(${born}, value, 0),
        ${restarted}, value,
        value - previous) AS point_increase,
      multiIf(temporality = 1, if(start_ns > 0 AND start_ns < time_ns, time_ns - start_ns, 0),
        previous_ns = 0, if(${born}, time_ns - start_ns, 0),
        time_ns - previous_ns) AS point_ns
    FROM (
      SELECT labels, slot, series_id, value, temporality, is_monotonic, time_ns, start_ns,
        lagInFrame(value) OVER series AS previous,
        lagInFrame(time_ns) OVER series AS previous_ns
      FROM (
        SELECT ${scope.labels} AS labels, ${scope.slot} AS slot, series_id, value, temporality,
          is_monotonic, toUnixTimestamp64Nano(timestamp) AS time_ns,
          toUnixTimestamp64Nano(start_timestamp) AS start_ns
        FROM metrics_number WHERE ${scope.where}
      )
      WINDOW series AS (PARTITION BY series_id ORDER BY time_ns ASC, start_ns ASC
        ROWS BETWEEN 1 PRECEDING AND CURRENT ROW)
    )
  )
  GROUP BY labels, slot, series_id`;
}

/** True when the aggregation needs the points before the range. */
export function needsLookBack(aggregation: MetricAggregation): boolean {
  return aggregation === "rate" || aggregation === "increase";
}

/**
 * SQL of a group's value from the columns of its series; `spanNs` is the placeholder of the least
 * time a rate divides by. Undefined for aggregations that need a distribution.
 */
export function groupValueSql(aggregation: MetricAggregation, spanNs: string): string | undefined {
  if (!needsLookBack(aggregation)) return gaugeValue[aggregation];
  return aggregation === "rate"
    ? `sum(series_increase * 1e9 / greatest(series_ns, ${spanNs}))`
    : "sum(series_increase)";
}

/**
 * SQL of gauge and sum series: one row per group with `labels`, `points` as (slot, value, samples)
 * and `group_count`. A rate divides by the time the points cover, at least the step, so that a
 * step shorter than the export interval shows the true rate. Undefined for other aggregations.
 */
export function numberSeriesSql(
  scope: MetricScope,
  aggregation: MetricAggregation,
  maxGroups: number,
): string | undefined {
  const isIncrease = needsLookBack(aggregation);
  const value = groupValueSql(aggregation, scope.stepNs);
  if (value === undefined) return undefined;
  return `SELECT labels, arraySort(groupArray((slot, step_value, samples))) AS points,
  count() OVER () AS group_count, sum(abs(step_value)) AS weight
FROM (
  SELECT labels, slot, ${value} AS step_value, sum(series_points) AS samples
  FROM (${isIncrease ? increaseSteps(scope) : gaugeSteps(scope)})
  WHERE slot >= 0
  GROUP BY labels, slot
)
GROUP BY labels ORDER BY weight DESC, labels LIMIT ${maxGroups}`;
}
