import { z } from "zod";
import type { QueryRunner } from "../../driver/query-runner.ts";
import { badQuery, createConditions } from "../conditions.ts";
import type { MetricAggregation } from "../metric-selection.ts";
import { checkRange, maxPoints } from "../time-range.ts";
import { mostSeries, readMetricGroups } from "./metric-groups.ts";
import type { Reading, ServiceMetricSelection } from "./metric-groups.ts";

/** One metric of one service, put together as its type asks. */
export interface ServiceMetricSeries {
  readonly service: string;
  readonly metric: string;
  readonly unit: string;
  readonly aggregation: MetricAggregation;
  /** The attribute value the series is about, of metrics that have a state or an outcome. */
  readonly state?: { readonly key: string; readonly value: string } | undefined;
  /** Start of the step (ms) and value; steps without data are absent. */
  readonly points: [timeMs: number, value: number | null][];
}

/** The metrics of some services. */
export interface MetricsOfServices {
  readonly series: ServiceMetricSeries[];
  /** Series beyond the limit. */
  readonly leftOut: number;
}

const mostMetrics = 1_000;

const catalogRow = z.object({
  metric: z.string(),
  type: z.enum(["gauge", "sum", "histogram", "exp_histogram", "summary"]),
  monotonic: z.number(),
  unit: z.string(),
});

// Mean and 95 % quantile of what was observed; a summary has no buckets.
const readings: readonly Reading[] = [
  { type: "gauge", isMonotonic: false, aggregations: ["avg"] },
  { type: "sum", isMonotonic: false, aggregations: ["sum"] },
  { type: "sum", isMonotonic: true, aggregations: ["rate"] },
  { type: "histogram", isMonotonic: true, aggregations: ["p95", "avg"] },
  { type: "exp_histogram", isMonotonic: true, aggregations: ["p95", "avg"] },
  { type: "summary", isMonotonic: true, aggregations: ["avg"] },
];

type CatalogEntry = z.output<typeof catalogRow>;

async function readCatalog(
  runner: QueryRunner,
  { services, fromMs, toMs }: ServiceMetricSelection,
): Promise<CatalogEntry[]> {
  const conditions = createConditions();
  conditions.add(`service_name IN ${conditions.bind("Array(String)", services)}`);
  const from = conditions.bind("Int64", String(Math.floor(fromMs)));
  const to = conditions.bind("Int64", String(Math.ceil(toMs)));
  return runner.run({
    name: "analysis.metric-names",
    sql: `SELECT toString(metric_name) AS metric, toString(argMax(type, last_seen)) AS type,
  argMax(is_monotonic, last_seen) AS monotonic, argMax(unit, last_seen) AS unit
FROM metric_catalog WHERE ${conditions.sql()}
GROUP BY metric
HAVING max(last_seen) >= fromUnixTimestamp64Milli(${from}, 'UTC')
  AND min(first_seen) < fromUnixTimestamp64Milli(${to}, 'UTC')
ORDER BY metric LIMIT ${mostMetrics}`,
    parameters: conditions.parameters(),
    row: catalogRow,
  });
}

/**
 * Every metric of some services (at most 50) step by step, in one query for each type of metric:
 * means of gauges, sums of what goes up and down, rates of counters (reset-aware), mean and 95 %
 * quantile of what histograms observed (of more than a day only the mean). Instances are put together; states (`…state`, `…result`,
 * `…outcome`) are told apart. At most 400 series and 600 steps.
 */
export async function readMetricsOfServices(
  runner: QueryRunner,
  args: ServiceMetricSelection,
): Promise<MetricsOfServices> {
  checkRange(args);
  if (!(args.stepMs >= 1_000) || (args.toMs - args.fromMs) / args.stepMs > maxPoints) {
    throw badQuery(`Metrics have steps of a second at least, and at most ${maxPoints} of them.`);
  }
  if (args.services.length === 0) return { series: [], leftOut: 0 };
  if (args.services.length > 50) throw badQuery("Read the metrics of at most 50 services at once.");
  const catalog = await readCatalog(runner, args);
  const units = new Map(catalog.map(({ metric, unit }) => [metric, unit]));
  const answers = await Promise.all(
    readings.map(async (reading) => {
      const metrics = catalog
        .filter(
          ({ type, monotonic }) =>
            type === reading.type && (type !== "sum" || (monotonic === 1) === reading.isMonotonic),
        )
        .map(({ metric }) => metric);
      if (metrics.length === 0) return { groups: [], groupCount: 0 };
      return readMetricGroups(runner, args, reading, metrics);
    }),
  );
  const groups = answers.flatMap((answer) => answer.groups);
  const series = groups.slice(0, mostSeries).map(({ labels, aggregation, points }) => {
    const [service = "", metric = "", key = "", value = ""] = labels;
    const unit = units.get(metric) ?? "";
    const state = key === "" ? {} : { state: { key, value } };
    return { service, metric, unit, aggregation, ...state, points };
  });
  const total = answers.reduce((sum, { groupCount }) => sum + groupCount, 0);
  return { series, leftOut: Math.max(0, total - series.length) };
}
