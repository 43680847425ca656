import { z } from "zod";
import type { QueryRunner } from "../../driver/query-runner.ts";
import { createConditions } from "../conditions.ts";
import { redFields, toRedFigures } from "../red-row.ts";
import { addBucketRange, chooseRedTable, redAggregates } from "../red-table.ts";
import { countField } from "../row-fields.ts";
import type { RedPoint } from "../services.ts";
import { chooseStepMs } from "../time-range.ts";
import type { TimeRange } from "../time-range.ts";

/** The entry calls of one service step by step; steps without calls are absent. */
export interface ServiceRedSeries {
  readonly service: string;
  readonly points: RedPoint[];
}

/** The busiest services of a range. */
export interface RedOfServices {
  readonly stepMs: number;
  /** At most 50, most calls first. */
  readonly services: ServiceRedSeries[];
  /** Services with calls beyond those. */
  readonly leftOut: number;
}

const mostServices = 50;

const row = z.object({
  service: z.string(),
  points: z.array(
    z
      .tuple([
        countField,
        redFields.total_calls,
        redFields.total_errors,
        redFields.total_duration_ns,
        redFields.longest_ns,
        redFields.quantiles_ns,
      ])
      .transform(([slot, calls, errors, durationNs, longestNs, quantilesNs]) => ({
        slot,
        total_calls: calls,
        total_errors: errors,
        total_duration_ns: durationNs,
        longest_ns: longestNs,
        quantiles_ns: quantilesNs,
      })),
  ),
  service_count: countField,
});

/**
 * Rate, errors and durations of the entry spans of many services in one query, of the 50 with the
 * most calls or of the given ones; at most 600 steps. A call counts in the step in which it ended.
 */
export async function readRedOfServices(
  runner: QueryRunner,
  nowMs: number,
  args: TimeRange & {
    readonly stepMs: number;
    readonly services?: readonly string[] | undefined;
  },
): Promise<RedOfServices> {
  const table = chooseRedTable(args, args.stepMs, nowMs);
  const stepMs = chooseStepMs(args, args.stepMs, table.resolutionMs);
  const conditions = createConditions();
  addBucketRange(conditions, args, table.resolutionMs);
  conditions.add("is_entry = 1");
  if (args.services !== undefined) {
    conditions.add(`service_name IN ${conditions.bind("Array(String)", args.services)}`);
  }
  const step = conditions.bind("UInt32", stepMs / 1000);
  const rows = await runner.run({
    name: "analysis.red-of-services",
    sql: `SELECT service, arraySort(groupArray((slot, total_calls, total_errors, total_duration_ns,
  longest_ns, quantiles_ns))) AS points, count() OVER () AS service_count, sum(total_calls) AS weight
FROM (
  SELECT toString(service_name) AS service, intDiv(toUnixTimestamp(bucket), ${step}) AS slot,
    ${redAggregates}
  FROM ${table.name} WHERE ${conditions.sql()}
  GROUP BY service, slot HAVING total_calls > 0
)
GROUP BY service ORDER BY weight DESC, service LIMIT ${mostServices}`,
    parameters: conditions.parameters(),
    row,
  });
  const services = rows.map(({ service, points }) => ({
    service,
    points: points.map(({ slot, ...point }) => ({
      timeMs: slot * stepMs,
      rate: (point.total_calls * 1000) / stepMs,
      ...toRedFigures(point),
    })),
  }));
  return { stepMs, services, leftOut: (rows[0]?.service_count ?? 0) - services.length };
}
