import { z } from "zod";
import type { QueryRunner } from "../../driver/query-runner.ts";
import { badQuery, createConditions } from "../conditions.ts";
import { distributionSeriesSql } from "../distribution-series-sql.ts";
import { valueOfDistribution } from "../distribution-value.ts";
import type { DistributionStep } from "../distribution-value.ts";
import type { MetricType } from "../metric-catalog.ts";
import type { MetricAggregation, MetricScope } from "../metric-selection.ts";
import { numberSeriesSql } from "../number-series-sql.ts";
import { countField, floatField } from "../row-fields.ts";
import { checkRange, maxPoints, nsOfMs } from "../time-range.ts";
import type { TimeRange } from "../time-range.ts";

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

const mostPairs = 1_000;
const mostSeries = 400;
const lookBackMs = 300_000;
/** Over longer ranges the buckets of histograms are too many to read. */
const longestWithBucketsMs = 25 * 3_600_000;

const catalogRow = z.object({
  metric: z.string(),
  type: z.enum(["gauge", "sum", "histogram", "exp_histogram", "summary"]),
  monotonic: z.number(),
  unit: z.string(),
});

/** A way of reading metrics, and which of them it is for. */
interface Reading {
  readonly type: MetricType;
  readonly isMonotonic: boolean;
  /** The first is what numbers are put together by; distributions give a series for each. */
  readonly aggregations: readonly MetricAggregation[];
}

// Mean and 95 % quantile of what was observed; a summary has no buckets.
const readings: readonly Reading[] = [
  { type: "gauge", isMonotonic: false, aggregations: ["avg"] },
  { type: "sum", isMonotonic: false, aggregations: ["sum"] },
  { type: "sum", isMonotonic: true, aggregations: ["rate"] },
  { type: "histogram", isMonotonic: true, aggregations: ["p95", "avg"] },
  { type: "exp_histogram", isMonotonic: true, aggregations: ["p95", "avg"] },
  { type: "summary", isMonotonic: true, aggregations: ["avg"] },
];

interface Selection extends TimeRange {
  readonly services: readonly string[];
  readonly stepMs: number;
  /** False leaves out the quantiles of histograms, which cost the most. Default true. */
  readonly withQuantiles?: boolean | undefined;
}

type CatalogEntry = z.output<typeof catalogRow>;

