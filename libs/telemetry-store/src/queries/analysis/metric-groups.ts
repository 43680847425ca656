import type { QueryRunner } from "../../driver/query-runner.ts";
import { createConditions } from "../conditions.ts";
import { distributionSeriesSql } from "../distribution-series-sql.ts";
import { valueOfDistribution } from "../distribution-value.ts";
import type { DistributionStep } from "../distribution-value.ts";
import type { MetricType } from "../metric-catalog.ts";
import type { MetricAggregation, MetricScope } from "../metric-selection.ts";
import { distributionRow, numberRow } from "../metric-rows.ts";
import { numberSeriesSql } from "../number-series-sql.ts";
import { nsOfMs } from "../time-range.ts";
import type { TimeRange } from "../time-range.ts";

/** Most series of one answer. */
export const mostSeries = 400;
const lookBackMs = 300_000;
/** Over longer ranges the buckets of histograms are too many to read. */
const longestWithBucketsMs = 25 * 3_600_000;

/** A way of reading metrics, and which of them it is for. */
export interface Reading {
  readonly type: MetricType;
  readonly isMonotonic: boolean;
  /** The first is what numbers are put together by; distributions give a series for each. */
  readonly aggregations: readonly MetricAggregation[];
}

/** The metrics of which services, and in which steps. */
export interface ServiceMetricSelection extends TimeRange {
  readonly services: readonly string[];
  readonly stepMs: number;
  /** False leaves out the quantiles of histograms, which cost the most. Default true. */
  readonly withQuantiles?: boolean | undefined;
}

// A value of such an attribute is a measure of its own: used and idle connections, hits and misses.
const stateKey = `arrayFirst(k -> match(k, '(^|[._])(state|result|outcome)$'), mapKeys(attributes))`;
const stateLabels = `if(${stateKey} = '', ['', ''], [toString(${stateKey}), attributes[${stateKey}]])`;

function bindScope(
  selection: ServiceMetricSelection,
  metrics: readonly string[],
  withState: boolean,
) {
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

/** One series: service, metric, state key and state value (empty without a state) as labels. */
export interface MetricGroup {
  readonly labels: readonly string[];
  readonly aggregation: MetricAggregation;
  readonly points: [timeMs: number, value: number | null][];
}

/** The metrics of one type, by service and state, heaviest first; `groupCount` is without the limit. */
export async function readMetricGroups(
  runner: QueryRunner,
  selection: ServiceMetricSelection,
  reading: Reading,
  metrics: readonly string[],
): Promise<{ groups: MetricGroup[]; groupCount: number }> {
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
    const valuesBy = (aggregation: MetricAggregation): MetricGroup["points"] =>
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
