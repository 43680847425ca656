import { z } from "zod";
import type { QueryRunner } from "../../driver/query-runner.ts";
import { valueOfDistribution } from "../distribution-value.ts";
import type { DistributionStep } from "../distribution-value.ts";
import type { MetricType } from "../metric-catalog.ts";
import { countField, floatField } from "../row-fields.ts";
import { distributionEvidenceSql } from "./metric-distributions-sql.ts";
import { counterEvidenceSql, gaugeEvidenceSql } from "./metric-numbers-sql.ts";
import { bindEvidenceScope } from "./metric-scope.ts";
import type { EvidenceSelection } from "./metric-scope.ts";

/** What the numbers of a series mean. */
export type EvidenceInstrument = "counter" | "up-down-counter" | "gauge" | "histogram";

/**
 * One series of a metric over a range. Gauges and up-down-counters: the values, points are means
 * of a step. Counters: increase per second; `increase` is the total, resets taken care of.
 * Histograms and summaries: `avg` and `p95` of all observations, `count` and `sum` totals, the
 * rest means per step; NaN where nothing was observed.
 */
export interface SeriesEvidence {
  readonly metric: string;
  readonly instrument: EvidenceInstrument;
  readonly labels: Readonly<Record<string, string>>;
  readonly instanceId?: string;
  readonly first: number;
  readonly last: number;
  readonly avg: number;
  readonly min: number;
  readonly max: number;
  readonly p95: number;
  readonly increase?: number;
  readonly count?: number;
  readonly sum?: number;
  /** Time of the last data point, ms. */
  readonly lastMs: number;
  /** By start of the step, ms; steps without data are absent. */
  readonly points: readonly { readonly atMs: number; readonly value: number }[];
}

/** Which series to read; a metric that was sent as several types is asked for once as each. */
export interface SeriesEvidenceRequest extends Omit<EvidenceSelection, "names"> {
  readonly metrics: readonly {
    readonly metric: string;
    readonly type: MetricType;
    readonly isMonotonic: boolean;
  }[];
}

const nsField = z.string().transform((ns) => Number(BigInt(ns) / 1_000_000n));
const identity = {
  metric: z.string(),
  labels: z.record(z.string(), z.string()),
  instance: z.string(),
  last_ns: nsField,
};

const gaugeRow = z.object({
  ...identity,
  up_down: z.number(),
  first_value: z.number(),
  last_value: z.number(),
  mean: z.number(),
  low: z.number(),
  high: z.number(),
  p95: z.number(),
  steps: z.array(z.tuple([z.number(), floatField, countField])),
});

const counterRow = z.object({
  ...identity,
  total: z.number(),
  steps: z.array(z.tuple([z.number(), floatField])),
});

const buckets = z.tuple([z.array(z.number()), z.array(countField)]);
const distributionRow = z.object({
  ...identity,
  shape: z.array(z.number()),
  observations: countField,
  total: floatField,
  steps: z.array(z.tuple([z.number(), countField, floatField])),
  buckets,
  negative_buckets: buckets,
  zero_count: countField,
  zero_edge: z.number(),
  scale_used: z.number(),
});
type DistributionRow = z.output<typeof distributionRow>;

interface Slots {
  readonly fromMs: number;
  readonly stepMs: number;
}

/** Two numbers of each step added up, in the order of time. */
function addSteps(
  steps: readonly (readonly [slot: number, first: number | null, second: number])[],
  { fromMs, stepMs }: Slots,
) {
  const bySlot = new Map<number, { first: number; second: number }>();
  for (const [slot, first, second] of steps) {
    const known = bySlot.get(slot);
    if (known === undefined) bySlot.set(slot, { first: first ?? 0, second });
    else {
      known.first += first ?? 0;
      known.second += second;
    }
  }
  return [...bySlot]
    .map(([slot, sums]) => ({ atMs: fromMs + slot * stepMs, ...sums }))
    .toSorted((left, right) => left.atMs - right.atMs);
}

type Identity = z.output<z.ZodObject<typeof identity>>;

function identify({ metric, labels, instance, last_ns: lastMs }: Identity) {
  return { metric, labels, lastMs, ...(instance === "" ? {} : { instanceId: instance }) };
}

/** The value below which 95 % of some numbers lie, linear between two; NaN for none. */
function findP95(values: readonly number[]): number {
  const sorted = values.toSorted((left, right) => left - right);
  const place = 0.95 * (sorted.length - 1);
  const [low, high] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
  if (low === undefined || high === undefined) return Number.NaN;
  return low + (high - low) * (place - Math.floor(place));
}

function summarise(points: SeriesEvidence["points"]) {
  const values = points.map(({ value }) => value);
  return {
    first: values[0] ?? Number.NaN,
    last: values.at(-1) ?? Number.NaN,
    avg:
      values.length === 0 ? Number.NaN : values.reduce((sum, one) => sum + one, 0) / values.length,
    min: values.length === 0 ? Number.NaN : Math.min(...values),
    max: values.length === 0 ? Number.NaN : Math.max(...values),
    p95: findP95(values),
    points,
  };
}

