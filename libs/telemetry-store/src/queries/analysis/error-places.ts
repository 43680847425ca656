import {
  ATTR_SERVICE_INSTANCE_ID,
  ATTR_SERVICE_VERSION,
} from "@opentelemetry/semantic-conventions";
import { z } from "zod";
import type { QueryRunner } from "../../driver/query-runner.ts";
import { createConditions } from "../conditions.ts";
import { countField } from "../row-fields.ts";
import { noSpanId } from "../span-conditions.ts";
import { addTimeRange } from "../time-range.ts";
import type { TimeRange } from "../time-range.ts";
import type { ErrorTotals } from "./error-totals.ts";
import { countRows } from "./span-sample.ts";

/** Entry spans of one operation of one version and instance in two periods. */
export interface ErrorPlace extends ErrorTotals {
  /** Empty where the service does not tell it. */
  readonly version: string;
  readonly instance: string;
}

const mostSpans = 500_000;
const mostPlaces = 2_000;

const row = z.object({
  service: z.string(),
  operation: z.string(),
  version: z.string(),
  instance: z.string(),
  before: z.tuple([countField, countField]),
  during: z.tuple([countField, countField]),
});

/**
 * Entry spans and errors of some services by operation, version and instance, before and in a
 * window; the 2,000 places with the most errors. Reads about 500,000 spans at most, evenly spread,
 * and counts each once.
 */
export async function readErrorPlaces(
  runner: QueryRunner,
  args: {
    readonly services: readonly string[];
    readonly baseline: TimeRange;
    readonly window: TimeRange;
  },
): Promise<ErrorPlace[]> {
  const { services, baseline, window } = args;
  if (services.length === 0) return [];
  const conditions = createConditions();
  addTimeRange(conditions, {
    fromMs: Math.min(baseline.fromMs, window.fromMs),
    toMs: Math.max(baseline.toMs, window.toMs),
  });
  conditions.add(`service_name IN ${conditions.bind("Array(String)", services)}`);
  conditions.add(`(kind IN (2, 5) OR parent_span_id = ${noSpanId})`);
  const oneIn = Math.ceil((await countRows(runner, "spans", conditions)) / mostSpans);
  if (oneIn > 1) conditions.add(`cityHash64(trace_id) % ${conditions.bind("UInt32", oneIn)} = 0`);
  const version = conditions.bind("String", ATTR_SERVICE_VERSION);
  const instance = conditions.bind("String", ATTR_SERVICE_INSTANCE_ID);
  const within = ({ fromMs, toMs }: TimeRange): string => {
    const from = conditions.bind("Int64", String(Math.floor(fromMs)));
    const to = conditions.bind("Int64", String(Math.floor(toMs)));
    return `timestamp >= fromUnixTimestamp64Milli(${from}, 'UTC') AND timestamp < fromUnixTimestamp64Milli(${to}, 'UTC')`;
  };
  const totals = (period: TimeRange): string => {
    const is = within(period);
    return `(countIf(${is}), countIf(${is} AND status_code = 2))`;
  };
  const where = conditions.sql();
  const rows = await runner.run({
    name: "analysis.error-places",
    sql: `SELECT toString(service_name) AS service, toString(name) AS operation,
  resource_attributes[${version}] AS version, resource_attributes[${instance}] AS instance,
  ${totals(baseline)} AS before, ${totals(window)} AS during
FROM spans WHERE ${where}
GROUP BY service, operation, version, instance
ORDER BY during.2 DESC, service, operation, version, instance LIMIT ${mostPlaces}`,
    parameters: conditions.parameters(),
    row,
  });
  return rows.map(({ before, during, ...place }) => ({
    ...place,
    baseline: { calls: before[0], errors: before[1] },
    window: { calls: during[0], errors: during[1] },
  }));
}
