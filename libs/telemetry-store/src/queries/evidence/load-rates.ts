import { z } from "zod";
import type { QueryRunner } from "../../driver/query-runner.ts";
import { createConditions } from "../conditions.ts";
import { addBucketRange } from "../red-table.ts";
import { countField } from "../row-fields.ts";
import { checkRange } from "../time-range.ts";
import type { TimeRange } from "../time-range.ts";

/** Entry spans of a service per second in one step, ms since 1970. */
export interface LoadRate {
  readonly atMs: number;
  readonly perS: number;
}

const maxSteps = 5_000;
const minuteMs = 60_000;

/**
 * Entry spans of a service step by step from the roll-up of minutes; `stepMs` is a multiple of a
 * minute. Steps without calls are absent; at most 5,000.
 */
export async function readLoadRates(
  runner: QueryRunner,
  args: TimeRange & { readonly service: string; readonly stepMs: number },
): Promise<LoadRate[]> {
  checkRange(args);
  const stepMs = Math.max(1, Math.round(args.stepMs / minuteMs)) * minuteMs;
  const conditions = createConditions();
  addBucketRange(conditions, args, minuteMs);
  conditions.add(`service_name = ${conditions.bind("String", args.service)}`);
  conditions.add("is_entry = 1");
  const step = conditions.bind("UInt32", stepMs / 1000);
  const rows = await runner.run({
    name: "evidence.load-rates",
    sql: `SELECT intDiv(toUnixTimestamp(bucket), ${step}) AS slot, sum(calls) AS total_calls
FROM red_1m WHERE ${conditions.sql()}
GROUP BY slot ORDER BY slot DESC LIMIT ${maxSteps}`,
    parameters: conditions.parameters(),
    row: z.object({ slot: countField, total_calls: z.number() }),
  });
  return rows
    .map((row) => ({ atMs: row.slot * stepMs, perS: (row.total_calls * 1000) / stepMs }))
    .reverse();
}
