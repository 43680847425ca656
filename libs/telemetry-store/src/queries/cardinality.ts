import { telemetryTables } from "@headroom/otlp";
import { z } from "zod";
import type { QueryRunner } from "../driver/query-runner.ts";
import { clampLimit, createConditions } from "./conditions.ts";
import type { Conditions } from "./conditions.ts";
import { countField } from "./row-fields.ts";
import { addTimeRange } from "./time-range.ts";
import type { TimeRange } from "./time-range.ts";

/** An attribute and how many different values it has in the sample. */
export interface AttributeCardinality {
  readonly key: string;
  readonly place: "attribute" | "resource";
  readonly values: number;
}

/** A metric of a service and its distinct series. */
export interface MetricCardinality {
  readonly service: string;
  readonly metric: string;
  readonly series: number;
  /** The attribute with the most values; undefined where there are no attributes. */
  readonly topAttribute: AttributeCardinality | undefined;
}

/** Distinct series of metrics and services, most first. */
export interface Cardinality extends TimeRange {
  /** Whether the window is shorter than a day, for want of time to read all of it. */
  readonly isShortened: boolean;
  readonly totalSeries: number;
  readonly metrics: readonly MetricCardinality[];
  readonly services: readonly { readonly service: string; readonly series: number }[];
}

const dayMs = 86_400_000;
const shortestWindowMs = 300_000;
/** Rows of three short columns that are read for the numbers of series. */
const seriesRowBudget = 50_000_000;
/** Rows whose attributes are read. */
const attributeRowBudget = 300_000;
const metricTables = telemetryTables.filter((table) => table.startsWith("metrics_"));

/**
 * Which metrics and services have the most distinct series, and by which attribute. Series are
 * counted in the last 24 hours, or in as many minutes (at least five) as hold about 50 million
 * rows, by HyperLogLog with an error of about 1 %; values of attributes in the last minutes of
 * that, about 300,000 rows.
 */
export async function readCardinality(
  runner: QueryRunner,
  nowMs: number,
  args: { readonly limit?: number | undefined; readonly service?: string | undefined },
): Promise<Cardinality> {
  const limit = clampLimit(args.limit, 20, 100);
  const windowMs = chooseWindowMs(await countRowsOfDay(runner, nowMs));
  const range = { fromMs: nowMs - windowMs, toMs: nowMs };
  const sets = await runner.run({ ...seriesQuery(range, args.service, limit), row: seriesRow });
  const metrics = sets.filter(({ level }) => level === "metric");
  const values = await readTopAttributes(runner, range, metrics);
  return {
    ...range,
    isShortened: windowMs < dayMs,
    totalSeries: sets.find(({ level }) => level === "all")?.series ?? 0,
    metrics: metrics.map(({ service, metric, series }) => ({
      service,
      metric,
      series,
      topAttribute: values.get(JSON.stringify([service, metric])),
    })),
    services: sets
      .filter(({ level }) => level === "service")
      .map(({ service, series }) => ({ service, series })),
  };
}

/** The window that holds about as many rows as may be read, ms. */
export function chooseWindowMs(rowsOfDay: number): number {
  if (rowsOfDay <= seriesRowBudget) return dayMs;
  return Math.max(shortestWindowMs, Math.floor((dayMs * seriesRowBudget) / rowsOfDay));
}

/** Rows of metrics in the last 24 hours, about, by what the parts of two days say. */
async function countRowsOfDay(runner: QueryRunner, nowMs: number): Promise<number> {
  const conditions = createConditions();
  const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
  const today = conditions.bind("String", dayOf(nowMs));
  const yesterday = conditions.bind("String", dayOf(nowMs - dayMs));
  const rows = await runner.run({
    name: "cardinality.rows",
    sql: `SELECT sumIf(rows, partition = ${today}) AS today, sumIf(rows, partition = ${yesterday}) AS yesterday
FROM system.parts
WHERE active AND database = currentDatabase() AND startsWith(table, 'metrics_')`,
    parameters: conditions.parameters(),
    row: z.object({ today: countField, yesterday: countField }),
  });
  const { today: now = 0, yesterday: before = 0 } = rows[0] ?? {};
  return now + before * (1 - (nowMs % dayMs) / dayMs);
}

