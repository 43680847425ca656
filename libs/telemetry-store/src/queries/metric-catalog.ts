import { z } from "zod";
import type { QueryRunner } from "../driver/query-runner.ts";
import { clampLimit, createConditions } from "./conditions.ts";
import type { Conditions } from "./conditions.ts";
import { keyCountSql, readValues } from "./facets.ts";
import type { Facet, ValueSelection } from "./facets.ts";
import { countField, timeMsField } from "./row-fields.ts";
import { addTimeRange } from "./time-range.ts";
import type { TimeRange } from "./time-range.ts";

/** OTLP data type of a metric. */
export type MetricType = "gauge" | "sum" | "histogram" | "exp_histogram" | "summary";

/** A metric as its senders describe it. */
export interface MetricDescription {
  readonly metric: string;
  readonly type: MetricType;
  readonly unit: string;
  readonly description: string;
  readonly temporality: "unspecified" | "delta" | "cumulative";
  readonly isMonotonic: boolean;
  readonly services: string[];
  readonly firstSeenMs: number;
  readonly lastSeenMs: number;
}

const metricTypes = ["gauge", "sum", "histogram", "exp_histogram", "summary"] as const;
const temporalities = ["unspecified", "delta", "cumulative"] as const;

const catalogRow = z.object({
  metric: z.string(),
  metric_type: z.enum(metricTypes),
  metric_unit: z.string(),
  metric_text: z.string(),
  metric_temporality: z.number(),
  monotonic: z.number(),
  services: z.array(z.string()),
  first_ms: timeMsField,
  last_ms: timeMsField,
});

function catalogSql(conditions: Conditions, limit: number): string {
  // Where senders disagree on the type, the latest word counts.
  return `SELECT toString(metric_name) AS metric,
  toString(argMax(type, last_seen)) AS metric_type,
  argMax(unit, last_seen) AS metric_unit,
  argMax(description, last_seen) AS metric_text,
  argMax(temporality, last_seen) AS metric_temporality,
  argMax(is_monotonic, last_seen) AS monotonic,
  arraySort(groupUniqArray(100)(toString(service_name))) AS services,
  min(first_seen) AS first_ms,
  max(last_seen) AS last_ms
FROM metric_catalog WHERE ${conditions.sql()}
GROUP BY metric ORDER BY metric LIMIT ${limit}`;
}

function toDescription(row: z.output<typeof catalogRow>): MetricDescription {
  return {
    metric: row.metric,
    type: row.metric_type,
    unit: row.metric_unit,
    description: row.metric_text,
    temporality: temporalities[row.metric_temporality] ?? "unspecified",
    isMonotonic: row.monotonic === 1,
    services: row.services,
    firstSeenMs: row.first_ms,
    lastSeenMs: row.last_ms,
  };
}

/** Metrics by name, 200 a page (at most 1,000); `nextCursor` is the last name. */
export async function readMetricCatalog(
  runner: QueryRunner,
  args: {
    readonly service?: string | undefined;
    /** Text in the name or the description. */
    readonly q?: string | undefined;
    readonly cursor?: string | undefined;
    readonly limit?: number | undefined;
  },
): Promise<{ metrics: MetricDescription[]; nextCursor?: string }> {
  const limit = clampLimit(args.limit, 200, 1_000);
  const conditions = createConditions();
  if (args.service !== undefined) {
    conditions.add(`service_name = ${conditions.bind("String", args.service)}`);
  }
  if (args.q) {
    const needle = conditions.bind("String", args.q);
    conditions.add(
      `(positionCaseInsensitiveUTF8(metric_name, ${needle}) > 0 OR positionCaseInsensitiveUTF8(description, ${needle}) > 0)`,
    );
  }
  if (args.cursor) conditions.add(`metric_name > ${conditions.bind("String", args.cursor)}`);
  const rows = await runner.run({
    name: "metrics.catalog",
    sql: catalogSql(conditions, limit + 1),
    parameters: conditions.parameters(),
    row: catalogRow,
  });
  const metrics = rows.slice(0, limit).map(toDescription);
  const last = metrics.at(-1);
  return rows.length > limit && last ? { metrics, nextCursor: last.metric } : { metrics };
}

/** One metric by its exact name; undefined when nothing sent it yet. */
export async function findMetric(
  runner: QueryRunner,
  metric: string,
  service: string | undefined,
): Promise<MetricDescription | undefined> {
  const conditions = createConditions();
  conditions.add(`metric_name = ${conditions.bind("String", metric)}`);
  if (service !== undefined) {
    conditions.add(`service_name = ${conditions.bind("String", service)}`);
  }
  const rows = await runner.run({
    name: "metrics.find",
    sql: catalogSql(conditions, 1),
    parameters: conditions.parameters(),
    row: catalogRow,
  });
  return rows[0] && toDescription(rows[0]);
}

/** The table that holds the points of a metric type. */
export function metricTableOf(type: MetricType): string {
  if (type === "gauge" || type === "sum") return "metrics_number";
  return `metrics_${type}`;
}

/** Points of a metric in a range. */
export interface MetricPoints extends TimeRange {
  readonly metric: string;
  readonly service?: string | undefined;
}

async function selectPoints(
  runner: QueryRunner,
  args: MetricPoints,
): Promise<{ table: string; conditions: Conditions } | undefined> {
  const description = await findMetric(runner, args.metric, args.service);
  if (!description) return undefined;
  const conditions = createConditions();
  conditions.add(`metric_name = ${conditions.bind("String", args.metric)}`);
  if (args.service !== undefined) {
    conditions.add(`service_name = ${conditions.bind("String", args.service)}`);
  }
  addTimeRange(conditions, args);
  return { table: metricTableOf(description.type), conditions };
}

/** Attribute keys in a sample of a metric's points; none for an unknown metric. */
export async function readMetricAttributeKeys(
  runner: QueryRunner,
  args: MetricPoints,
): Promise<Facet[]> {
  const points = await selectPoints(runner, args);
  if (!points) return [];
  return runner.run({
    name: "metrics.attribute-keys",
    sql: keyCountSql(points.table, points.conditions.sql()),
    parameters: points.conditions.parameters(),
    row: z.object({ name: z.string(), count: countField }),
  });
}

/** Values of one attribute in a sample of a metric's points; none for an unknown metric. */
export async function readMetricAttributeValues(
  runner: QueryRunner,
  args: MetricPoints & ValueSelection,
): Promise<Facet[]> {
  const points = await selectPoints(runner, args);
  return points ? readValues(runner, points.table, points.conditions, args) : [];
}
