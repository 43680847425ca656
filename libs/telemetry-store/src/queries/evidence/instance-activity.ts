import { z } from "zod";
import type { QueryRunner } from "../../driver/query-runner.ts";
import { adjustedCount } from "../../migrations/0002-rollups.ts";
import { createConditions } from "../conditions.ts";
import { attributesField, countField, nsAsMsField, timeMsField } from "../row-fields.ts";
import { noSpanId } from "../span-conditions.ts";
import type { TimeRange } from "../time-range.ts";
import { serviceVersion } from "./expressions.ts";
import { instanceSql } from "./metric-instance.ts";
import { addSelection } from "./scan.ts";
import type { SliceSelection } from "./scan.ts";

/** What one instance, or all instances of one version, did step by step. */
export interface ActivityStep {
  /** Start of the step, ms. */
  readonly timeMs: number;
  /** Requests; sampled ones count for those they stand for. */
  readonly calls: number;
  /** Spans that say so. */
  readonly spans: number;
  readonly errors: number;
  /** Spans that failed within 5 ms. */
  readonly fastFailures: number;
}

/** Entry spans of one kind of one instance, or of all instances of one version, in the slices. */
export interface Activity {
  readonly instance: string;
  readonly version: string;
  /** OTLP span kind number: 2 server, 5 consumer, 1 internal spans that begin a trace. */
  readonly kind: number;
  readonly calls: number;
  readonly spans: number;
  readonly errors: number;
  readonly totalMs: number;
  readonly p95Ms: number;
  readonly firstSeenMs: number;
  readonly lastSeenMs: number;
  readonly namespace: string;
  readonly resource: Readonly<Record<string, string>>;
  /** Names of entry operations, at most 20. */
  readonly operations: readonly string[];
  readonly steps: readonly ActivityStep[];
}

/** Activity by instance (the busiest 250) and by version (the busiest 50). */
export interface ServiceActivity {
  readonly instances: readonly Activity[];
  readonly versions: readonly Activity[];
}

const numbers = z.array(z.number());
const activityRow = z.object({
  is_version: countField,
  instance: z.string(),
  version: z.string(),
  kind: z.number(),
  calls_total: countField,
  spans_total: countField,
  errors_total: countField,
  duration_ns_total: nsAsMsField,
  p95_ns: nsAsMsField,
  first_seen: timeMsField,
  last_seen: timeMsField,
  any_namespace: z.string(),
  any_resource: attributesField,
  operations: z.array(z.string()),
  steps: z.tuple([z.array(countField), numbers, z.array(countField), numbers, z.array(countField)]),
});

type ActivityRow = z.output<typeof activityRow>;

function toActivity(row: ActivityRow, { fromMs }: TimeRange, stepMs: number): Activity {
  const [slots, calls, spans, errors, fastFailures] = row.steps;
  return {
    instance: row.instance,
    version: row.version,
    kind: row.kind,
    calls: row.calls_total,
    spans: row.spans_total,
    errors: row.errors_total,
    totalMs: row.duration_ns_total ?? 0,
    p95Ms: row.p95_ns ?? 0,
    firstSeenMs: row.first_seen,
    lastSeenMs: row.last_seen,
    namespace: row.any_namespace,
    resource: row.any_resource,
    operations: row.operations,
    steps: slots.map((slot, index) => ({
      timeMs: fromMs + slot * stepMs,
      calls: calls[index] ?? 0,
      spans: spans[index] ?? 0,
      errors: errors[index] ?? 0,
      fastFailures: fastFailures[index] ?? 0,
    })),
  };
}

/**
 * Entry spans of a service by kind, instance and version, in steps of `stepMs` from `fromMs`. Entry
 * spans are server and consumer spans, and internal spans without a parent.
 */
export async function readInstanceActivity(
  runner: QueryRunner,
  args: SliceSelection & { readonly fromMs: number; readonly stepMs: number },
): Promise<ServiceActivity> {
  const conditions = createConditions();
  addSelection(conditions, args);
  conditions.add(`(kind IN (2, 5) OR (kind = 1 AND parent_span_id = ${noSpanId}))`);
  const from = conditions.bind("Int64", String(Math.floor(args.fromMs)));
  const step = conditions.bind("Int64", String(Math.max(1, Math.round(args.stepMs))));
  const rows = await runner.run({
    name: "evidence.activity",
    sql: `SELECT grouping(instance) AS is_version, instance, version, kind,
  sum(calls) AS calls_total, sum(span_count) AS spans_total, sum(errors) AS errors_total,
  sum(duration_sum) AS duration_ns_total,
  quantileTDigestWeightedMerge(0.95)(sketch) AS p95_ns,
  min(first_span) AS first_seen, max(last_span) AS last_seen,
  any(namespace) AS any_namespace,
  if(is_version = 1, CAST(map(), 'Map(LowCardinality(String), String)'), any(resource)) AS any_resource,
  groupUniqArrayArray(20)(names) AS operations,
  sumMap([slot], [calls], [span_count], [errors], [fast_failures]) AS steps
FROM (
  WITH ${adjustedCount} AS weight
  SELECT ${instanceSql} AS instance, toString(${serviceVersion}) AS version,
    kind,
    intDiv(toUnixTimestamp64Milli(timestamp) - ${from}, ${step}) AS slot,
    sum(toFloat64(weight)) AS calls, count() AS span_count,
    sumIf(toFloat64(weight), status_code = 2) AS errors,
    sum(duration_ns * toFloat64(weight)) AS duration_sum,
    quantileTDigestWeightedState(0.95)(toFloat32(duration_ns), toUInt64(round(weight))) AS sketch,
    countIf(status_code = 2 AND duration_ns < 5000000) AS fast_failures,
    min(timestamp) AS first_span, max(timestamp + toIntervalNanosecond(duration_ns)) AS last_span,
    toString(any(service_namespace)) AS namespace,
    any(resource_attributes) AS resource,
    groupUniqArray(20)(toString(name)) AS names
  FROM spans WHERE ${conditions.sql()}
  GROUP BY instance, version, kind, slot
)
GROUP BY GROUPING SETS ((instance, version, kind), (version, kind))
ORDER BY is_version, calls_total DESC, instance, version
LIMIT 250 BY is_version LIMIT 300`,
    parameters: conditions.parameters(),
    row: activityRow,
  });
  const range = { fromMs: args.fromMs, toMs: args.fromMs };
  const present = (isVersion: number) =>
    rows
      .filter((row) => row.is_version === isVersion)
      .map((row) => toActivity(row, range, args.stepMs));
  return { instances: present(0), versions: present(1) };
}

/** Number of spans of a service in a window. */
export async function countServiceSpans(
  runner: QueryRunner,
  args: TimeRange & { readonly service: string },
): Promise<number> {
  const conditions = createConditions();
  addSelection(conditions, { service: args.service, slices: [args] });
  const [row] = await runner.run({
    name: "evidence.count",
    sql: `SELECT count() AS spans_total FROM spans WHERE ${conditions.sql()}`,
    parameters: conditions.parameters(),
    row: z.object({ spans_total: countField }),
  });
  return row?.spans_total ?? 0;
}
