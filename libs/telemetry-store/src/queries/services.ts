import { z } from "zod";
import type { QueryRunner } from "../driver/query-runner.ts";
import { clampLimit, createConditions } from "./conditions.ts";
import type { Conditions } from "./conditions.ts";
import { addBucketRange, chooseRedTable, redAggregates } from "./red-table.ts";
import { redFields, toRedFigures } from "./red-row.ts";
import type { RedFigures } from "./red-row.ts";
import { countField, timeMsField } from "./row-fields.ts";
import { chooseStepMs } from "./time-range.ts";
import type { TimeRange } from "./time-range.ts";

/** A service that sent anything in the range, with the figures of its entry spans. */
export interface ServiceSummary extends RedFigures {
  readonly service: string;
  readonly namespace: string;
  readonly versions: string[];
  readonly sdkLanguage: string;
  readonly firstSeenMs: number;
  readonly lastSeenMs: number;
}

/** One step of a RED series; steps without calls are absent. */
export interface RedPoint extends RedFigures {
  /** Start of the step, ms. */
  readonly timeMs: number;
  /** Calls per second. */
  readonly rate: number;
}

/** A RED series and the step it really has, ms. */
export interface RedSeries {
  readonly stepMs: number;
  readonly points: RedPoint[];
}

/** Figures of one operation of a service. */
export interface OperationSummary extends RedFigures {
  readonly operation: string;
  /** OTLP span kind number. */
  readonly kind: number;
  readonly isEntry: boolean;
  /** Calls per second over the range. */
  readonly rate: number;
}

const maxServices = 1_000;

const serviceRow = z.object({
  service: z.string(),
  namespace: z.string(),
  versions: z.array(z.string()),
  sdk_language: z.string(),
  first_seen: timeMsField,
  last_seen: timeMsField,
  ...redFields,
});

/** Services seen in the range by any signal, most calls first; at most 1,000. */
export async function readServices(
  runner: QueryRunner,
  nowMs: number,
  range: TimeRange & { readonly service?: string | undefined },
): Promise<ServiceSummary[]> {
  const table = chooseRedTable(range, 60_000, nowMs);
  const conditions = createConditions();
  addBucketRange(conditions, range, table.resolutionMs);
  conditions.add("is_entry = 1");
  let isWanted = "1";
  if (range.service !== undefined) {
    isWanted = `service_name = ${conditions.bind("String", range.service)}`;
    conditions.add(isWanted);
  }
  const from = conditions.bind("Int64", String(Math.floor(range.fromMs)));
  const to = conditions.bind("Int64", String(Math.ceil(range.toMs)));
  const sql = `SELECT catalogue.service AS service, namespace, known_versions AS versions, language AS sdk_language,
  oldest AS first_seen, latest AS last_seen, total_calls, total_errors, total_duration_ns, longest_ns, quantiles_ns
FROM (
  SELECT toString(service_name) AS service,
    toString(argMax(service_namespace, last_seen)) AS namespace,
    groupUniqArrayArray(20)(service_catalog.versions) AS known_versions,
    anyLast(sdk_language) AS language,
    min(first_seen) AS oldest,
    max(last_seen) AS latest
  FROM service_catalog WHERE ${isWanted} GROUP BY service
) AS catalogue
LEFT JOIN (
  SELECT toString(service_name) AS service, ${redAggregates}
  FROM ${table.name} WHERE ${conditions.sql()} GROUP BY service
) AS red ON red.service = catalogue.service
WHERE latest >= fromUnixTimestamp64Milli(${from}, 'UTC')
  AND oldest < fromUnixTimestamp64Milli(${to}, 'UTC')
ORDER BY total_calls DESC, service
LIMIT ${maxServices}`;
  const rows = await runner.run({
    name: "services.list",
    sql,
    parameters: conditions.parameters(),
    row: serviceRow,
  });
  return rows.map((row) => ({
    service: row.service,
    namespace: row.namespace,
    versions: row.versions.sort(),
    sdkLanguage: row.sdk_language,
    firstSeenMs: row.first_seen,
    lastSeenMs: row.last_seen,
    ...toRedFigures(row),
  }));
}

/** Which calls a RED series is about: one service or all, one operation or all entry spans. */
export interface RedSelection extends TimeRange {
  readonly service?: string | undefined;
  readonly operation?: string | undefined;
}

function addSelection(conditions: Conditions, args: RedSelection): void {
  if (args.service !== undefined) {
    conditions.add(`service_name = ${conditions.bind("String", args.service)}`);
  }
  if (args.operation === undefined) conditions.add("is_entry = 1");
  else conditions.add(`operation = ${conditions.bind("String", args.operation)}`);
}

