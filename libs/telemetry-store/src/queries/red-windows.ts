import { z } from "zod";
import type { QueryRunner } from "../driver/query-runner.ts";
import { createConditions } from "./conditions.ts";
import type { Conditions } from "./conditions.ts";
import { redFields, toRedFigures } from "./red-row.ts";
import { redAggregates } from "./red-table.ts";
import { countField } from "./row-fields.ts";
import { addRedSelection, pickMeasure, redBucketsOf, redLabels } from "./rule-windows.ts";
import type { RedWindow } from "./rule-windows.ts";
import { maxGroups, stepsBeforeSql, windowAt } from "./window-grid.ts";
import type { GroupWindowsAnswer, WindowGrid } from "./window-grid.ts";

const { total_calls, total_errors, total_duration_ns, longest_ns, quantiles_ns } = redFields;

const windowsRow = z.object({
  labels: z.array(z.string()),
  points: z.array(
    z
      .tuple([countField, total_calls, total_errors, total_duration_ns, longest_ns, quantiles_ns])
      .transform(([slot, calls, errors, durationNs, longestNs, quantilesNs]) => ({
        slot,
        total_calls: calls,
        total_errors: errors,
        total_duration_ns: durationNs,
        longest_ns: longestNs,
        quantiles_ns: quantilesNs,
      })),
  ),
  group_count: countField,
});

type RedSignal = Omit<RedWindow, "fromMs" | "toMs">;

// Buckets of one roll-up, each once for every window from `start` up to `end` that covers it. With
// a resolution r, window k covers the buckets from ⌊from_k⌋ to ⌊to_k⌋, but at least one: bucket b
// when from_k < b + r, and to_k ≥ b + r or from_k ≥ b.
function bucketsSql(
  conditions: Conditions,
  grid: WindowGrid,
  [start, end]: readonly [number, number],
  nowMs: number,
): string {
  const { fromMs, toMs } = windowAt(grid, 0);
  const first = redBucketsOf(windowAt(grid, start), nowMs);
  const last = redBucketsOf(windowAt(grid, end - 1), nowMs);
  const bind = (value: number): string => conditions.bind("Int64", String(value));
  const from = bind(fromMs);
  const to = bind(toMs);
  const step = bind(grid.stepMs);
  const bucket = "toInt64(toUnixTimestamp(bucket)) * 1000";
  const bucketEnd = `(${bucket} + ${bind(first.resolutionMs)})`;
  const low = `greatest(${bind(start)}, least(${stepsBeforeSql(bucketEnd, to, step)}, ${stepsBeforeSql(bucket, from, step)}))`;
  const high = `least(${bind(end)}, ${stepsBeforeSql(bucketEnd, from, step)})`;
  return `SELECT service_name, operation, calls, errors, duration_sum_ns, duration_max_ns,
      duration_sketch, ${low} AS low, ${high} AS high
    FROM ${first.table}
    WHERE bucket >= toDateTime(${bind(first.fromMs / 1000)}, 'UTC')
      AND bucket < toDateTime(${bind(last.toMs / 1000)}, 'UTC')
      AND ${conditions.sql()} AND low < high`;
}

/**
 * A measure of calls in each window of the grid, in one query, with the rounding and the choice of
 * roll-up that `aggregateRed` makes for each window. The 1,000 groups with the most calls.
 */
export async function readRedWindows(
  runner: QueryRunner,
  nowMs: number,
  signal: RedSignal,
  grid: WindowGrid,
): Promise<GroupWindowsAnswer> {
  const bucketsOf = (k: number) => redBucketsOf(windowAt(grid, k), nowMs);
  const slots = Array.from({ length: grid.count }, (_, k) => k);
  const fineStart = slots.find((k) => bucketsOf(k).table === "red_10s") ?? grid.count;
  const conditions = createConditions();
  addRedSelection(conditions, signal);
  const stretches = [
    [0, fineStart],
    [fineStart, grid.count],
  ] as const;
  const sources = stretches
    .filter(([start, end]) => start < end)
    .map((stretch) => bucketsSql(conditions, grid, stretch, nowMs));
  const rows = await runner.run({
    name: "rules.red-windows",
    sql: `SELECT labels, groupArray((slot, total_calls, total_errors, total_duration_ns, longest_ns,
  quantiles_ns)) AS points, count() OVER () AS group_count, sum(total_calls) AS weight
FROM (
  SELECT ${redLabels(signal.groupBy ?? [])} AS labels, slot, ${redAggregates}
  FROM (
    ${sources.join("\n    UNION ALL\n    ")}
  )
  ARRAY JOIN range(low, high) AS slot
  GROUP BY labels, slot HAVING total_calls > 0
)
GROUP BY labels ORDER BY weight DESC, labels LIMIT ${maxGroups}`,
    parameters: conditions.parameters(),
    row: windowsRow,
  });
  const groups = rows.map(({ labels, points }) => ({
    labels,
    values: points.map(({ slot, ...point }): [number, number | null] => {
      const { fromMs, toMs } = bucketsOf(slot);
      return [slot, pickMeasure(signal.measure, toRedFigures(point), (toMs - fromMs) / 1000)];
    }),
  }));
  return { groups, truncated: (rows[0]?.group_count ?? 0) > maxGroups };
}
