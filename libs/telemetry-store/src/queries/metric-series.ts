import type { QueryRunner } from "../driver/query-runner.ts";
import { zipLabels } from "./attribute-filter.ts";
import { badQuery, clampLimit } from "./conditions.ts";
import { distributionSeriesSql } from "./distribution-series-sql.ts";
import { quantileOf, valueOfDistribution } from "./distribution-value.ts";
import type { DistributionStep } from "./distribution-value.ts";
import { findMetric } from "./metric-catalog.ts";
import type { MetricType } from "./metric-catalog.ts";
import { bindMetricScope } from "./metric-selection.ts";
import type { MetricSelection } from "./metric-selection.ts";
import { distributionRow, numberRow } from "./metric-rows.ts";
import { needsLookBack, numberSeriesSql } from "./number-series-sql.ts";
import { chooseStepMs } from "./time-range.ts";

/** One line of a chart. */
export interface MetricSeries {
  /** Value of each `groupBy` key; the empty string where the attribute is absent. */
  readonly labels: Record<string, string>;
  /** Start of the step (ms) and value; steps without data are absent. */
  readonly points: [timeMs: number, value: number | null][];
}

/** The heaviest series of a metric. */
export interface MetricSeriesAnswer {
  /** Undefined when nothing sent the metric yet. */
  readonly type?: MetricType;
  readonly unit: string;
  readonly stepMs: number;
  readonly series: MetricSeries[];
  /** Series beyond `limitSeries`. */
  readonly hiddenSeries: number;
}

/** One value per group in the window of a rule. */
export interface WindowValue {
  readonly labels: Record<string, string>;
  readonly value: number;
  /** Data points, calls or records behind the value. */
  readonly samples: number;
}

/** At most 1,000 groups, heaviest first. */
export interface WindowAnswer {
  readonly groups: WindowValue[];
  readonly truncated: boolean;
}

interface SlotValue {
  readonly slot: number;
  readonly value: number | null;
  readonly samples: number;
}

interface GroupSteps {
  readonly labels: string[];
  readonly steps: SlotValue[];
}

interface GroupAnswer {
  readonly groups: GroupSteps[];
  readonly groupCount: number;
}

interface Slots {
  readonly originMs: number;
  readonly stepMs: number;
  readonly openStart: boolean;
}

async function readNumberGroups(
  runner: QueryRunner,
  selection: MetricSelection,
  slots: Slots,
  maxGroups: number,
): Promise<GroupAnswer> {
  const scope = bindMetricScope(selection, slots, needsLookBack(selection.aggregation));
  const sql = numberSeriesSql(scope, selection.aggregation, maxGroups);
  if (sql === undefined) {
    throw badQuery(
      `${selection.aggregation} needs a histogram; ${selection.metric} has single values. Use avg, min, max, sum, last, count, rate or increase.`,
    );
  }
  const parameters = scope.conditions.parameters();
  const rows = await runner.run({ name: "metrics.numbers", sql, parameters, row: numberRow });
  const groups = rows.map((row) => ({
    labels: row.labels,
    steps: row.points.map(([slot, value, samples]) => ({ slot, value, samples })),
  }));
  return { groups, groupCount: rows[0]?.group_count ?? 0 };
}

function valuesBySlot(
  parts: readonly DistributionStep[],
  aggregation: MetricSelection["aggregation"],
): SlotValue[] {
  const slots = new Map<number, DistributionStep[]>();
  for (const part of parts) {
    const list = slots.get(part.slot);
    if (list) list.push(part);
    else slots.set(part.slot, [part]);
  }
  return [...slots]
    .sort(([a], [b]) => a - b)
    .map(([slot, list]) => ({
      slot,
      value: valueOfDistribution(list, aggregation),
      samples: list.reduce((sum, part) => sum + part.samples, 0),
    }));
}

async function readDistributionGroups(
  runner: QueryRunner,
  selection: MetricSelection,
  type: MetricType,
  slots: Slots,
  maxGroups: number,
): Promise<GroupAnswer> {
  const withBuckets = quantileOf(selection.aggregation) !== undefined;
  if (selection.aggregation === "last" || (withBuckets && type === "summary")) {
    throw badQuery(
      `${selection.aggregation} cannot be told from a ${type}. Use rate, increase, count, sum or avg.`,
    );
  }
  const scope = bindMetricScope(selection, slots, true);
  const rows = await runner.run({
    name: "metrics.distributions",
    sql: distributionSeriesSql(scope, type, withBuckets, maxGroups),
    parameters: scope.conditions.parameters(),
    row: distributionRow,
  });
  const groups = rows.map((row) => ({
    labels: row.labels,
    steps: valuesBySlot(row.points, selection.aggregation),
  }));
  return { groups, groupCount: rows[0]?.group_count ?? 0 };
}

function readGroups(
  runner: QueryRunner,
  selection: MetricSelection,
  type: MetricType,
  slots: Slots,
  maxGroups: number,
): Promise<GroupAnswer> {
  return type === "gauge" || type === "sum"
    ? readNumberGroups(runner, selection, slots, maxGroups)
    : readDistributionGroups(runner, selection, type, slots, maxGroups);
}

/**
 * Series of a metric over [fromMs, toMs) in steps from whole multiples of the step. Counters are
 * reset-aware: see numberSeriesSql. Throws `bad_query` when the aggregation does not fit the type.
 */
export async function readMetricSeries(
  runner: QueryRunner,
  args: MetricSelection & {
    readonly stepMs: number;
    /** At most 50; default 20. */
    readonly limitSeries?: number | undefined;
  },
): Promise<MetricSeriesAnswer> {
  const stepMs = chooseStepMs(args, args.stepMs, 1_000);
  const description = await findMetric(runner, args.metric, args.service);
  if (!description) return { unit: "", stepMs, series: [], hiddenSeries: 0 };
  const originMs = Math.floor(args.fromMs / stepMs) * stepMs;
  const limit = clampLimit(args.limitSeries, 20, 50);
  const slots = { originMs, stepMs, openStart: false };
  const answer = await readGroups(runner, args, description.type, slots, limit);
  const series = answer.groups.map((group): MetricSeries => ({
    labels: zipLabels(args.groupBy ?? [], group.labels),
    points: group.steps.map(({ slot, value }) => [originMs + slot * stepMs, value]),
  }));
  const hiddenSeries = Math.max(0, answer.groupCount - series.length);
  return { type: description.type, unit: description.unit, stepMs, series, hiddenSeries };
}

const maxWindowGroups = 1_000;

/** One value per group over (fromMs, toMs]; groups without a value are absent. */
export async function aggregateMetric(
  runner: QueryRunner,
  selection: MetricSelection,
): Promise<WindowAnswer> {
  const description = await findMetric(runner, selection.metric, selection.service);
  if (!description) return { groups: [], truncated: false };
  const stepMs = selection.toMs - selection.fromMs;
  const slots = { originMs: selection.fromMs, stepMs, openStart: true };
  const answer = await readGroups(runner, selection, description.type, slots, maxWindowGroups);
  const groups = answer.groups.flatMap(({ labels, steps }): WindowValue[] => {
    const step = steps[0];
    if (!step || step.value === null) return [];
    const { value, samples } = step;
    return [{ labels: zipLabels(selection.groupBy ?? [], labels), value, samples }];
  });
  return { groups, truncated: answer.groupCount > maxWindowGroups };
}