async function readCatalog(
  runner: QueryRunner,
  { services, fromMs, toMs }: Selection,
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
ORDER BY metric LIMIT ${mostPairs}`,
    parameters: conditions.parameters(),
    row: catalogRow,
  });
}

// A value of such an attribute is a measure of its own: used and idle connections, hits and misses.
const stateKey = `arrayFirst(k -> match(k, '(^|[._])(state|result|outcome)$'), mapKeys(attributes))`;
const stateLabels = `if(${stateKey} = '', ['', ''], [toString(${stateKey}), attributes[${stateKey}]])`;

function bindScope(selection: Selection, metrics: readonly string[], withState: boolean) {
  const { services, fromMs, toMs, stepMs } = selection;
  const originMs = Math.floor(fromMs / stepMs) * stepMs;
  const conditions = createConditions();
  const low = conditions.bind("Int64", String(BigInt(nsOfMs(originMs)) - 1n));
  const high = conditions.bind("Int64", nsOfMs(toMs));
  const origin = conditions.bind("Int64", nsOfMs(originMs));
  const stepNs = conditions.bind("Int64", nsOfMs(stepMs));
  const fetchFromNs = conditions.bind("Int64", nsOfMs(Math.max(0, originMs - lookBackMs)));
  conditions.add(`metric_name IN ${conditions.bind("Array(String)", metrics)}`);
  conditions.add(`service_name IN ${conditions.bind("Array(String)", services)}`);
  conditions.add(`timestamp >= fromUnixTimestamp64Nano(${fetchFromNs}, 'UTC')`);
  conditions.add(`timestamp < fromUnixTimestamp64Nano(${high}, 'UTC')`);
  // Flag 1 marks a point without a value: the series has stopped.
  conditions.add("bitAnd(flags, 1) = 0");
  const ns = "toUnixTimestamp64Nano(timestamp)";
  const names = "[toString(service_name), toString(metric_name)]";
  const scope: MetricScope = {
    conditions,
    where: conditions.sql(),
    labels: withState ? `arrayConcat(${names}, ${stateLabels})` : `arrayConcat(${names}, ['', ''])`,
    slot: `if(${ns} > ${low}, intDiv(${ns} - ${origin}, ${stepNs}), -1)`,
    fetchFromNs,
    stepNs,
  };
  return { scope, originMs };
}

const numberRow = z.object({
  labels: z.array(z.string()),
  points: z.array(z.tuple([countField, floatField, countField])),
  group_count: countField,
});

const bucketsTuple = z.tuple([z.array(z.number()), z.array(countField)]);
const distributionRow = z.object({
  labels: z.array(z.string()),
  points: z.array(
    z
      .tuple([
        countField,
        countField,
        countField,
        floatField,
        floatField,
        z.array(z.number()),
        bucketsTuple,
        bucketsTuple,
        countField,
        z.number(),
        z.number(),
      ])
      .transform(
        ([
          slot,
          samples,
          observations,
          sum,
          ratePerSecond,
          bounds,
          up,
          down,
          zeros,
          edge,
          scale,
        ]) => ({
          slot,
          samples,
          observations,
          sum,
          ratePerSecond,
          bounds,
          keys: up[0],
          counts: up[1],
          negativeKeys: down[0],
          negativeCounts: down[1],
          zeros,
          zeroThreshold: edge,
          scale,
        }),
      ),
  ),
  group_count: countField,
});

interface Group {
  readonly labels: readonly string[];
  readonly aggregation: MetricAggregation;
  readonly points: [timeMs: number, value: number | null][];
}

async function readReading(
  runner: QueryRunner,
  selection: Selection,
  reading: Reading,
  metrics: readonly string[],
): Promise<{ groups: Group[]; groupCount: number }> {
  const isNumber = reading.type === "gauge" || reading.type === "sum";
  const { scope, originMs } = bindScope(selection, metrics, isNumber);
  const timeOf = (slot: number): number => originMs + slot * selection.stepMs;
  const parameters = scope.conditions.parameters();
  const [first = "avg"] = reading.aggregations;
  if (isNumber) {
    const sql = numberSeriesSql(scope, first, mostSeries) ?? "";
    const rows = await runner.run({
      name: "analysis.numbers",
      sql,
      parameters,
      row: numberRow,
    });
    const groups = rows.map(({ labels, points }) => ({
      labels,
      aggregation: first,
      points: points.map(([slot, value]): [number, number | null] => [timeOf(slot), value]),
    }));
    return { groups, groupCount: rows[0]?.group_count ?? 0 };
  }
  const { fromMs, toMs, withQuantiles = true } = selection;
  const isCheap = !withQuantiles || toMs - fromMs > longestWithBucketsMs;
  const aggregations = reading.aggregations.filter((each) => each !== "p95" || !isCheap);
  const withBuckets = aggregations.includes("p95");
  const rows = await runner.run({
    name: "analysis.distributions",
    sql: distributionSeriesSql(scope, reading.type, withBuckets, mostSeries),
    parameters,
    row: distributionRow,
  });
  const groups = rows.flatMap(({ labels, points }) => {
    const slots = [...Map.groupBy(points, ({ slot }): number => slot)].toSorted(
      ([a], [b]) => a - b,
    );
    const valuesBy = (aggregation: MetricAggregation): Group["points"] =>
      slots.map(([slot, parts]: [number, DistributionStep[]]) => [
        timeOf(slot),
        valueOfDistribution(parts, aggregation),
      ]);
    return aggregations.map((aggregation) => ({
      labels,
      aggregation,
      points: valuesBy(aggregation),
    }));
  });
  return { groups, groupCount: (rows[0]?.group_count ?? 0) * aggregations.length };
}

/**
 * Every metric of some services (at most 50) step by step, in one query for each type of metric:
 * means of gauges, sums of what goes up and down, rates of counters (reset-aware), mean and 95 %
 * quantile of what histograms observed (of more than a day only the mean). Instances are put together; states (`…state`, `…result`,
 * `…outcome`) are told apart. At most 400 series and 600 steps.
 */
export async function readMetricsOfServices(
  runner: QueryRunner,
  args: Selection,
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
      return readReading(runner, args, reading, metrics);
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