const stepRow = z.object({ slot: countField, ...redFields });

/** Rate, errors and durations step by step. */
export async function readServiceRed(
  runner: QueryRunner,
  nowMs: number,
  args: RedSelection & { readonly stepMs: number },
): Promise<RedSeries> {
  const table = chooseRedTable(args, args.stepMs, nowMs);
  const stepMs = chooseStepMs(args, args.stepMs, table.resolutionMs);
  const conditions = createConditions();
  addBucketRange(conditions, args, table.resolutionMs);
  addSelection(conditions, args);
  const step = conditions.bind("UInt32", stepMs / 1000);
  const rows = await runner.run({
    name: "services.red",
    sql: `SELECT intDiv(toUnixTimestamp(bucket), ${step}) AS slot, ${redAggregates}
FROM ${table.name} WHERE ${conditions.sql()}
GROUP BY slot ORDER BY slot LIMIT 1000`,
    parameters: conditions.parameters(),
    row: stepRow,
  });
  const points = rows.map((row) => ({
    timeMs: row.slot * stepMs,
    rate: (row.total_calls * 1000) / stepMs,
    ...toRedFigures(row),
  }));
  return { stepMs, points };
}

/** Small series of all services for overviews. */
export interface ServiceSparkline {
  readonly service: string;
  /** Per step with calls: start (ms), calls, errors, p95 (ms). */
  readonly points: [timeMs: number, calls: number, errors: number, p95Ms: number | null][];
}

const sparklineRow = z.object({ service: z.string(), slot: countField, ...redFields });

/** Entry spans of every service step by step; at most 100 steps and 500 services. */
export async function readServicesSparklines(
  runner: QueryRunner,
  nowMs: number,
  args: TimeRange & { readonly stepMs: number },
): Promise<{ stepMs: number; services: ServiceSparkline[] }> {
  const wanted = Math.max(args.stepMs, (args.toMs - args.fromMs) / 100);
  const table = chooseRedTable(args, args.stepMs, nowMs);
  const stepMs = chooseStepMs(args, wanted, table.resolutionMs);
  const conditions = createConditions();
  addBucketRange(conditions, args, table.resolutionMs);
  conditions.add("is_entry = 1");
  const step = conditions.bind("UInt32", stepMs / 1000);
  const rows = await runner.run({
    name: "services.sparklines",
    sql: `SELECT toString(service_name) AS service,
  intDiv(toUnixTimestamp(bucket), ${step}) AS slot, ${redAggregates}
FROM ${table.name} WHERE ${conditions.sql()}
GROUP BY service, slot ORDER BY service, slot LIMIT 50000`,
    parameters: conditions.parameters(),
    row: sparklineRow,
  });
  const services = new Map<string, ServiceSparkline>();
  for (const row of rows) {
    const sparkline = services.get(row.service) ?? { service: row.service, points: [] };
    const figures = toRedFigures(row);
    sparkline.points.push([row.slot * stepMs, figures.calls, figures.errors, figures.p95Ms]);
    services.set(row.service, sparkline);
  }
  return { stepMs, services: [...services.values()] };
}

const operationRow = z.object({
  operation: z.string(),
  kind: z.number(),
  is_entry: z.number(),
  ...redFields,
});

/** Operations of a service, most calls first; at most 500. */
export async function readOperations(
  runner: QueryRunner,
  nowMs: number,
  args: TimeRange & { readonly service: string; readonly limit?: number | undefined },
): Promise<OperationSummary[]> {
  const table = chooseRedTable(args, 60_000, nowMs);
  const conditions = createConditions();
  addBucketRange(conditions, args, table.resolutionMs);
  conditions.add(`service_name = ${conditions.bind("String", args.service)}`);
  const rows = await runner.run({
    name: "services.operations",
    sql: `SELECT operation, kind, is_entry, ${redAggregates}
FROM ${table.name} WHERE ${conditions.sql()}
GROUP BY operation, kind, is_entry
ORDER BY total_calls DESC, operation LIMIT ${clampLimit(args.limit, 200, 500)}`,
    parameters: conditions.parameters(),
    row: operationRow,
  });
  return rows.map((row) => ({
    operation: row.operation,
    kind: row.kind,
    isEntry: row.is_entry === 1,
    rate: (row.total_calls * 1000) / (args.toMs - args.fromMs),
    ...toRedFigures(row),
  }));
}
