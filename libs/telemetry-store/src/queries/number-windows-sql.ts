import type { MetricAggregation, MetricScope } from "./metric-selection.ts";
import { groupValueSql, needsLookBack } from "./number-series-sql.ts";
import { maxGroups } from "./window-grid.ts";
import type { GridSql } from "./window-grid.ts";

// Points of a series that lie in the same windows are put together before they are spread over
// their windows, so the work does not grow with the overlap.
function gaugeSeries(scope: MetricScope, grid: GridSql): string {
  const ns = "toUnixTimestamp64Nano(timestamp)";
  return `SELECT labels, slot, series_id,
    sum(pane_sum) AS series_sum, sum(pane_points) AS series_points, min(pane_min) AS series_min,
    max(pane_max) AS series_max, argMax(pane_last, pane_time) AS series_last,
    max(pane_time) AS series_time
  FROM (
    SELECT ${scope.labels} AS labels, ${grid.firstWindow(ns)} AS low, ${grid.endWindow(ns)} AS high,
      series_id, sum(value) AS pane_sum, count() AS pane_points, min(value) AS pane_min,
      max(value) AS pane_max, argMax(value, timestamp) AS pane_last, max(timestamp) AS pane_time
    FROM metrics_number WHERE ${scope.where} AND low < high
    GROUP BY labels, low, high, series_id
  )
  ARRAY JOIN range(low, high) AS slot
  GROUP BY labels, slot, series_id`;
}

// Increases as in numberSeriesSql. What a window makes of a point depends on how far back it
// reads: the windows up to `follow_end` see the point before, those up to `born_end` see that the
// series began, the others see a first point of unknown start.
function increaseSeries(scope: MetricScope, grid: GridSql): string {
  const restarted = "(is_monotonic = 1 AND (value < previous OR start_ns >= previous_ns))";
  const sinceStart = "if(start_ns > 0 AND start_ns < time_ns, time_ns - start_ns, 0)";
  const ns = "toUnixTimestamp64Nano(timestamp)";
  return `SELECT labels, slot, series_id, sum(pane_increase) AS series_increase,
    sum(pane_ns) AS series_ns, sum(pane_points) AS series_points
  FROM (
    SELECT labels, series_id, part.1 AS low, part.2 AS high, sum(part.3) AS pane_increase,
      sum(part.4) AS pane_ns, count() AS pane_points
    FROM (
      SELECT labels, series_id, value, time_ns, start_ns, first_window, end_window,
        if(temporality = 1, end_window, least(end_window, ${grid.endFrom("previous_ns", scope.fetchFromNs)})) AS follow_end,
        if(start_ns < time_ns, ${grid.endFrom("start_ns", scope.fetchFromNs)}, 0) AS born_end,
        if(temporality = 1 OR ${restarted}, value, value - previous) AS increase,
        if(temporality = 1, ${sinceStart}, time_ns - previous_ns) AS covered_ns
      FROM (
        SELECT labels, series_id, value, temporality, is_monotonic, time_ns, start_ns,
          first_window, end_window,
          lagInFrame(value) OVER series AS previous,
          lagInFrame(time_ns) OVER series AS previous_ns
        FROM (
          SELECT ${scope.labels} AS labels, series_id, value, temporality, is_monotonic,
            ${ns} AS time_ns, toUnixTimestamp64Nano(start_timestamp) AS start_ns,
            ${grid.firstWindow(ns)} AS first_window, ${grid.endWindow(ns)} AS end_window
          FROM metrics_number
          WHERE ${scope.where} AND first_window < ${grid.endFrom(ns, scope.fetchFromNs)}
        )
        WINDOW series AS (PARTITION BY series_id ORDER BY time_ns ASC, start_ns ASC
          ROWS BETWEEN 1 PRECEDING AND CURRENT ROW)
      )
    )
    ARRAY JOIN arrayFilter(p -> p.1 < p.2, [
      (first_window, follow_end, increase, covered_ns),
      (greatest(first_window, follow_end), least(end_window, born_end), value, time_ns - start_ns),
      (greatest(first_window, follow_end, born_end), end_window, toFloat64(0), toInt64(0))
    ]) AS part
    GROUP BY labels, series_id, low, high
  )
  ARRAY JOIN range(low, high) AS slot
  GROUP BY labels, slot, series_id`;
}

/**
 * SQL of gauge and sum windows: one row per group with `labels`, `points` as (slot, value) and
 * `group_count`. Each window has the value that numberSeriesSql gives for it alone. `scope` spans
 * all windows, its look-back the one of the first. Undefined for other aggregations.
 */
export function numberWindowsSql(
  scope: MetricScope,
  grid: GridSql,
  windowNs: string,
  aggregation: MetricAggregation,
): string | undefined {
  const isIncrease = needsLookBack(aggregation);
  const value = groupValueSql(aggregation, windowNs);
  if (value === undefined) return undefined;
  return `SELECT labels, groupArray((slot, window_value)) AS points,
  count() OVER () AS group_count, sum(abs(window_value)) AS weight
FROM (
  SELECT labels, slot, ${value} AS window_value
  FROM (${isIncrease ? increaseSeries(scope, grid) : gaugeSeries(scope, grid)})
  GROUP BY labels, slot
)
GROUP BY labels ORDER BY weight DESC, labels LIMIT ${maxGroups}`;
}
