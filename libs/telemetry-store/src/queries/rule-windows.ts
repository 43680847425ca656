import { z } from "zod";
import type { QueryRunner } from "../driver/query-runner.ts";
import { labelsExpression, zipLabels } from "./attribute-filter.ts";
import { createConditions } from "./conditions.ts";
import type { Conditions } from "./conditions.ts";
import { addLogSelection } from "./log-conditions.ts";
import type { LogSelection } from "./log-conditions.ts";
import type { WindowAnswer, WindowValue } from "./metric-series.ts";
import { redFields, toRedFigures } from "./red-row.ts";
import type { RedFigures } from "./red-row.ts";
import { redAggregates } from "./red-table.ts";
import { countField } from "./row-fields.ts";
import { addWindow, checkRange } from "./time-range.ts";
import type { TimeRange } from "./time-range.ts";
import { maxGroups } from "./window-grid.ts";

/** What to read from the calls of a window: calls per second, ratio 0..1, count, or ms. */
export type RedMeasure = "rate" | "error_ratio" | "errors" | "p50" | "p95" | "p99" | "avg";

/** Calls of a window; without a chosen operation only entry spans count. */
export interface RedWindow extends TimeRange {
  readonly service?: string | undefined;
  readonly operation?: string | undefined;
  readonly measure: RedMeasure;
  readonly groupBy?: readonly ("service" | "operation")[] | undefined;
}

const resolutionMs = 10_000;
const fineKeepMs = 2 * 24 * 3_600_000;

const redWindowRow = z.object({ labels: z.array(z.string()), ...redFields });

/** A measure of the calls of a window that is `seconds` long; null where it cannot be told. */
export function pickMeasure(
  measure: RedMeasure,
  figures: RedFigures,
  seconds: number,
): number | null {
  switch (measure) {
    case "rate":
      return figures.calls / seconds;
    case "error_ratio":
      return figures.errorRatio;
    case "errors":
      return figures.errors;
    case "p50":
      return figures.p50Ms;
    case "p95":
      return figures.p95Ms;
    case "p99":
      return figures.p99Ms;
    case "avg":
      return figures.avgMs;
  }
}

/** Which buckets of which roll-up a window reads: [fromMs, toMs), both on whole buckets. */
export interface RedBuckets extends TimeRange {
  readonly table: "red_10s" | "red_1m";
  readonly resolutionMs: number;
}

/**
 * The buckets of a window: both ends rounded down to 10 s, or to one minute where the window
 * begins more than 2 days before `nowMs`; at least one bucket.
 */
export function redBucketsOf(window: TimeRange, nowMs: number): RedBuckets {
  const old = window.fromMs < nowMs - fineKeepMs;
  const stepMs = old ? 60_000 : resolutionMs;
  const fromMs = Math.floor(window.fromMs / stepMs) * stepMs;
  const toMs = Math.max(fromMs + stepMs, Math.floor(window.toMs / stepMs) * stepMs);
  return { table: old ? "red_1m" : "red_10s", resolutionMs: stepMs, fromMs, toMs };
}

/** Adds all of a RED selection but its time range. */
export function addRedSelection(
  conditions: Conditions,
  { service, operation }: Pick<RedWindow, "service" | "operation">,
): void {
  if (service !== undefined) {
    conditions.add(`service_name = ${conditions.bind("String", service)}`);
  }
  if (operation !== undefined) {
    conditions.add(`operation = ${conditions.bind("String", operation)}`);
  } else {
    conditions.add("is_entry = 1");
  }
}

const labelColumns = { service: "toString(service_name)", operation: "toString(operation)" };

/** SQL of an Array(String) with one label value per key, in order. */
export function redLabels(keys: readonly ("service" | "operation")[]): string {
  return `CAST([${keys.map((key) => labelColumns[key]).join(", ")}], 'Array(String)')`;
}

/**
 * One value per group over the calls that ended in (fromMs, toMs], both rounded down to the 10 s
 * of the roll-up (one minute where the range is older than 2 days before `nowMs`).
 */
export async function aggregateRed(
  runner: QueryRunner,
  nowMs: number,
  args: RedWindow,
): Promise<WindowAnswer> {
  checkRange(args);
  const buckets = redBucketsOf(args, nowMs);
  const conditions = createConditions();
  const from = conditions.bind("Int64", String(buckets.fromMs / 1000));
  const to = conditions.bind("Int64", String(buckets.toMs / 1000));
  conditions.add(`bucket >= toDateTime(${from}, 'UTC')`);
  conditions.add(`bucket < toDateTime(${to}, 'UTC')`);
  addRedSelection(conditions, args);
  const keys = args.groupBy ?? [];
  const rows = await runner.run({
    name: "rules.red",
    sql: `SELECT ${redLabels(keys)} AS labels, ${redAggregates}
FROM ${buckets.table} WHERE ${conditions.sql()}
GROUP BY labels HAVING total_calls > 0
ORDER BY total_calls DESC, labels LIMIT ${maxGroups + 1}`,
    parameters: conditions.parameters(),
    row: redWindowRow,
  });
  const seconds = (buckets.toMs - buckets.fromMs) / 1000;
  const groups = rows.slice(0, maxGroups).flatMap((row): WindowValue[] => {
    const figures = toRedFigures(row);
    const value = pickMeasure(args.measure, figures, seconds);
    if (value === null) return [];
    return [{ labels: zipLabels(keys, row.labels), value, samples: figures.calls }];
  });
  return { groups, truncated: rows.length > maxGroups };
}

const logWindowRow = z.object({ labels: z.array(z.string()), total: countField });

/** Number of matching log records per group over (fromMs, toMs]; groups without any are absent. */
export async function countLogs(
  runner: QueryRunner,
  args: LogSelection & {
    /** Attribute keys; resource attributes as `resource.<key>`; `service` for the service. */
    readonly groupBy?: readonly string[] | undefined;
  },
): Promise<WindowAnswer> {
  const conditions = createConditions();
  addWindow(conditions, args);
  addLogSelection(conditions, args);
  const keys = args.groupBy ?? [];
  const where = conditions.sql();
  const rows = await runner.run({
    name: "rules.logs",
    sql: `SELECT ${labelsExpression(conditions, keys)} AS labels, count() AS total
FROM logs WHERE ${where}
GROUP BY labels ORDER BY total DESC, labels LIMIT ${maxGroups + 1}`,
    parameters: conditions.parameters(),
    row: logWindowRow,
  });
  const groups = rows.slice(0, maxGroups).map((row) => ({
    labels: zipLabels(keys, row.labels),
    value: row.total,
    samples: row.total,
  }));
  return { groups, truncated: rows.length > maxGroups };
}
