import { ATTR_SERVICE_VERSION } from "@opentelemetry/semantic-conventions";
import { z } from "zod";
import type { QueryRunner } from "../../driver/query-runner.ts";
import { createConditions } from "../conditions.ts";
import type { Conditions } from "../conditions.ts";
import { countField, timeMsField } from "../row-fields.ts";
import { addTimeRange } from "../time-range.ts";
import type { TimeRange } from "../time-range.ts";
import { countRows } from "./span-sample.ts";

/** A version of a service and its first span in the range. */
export interface VersionSeen {
  readonly service: string;
  readonly version: string;
  readonly firstSeenMs: number;
}

/** Versions of the services that have had more than one. */
export interface VersionsSeen {
  readonly versions: VersionSeen[];
  /** Where the look-back began: later than asked where there are more than 3,000,000 spans. */
  readonly fromMs: number;
}

const mostSpans = 3_000_000;
const mostVersions = 1_000;

const serviceRow = z.object({ service: z.string() });
const versionRow = z.object({ service: z.string(), version: z.string(), first_seen: timeMsField });

async function readServicesWithVersions(
  runner: QueryRunner,
  minVersions: number,
): Promise<string[]> {
  const conditions = createConditions();
  const least = conditions.bind("UInt32", minVersions);
  const rows = await runner.run({
    name: "analysis.versioned-services",
    sql: `SELECT toString(service_name) AS service FROM service_catalog
GROUP BY service HAVING length(groupUniqArrayArray(20)(service_catalog.versions)) >= ${least}
ORDER BY service LIMIT 1000`,
    parameters: conditions.parameters(),
    row: serviceRow,
  });
  return rows.map(({ service }) => service);
}

/** The latest part of a range that holds at most `most` spans of the selection, by halves. */
export async function shortenToRows(
  runner: QueryRunner,
  range: TimeRange,
  most: number,
  select: (conditions: Conditions) => void,
): Promise<TimeRange> {
  let { fromMs } = range;
  for (let tries = 0; tries < 8; tries += 1) {
    const conditions = createConditions();
    addTimeRange(conditions, { fromMs, toMs: range.toMs });
    select(conditions);
    if ((await countRows(runner, "spans", conditions)) <= most) break;
    fromMs = Math.floor((fromMs + range.toMs) / 2);
  }
  return { fromMs, toMs: range.toMs };
}

/**
 * When each version was first seen in the range, at most 1,000 versions, only of services that
 * have had two or more. Read from at most about 3,000,000 spans: a longer range is cut at its start.
 */
export async function readVersionsSeen(
  runner: QueryRunner,
  range: TimeRange,
): Promise<VersionsSeen> {
  const services = await readServicesWithVersions(runner, 2);
  if (services.length === 0) return { versions: [], fromMs: range.fromMs };
  const select = (conditions: Conditions): void =>
    conditions.add(`service_name IN ${conditions.bind("Array(String)", services)}`);
  const read = await shortenToRows(runner, range, mostSpans, select);
  const conditions = createConditions();
  addTimeRange(conditions, read);
  select(conditions);
  const key = conditions.bind("String", ATTR_SERVICE_VERSION);
  const rows = await runner.run({
    name: "analysis.versions-seen",
    sql: `SELECT toString(service_name) AS service, resource_attributes[${key}] AS version,
  min(timestamp) AS first_seen
FROM spans WHERE ${conditions.sql()}
GROUP BY service, version HAVING version != ''
ORDER BY first_seen DESC, service, version LIMIT ${mostVersions}`,
    parameters: conditions.parameters(),
    row: versionRow,
  });
  const versions = rows.map(({ service, version, first_seen: firstSeenMs }) => ({
    service,
    version,
    firstSeenMs,
  }));
  return { versions, fromMs: read.fromMs };
}

/** RED of one version, step by step; steps without calls are absent. */
export interface VersionRed {
  readonly version: string;
  /** Start of the step (ms), calls, errors, mean, p50, p95 and p99 (ms). */
  readonly points: [
    timeMs: number,
    calls: number,
    errors: number,
    avgMs: number,
    p50Ms: number,
    p95Ms: number,
    p99Ms: number,
  ][];
}

const versionSteps = z.object({
  version: z.string(),
  points: z.array(
    z.tuple([countField, countField, countField, z.number(), z.number(), z.number(), z.number()]),
  ),
});

/**
 * Calls of a service by its version, at most the 10 versions with the most spans and 600 steps of
 * a second or more, with the spans' own counts (sampled spans count once). A span counts in the
 * step in which it ended. Read from at most about 3,000,000 spans: `fromMs` says where it begins.
 */
export async function readRedByVersion(
  runner: QueryRunner,
  args: TimeRange & {
    readonly service: string;
    readonly operation?: string | undefined;
    readonly stepMs: number;
  },
): Promise<{ versions: VersionRed[]; fromMs: number }> {
  const select = (conditions: Conditions): void => {
    conditions.add(`service_name = ${conditions.bind("String", args.service)}`);
    if (args.operation === undefined) {
      conditions.add("(kind IN (2, 5) OR parent_span_id = toFixedString('', 8))");
    } else conditions.add(`name = ${conditions.bind("String", args.operation)}`);
  };
  const read = await shortenToRows(runner, args, mostSpans, select);
  const conditions = createConditions();
  addTimeRange(conditions, read);
  select(conditions);
  const key = conditions.bind("String", ATTR_SERVICE_VERSION);
  const step = conditions.bind("Int64", String(args.stepMs * 1_000_000));
  const rows = await runner.run({
    name: "analysis.red-by-version",
    sql: `SELECT version, arraySort(groupArray((slot, calls, errors, avg_ms, quantiles_ms[1],
  quantiles_ms[2], quantiles_ms[3]))) AS points, sum(calls) AS weight
FROM (
  SELECT resource_attributes[${key}] AS version,
    intDiv(toUnixTimestamp64Nano(timestamp) + toInt64(duration_ns), ${step}) AS slot,
    count() AS calls, countIf(status_code = 2) AS errors, avg(duration_ns) / 1e6 AS avg_ms,
    arrayMap(q -> q / 1e6, quantilesTDigest(0.5, 0.95, 0.99)(duration_ns)) AS quantiles_ms
  FROM spans WHERE ${conditions.sql()}
  GROUP BY version, slot HAVING version != ''
)
GROUP BY version ORDER BY weight DESC, version LIMIT 10`,
    parameters: conditions.parameters(),
    row: versionSteps,
  });
  const versions = rows.map(({ version, points }) => ({
    version,
    points: points.map(([slot, ...rest]): VersionRed["points"][number] => [
      slot * args.stepMs,
      ...rest,
    ]),
  }));
  return { versions, fromMs: read.fromMs };
}
