import { z } from "zod";
import type { QueryRunner } from "../../driver/query-runner.ts";
import { createConditions } from "../conditions.ts";
import { addBucketRange, chooseRedTable } from "../red-table.ts";
import { countField } from "../row-fields.ts";
import { chooseStepMs } from "../time-range.ts";
import type { TimeRange } from "../time-range.ts";

/** Requests of a service in one step and those of them that failed. */
export interface ErrorStep {
  readonly service: string;
  readonly timeMs: number;
  readonly calls: number;
  readonly errors: number;
}

const stepRow = z.object({
  service: z.string(),
  slot: countField,
  calls_total: z.number(),
  errors_total: z.number(),
});

/** Entry spans and failures of up to 50 services step by step, from the roll-ups. */
export async function readErrorSteps(
  runner: QueryRunner,
  nowMs: number,
  args: TimeRange & { readonly services: readonly string[]; readonly stepMs: number },
): Promise<ErrorStep[]> {
  if (args.services.length === 0) return [];
  const table = chooseRedTable(args, args.stepMs, nowMs);
  const stepMs = chooseStepMs(args, args.stepMs, table.resolutionMs);
  const conditions = createConditions();
  addBucketRange(conditions, args, table.resolutionMs);
  conditions.add("is_entry = 1");
  conditions.add(`service_name IN ${conditions.bind("Array(String)", args.services.slice(0, 50))}`);
  const step = conditions.bind("UInt32", stepMs / 1000);
  const rows = await runner.run({
    name: "evidence.errors",
    sql: `SELECT toString(service_name) AS service, intDiv(toUnixTimestamp(bucket), ${step}) AS slot,
  sum(calls) AS calls_total, sum(errors) AS errors_total
FROM ${table.name} WHERE ${conditions.sql()}
GROUP BY service, slot ORDER BY service, slot LIMIT 10000`,
    parameters: conditions.parameters(),
    row: stepRow,
  });
  return rows.map(({ service, slot, calls_total, errors_total }) => ({
    service,
    timeMs: slot * stepMs,
    calls: calls_total,
    errors: errors_total,
  }));
}