async function readGauges(runner: QueryRunner, selection: EvidenceSelection) {
  const scope = bindEvidenceScope(selection, false);
  const rows = await runner.run({
    name: "evidence.gauges",
    sql: gaugeEvidenceSql(scope, selection.maxSeries),
    parameters: scope.conditions.parameters(),
    row: gaugeRow,
  });
  return rows.map((row): SeriesEvidence => ({
    ...identify(row),
    instrument: row.up_down === 1 ? "up-down-counter" : "gauge",
    first: row.first_value,
    last: row.last_value,
    avg: row.mean,
    min: row.low,
    max: row.high,
    p95: row.p95,
    points: addSteps(row.steps, selection).map(({ atMs, first, second }) => ({
      atMs,
      value: first / second,
    })),
  }));
}

async function readCounters(runner: QueryRunner, selection: EvidenceSelection) {
  const scope = bindEvidenceScope(selection, true);
  const rows = await runner.run({
    name: "evidence.counters",
    sql: counterEvidenceSql(scope, selection.maxSeries),
    parameters: scope.conditions.parameters(),
    row: counterRow,
  });
  return rows.map((row): SeriesEvidence => {
    const steps = row.steps.map(([slot, rate]) => [slot, rate, 1] as const);
    const points = addSteps(steps, selection).map(({ atMs, first }) => ({ atMs, value: first }));
    return {
      ...identify(row),
      instrument: "counter",
      increase: row.total,
      ...summarise(points),
    };
  });
}

function toDistribution(row: DistributionRow): DistributionStep {
  const [keys, counts] = row.buckets;
  const [negativeKeys, negativeCounts] = row.negative_buckets;
  return {
    slot: 0,
    samples: 0,
    observations: row.observations,
    sum: row.total,
    ratePerSecond: null,
    bounds: row.shape,
    keys,
    counts,
    negativeKeys,
    negativeCounts,
    zeros: row.zero_count,
    zeroThreshold: row.zero_edge,
    scale: row.scale_used,
  };
}

function toHistogram(rows: readonly DistributionRow[], slots: Slots): SeriesEvidence[] {
  const [head] = rows;
  if (head === undefined) return [];
  const parts = rows.map(toDistribution);
  const steps = rows.flatMap((row) =>
    row.steps.map(([slot, observations, total]) => [slot, total, observations] as const),
  );
  const points = addSteps(steps, slots).flatMap(({ atMs, first, second }) =>
    second > 0 ? [{ atMs, value: first / second }] : [],
  );
  return [
    {
      ...identify(head),
      lastMs: Math.max(...rows.map((row) => row.last_ns)),
      instrument: "histogram",
      ...summarise(points),
      count: rows.reduce((sum, row) => sum + row.observations, 0),
      sum: rows.reduce((sum, row) => sum + (row.total ?? 0), 0),
      avg: valueOfDistribution(parts, "avg") ?? Number.NaN,
      p95: valueOfDistribution(parts, "p95") ?? Number.NaN,
    },
  ];
}

async function readDistributions(
  runner: QueryRunner,
  selection: EvidenceSelection,
  type: MetricType,
) {
  const scope = bindEvidenceScope(selection, true);
  const rows = await runner.run({
    name: `evidence.${type}`,
    sql: distributionEvidenceSql(scope, type, selection.maxSeries),
    parameters: scope.conditions.parameters(),
    row: distributionRow,
  });
  // Rows of one series differ by their bucket bounds.
  const series = Map.groupBy(rows, (row) => JSON.stringify([row.metric, row.instance, row.labels]));
  return [...series.values()].flatMap((own) => toHistogram(own, selection));
}

/**
 * Every series of some metrics of one service, in at most one query for each kind of metric.
 * Throws TelemetryStoreError.
 */
export async function readSeriesEvidence(
  runner: QueryRunner,
  { metrics, ...rest }: SeriesEvidenceRequest,
): Promise<SeriesEvidence[]> {
  const namesOf = (isWanted: (metric: (typeof metrics)[number]) => boolean) => [
    ...new Set(metrics.filter(isWanted).map(({ metric }) => metric)),
  ];
  const isNumber = ({ type }: (typeof metrics)[number]) => type === "gauge" || type === "sum";
  const distributions = ["histogram", "exp_histogram", "summary"] as const;
  type Read = (selection: EvidenceSelection) => Promise<SeriesEvidence[]>;
  const reads: readonly (readonly [string[], Read])[] = [
    [
      namesOf((one) => isNumber(one) && !(one.type === "sum" && one.isMonotonic)),
      (selection) => readGauges(runner, selection),
    ],
    [
      namesOf((one) => one.type === "sum" && one.isMonotonic),
      (selection) => readCounters(runner, selection),
    ],
    ...distributions.map((type): readonly [string[], Read] => [
      namesOf((one) => one.type === type),
      (selection) => readDistributions(runner, selection, type),
    ]),
  ];
  const found: SeriesEvidence[] = [];
  // One after the other: an assessment must not take the slots of people who wait for a chart.
  for (const [names, read] of reads) {
    if (names.length > 0) found.push(...(await read({ ...rest, names })));
  }
  return found;
}
