import { z } from "zod";
import type { QueryRunner } from "../driver/query-runner.ts";
import { labelsExpression, zipLabels } from "./attribute-filter.ts";
import { createConditions } from "./conditions.ts";
import { addLogSelection } from "./log-conditions.ts";
import type { LogSelection } from "./log-conditions.ts";
import type { MetricSelection } from "./metric-selection.ts";
import { readMetricWindows } from "./metric-windows.ts";
import { readRedWindows } from "./red-windows.ts";
import { countField } from "./row-fields.ts";
import type { RedWindow } from "./rule-windows.ts";
import { addWindow } from "./time-range.ts";
import { bindGrid, checkGrid, maxGroups, spanOf, windowAt } from "./window-grid.ts";
import type { GroupWindowsAnswer, WindowGrid } from "./window-grid.ts";

type WithoutRange<Selection> = Omit<Selection, "fromMs" | "toMs">;

interface LogSignal extends WithoutRange<LogSelection> {
  /** Attribute keys; resource attributes as `resource.<key>`; `service` for the service. */
  readonly groupBy?: readonly string[] | undefined;
}

/** What a rule reads, without its time. */
export type WindowSignal =
  | ({ readonly type: "metric" } & WithoutRange<MetricSelection>)
  | ({ readonly type: "red" } & WithoutRange<RedWindow>)
  | ({ readonly type: "logs" } & LogSignal);

/** One group over all windows. */
export interface WindowSeries {
  readonly labels: Record<string, string>;
  /** End of each window, ms, in order; null where the group has no value. */
  readonly points: [toMs: number, value: number | null][];
}

/** Groups with a value in any window, at most 1,000, heaviest first. */
export interface WindowSeriesAnswer {
  readonly series: WindowSeries[];
  /** True when there are more groups. */
  readonly truncated: boolean;
}

const logRow = z.object({
  labels: z.array(z.string()),
  points: z.array(z.tuple([countField, countField])),
  group_count: countField,
});

// Records that lie in the same windows are counted once, then spread over their windows.
async function readLogWindows(
  runner: QueryRunner,
  signal: LogSignal,
  grid: WindowGrid,
): Promise<GroupWindowsAnswer> {
  const conditions = createConditions();
  addWindow(conditions, spanOf(grid));
  addLogSelection(conditions, { ...signal, ...spanOf(grid) });
  const { firstWindow, endWindow } = bindGrid(conditions, grid);
  const ns = "toUnixTimestamp64Nano(timestamp)";
  const labels = labelsExpression(conditions, signal.groupBy ?? []);
  const rows = await runner.run({
    name: "rules.log-windows",
    sql: `SELECT labels, groupArray((slot, total)) AS points, count() OVER () AS group_count,
  sum(total) AS weight
FROM (
  SELECT labels, slot, sum(records) AS total
  FROM (
    SELECT ${labels} AS labels, ${firstWindow(ns)} AS low, ${endWindow(ns)} AS high,
      count() AS records
    FROM logs WHERE ${conditions.sql()} AND low < high
    GROUP BY labels, low, high
  )
  ARRAY JOIN range(low, high) AS slot
  GROUP BY labels, slot
)
GROUP BY labels ORDER BY weight DESC, labels LIMIT ${maxGroups}`,
    parameters: conditions.parameters(),
    row: logRow,
  });
  const groups = rows.map((row) => ({ labels: row.labels, values: row.points }));
  return { groups, truncated: (rows[0]?.group_count ?? 0) > maxGroups };
}

function readGroups(
  runner: QueryRunner,
  nowMs: number,
  signal: WindowSignal,
  grid: WindowGrid,
): Promise<GroupWindowsAnswer> {
  switch (signal.type) {
    case "metric":
      return readMetricWindows(runner, signal, grid);
    case "red":
      return readRedWindows(runner, nowMs, signal, grid);
    case "logs":
      return readLogWindows(runner, signal, grid);
  }
}

/**
 * The values of a signal in up to 200 sliding windows, (toMs − windowMs, toMs] each: those that
 * `aggregateMetric`, `aggregateRed` or `countLogs` give window by window, read at once. Groups are
 * bounded over all windows together, not in each. Throws `bad_query` for windows or arguments that
 * make no sense, `query_too_large` and `query_timeout` for more than one query may read.
 */
export async function readSignalWindows(
  runner: QueryRunner,
  nowMs: number,
  args: WindowGrid & { readonly signal: WindowSignal },
): Promise<WindowSeriesAnswer> {
  checkGrid(args);
  const { groups, truncated } = await readGroups(runner, nowMs, args.signal, args);
  const series = groups.flatMap(({ labels, values }): WindowSeries[] => {
    if (values.every(([, value]) => value === null)) return [];
    const bySlot = new Map(values);
    const points = Array.from({ length: args.count }, (_, k): [number, number | null] => [
      windowAt(args, k).toMs,
      bySlot.get(k) ?? null,
    ]);
    return [{ labels: zipLabels(args.signal.groupBy ?? [], labels), points }];
  });
  return { series, truncated };
}