const seriesRow = z.object({
  level: z.enum(["metric", "service", "all"]),
  service: z.string(),
  metric: z.string(),
  series: countField,
  points: countField,
});
type SeriesRow = z.output<typeof seriesRow>;

function seriesQuery(range: TimeRange, service: string | undefined, limit: number) {
  const conditions = selectMetrics(range, service);
  const sources = metricTables.map(
    (table) =>
      `SELECT service_name, metric_name, series_id FROM ${table} WHERE ${conditions.sql()}`,
  );
  // A series is counted once for each of its metrics, since its id does not hold the name.
  return {
    name: "cardinality.series",
    sql: `SELECT multiIf(grouping(metric) = 0, 'metric', grouping(service) = 0, 'service', 'all') AS level,
  service, metric, sum(metric_series) AS series, sum(metric_points) AS points
FROM (
  SELECT toString(service_name) AS service, toString(metric_name) AS metric,
    uniqCombined(series_id) AS metric_series, count() AS metric_points
  FROM (${sources.join("\n  UNION ALL ")})
  GROUP BY service, metric
)
GROUP BY GROUPING SETS ((service, metric), (service), ())
ORDER BY series DESC, service, metric
LIMIT ${limit} BY level
LIMIT ${limit * 2 + 1}`,
    parameters: conditions.parameters(),
  };
}

function selectMetrics(range: TimeRange, service: string | undefined): Conditions {
  const conditions = createConditions();
  addTimeRange(conditions, range);
  if (service !== undefined) {
    conditions.add(`service_name = ${conditions.bind("String", service)}`);
  }
  return conditions;
}

const attributeRow = z.object({
  service: z.string(),
  metric: z.string(),
  name: z.string(),
  is_resource: z.number(),
  value_count: countField,
});

/** The attribute with the most values of each metric, by JSON of service and metric. */
async function readTopAttributes(
  runner: QueryRunner,
  range: TimeRange,
  metrics: readonly SeriesRow[],
): Promise<Map<string, AttributeCardinality>> {
  const points = metrics.reduce((sum, each) => sum + each.points, 0);
  const top = new Map<string, AttributeCardinality>();
  if (points === 0) return top;
  const share = Math.min(1, attributeRowBudget / points);
  const sampleMs = Math.max(60_000, Math.ceil((range.toMs - range.fromMs) * share));
  const sample = { fromMs: Math.max(range.fromMs, range.toMs - sampleMs), toMs: range.toMs };
  const rows = await runner.run({ ...attributeQuery(sample, metrics), row: attributeRow });
  for (const row of rows) {
    top.set(JSON.stringify([row.service, row.metric]), {
      key: row.name,
      place: row.is_resource === 1 ? "resource" : "attribute",
      values: row.value_count,
    });
  }
  return top;
}

function attributeQuery(range: TimeRange, metrics: readonly SeriesRow[]) {
  const conditions = createConditions();
  addTimeRange(conditions, range);
  const bind = (names: readonly string[]): string =>
    conditions.bind("Array(String)", [...new Set(names)]);
  conditions.add(`metric_name IN ${bind(metrics.map(({ metric }) => metric))}`);
  conditions.add(`service_name IN ${bind(metrics.map(({ service }) => service))}`);
  const sources = metricTables.map(
    (table) => `SELECT service_name, metric_name, attributes, resource_attributes
    FROM ${table} WHERE ${conditions.sql()}`,
  );
  return {
    name: "cardinality.attributes",
    sql: `SELECT toString(service_name) AS service, toString(metric_name) AS metric,
  pair.1 AS name, pair.3 AS is_resource, uniqCombined(15)(pair.2) AS value_count
FROM (${sources.join("\n  UNION ALL ")})
ARRAY JOIN arrayConcat(
  arrayMap((k, v) -> (toString(k), v, 0), mapKeys(attributes), mapValues(attributes)),
  arrayMap((k, v) -> (toString(k), v, 1), mapKeys(resource_attributes), mapValues(resource_attributes))) AS pair
GROUP BY service, metric, name, is_resource
ORDER BY value_count DESC, is_resource, name
LIMIT 1 BY service, metric
LIMIT 10000`,
    parameters: conditions.parameters(),
  };
}
