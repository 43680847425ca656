import { z } from "zod";
import type { QueryRunner } from "../../driver/query-runner.ts";
import { createConditions } from "../conditions.ts";
import { addBucketRange, chooseRedTable } from "../red-table.ts";
import { countField } from "../row-fields.ts";
import type { TimeRange } from "../time-range.ts";

/** Entry calls of one operation in two periods; sampled calls count for those they stand for. */
export interface ErrorTotals {
  readonly service: string;
  readonly operation: string;
  readonly baseline: { readonly calls: number; readonly errors: number };
  readonly window: { readonly calls: number; readonly errors: number };
}

const row = z.object({
  service: z.string(),
  operation: z.string(),
  calls_before: countField,
  errors_before: countField,
  calls_in: countField,
  errors_in: countField,
});

/**
 * Entry calls and errors per operation before and in a window, from the roll-up; the 2,000
 * operations with the most errors in the window, only of services that have any there.
 */
export async function readErrorTotals(
  runner: QueryRunner,
  nowMs: number,
  { baseline, window }: { readonly baseline: TimeRange; readonly window: TimeRange },
): Promise<ErrorTotals[]> {
  const span = {
    fromMs: Math.min(baseline.fromMs, window.fromMs),
    toMs: Math.max(baseline.toMs, window.toMs),
  };
  const { name, resolutionMs } = chooseRedTable(span, 10_000, nowMs);
  const conditions = createConditions();
  addBucketRange(conditions, span, resolutionMs);
  conditions.add("is_entry = 1");
  const within = ({ fromMs, toMs }: TimeRange): string => {
    const from = conditions.bind("Int64", String(Math.floor(fromMs / 1_000)));
    const to = conditions.bind("Int64", String(Math.floor(toMs / 1_000)));
    return `bucket >= toDateTime(${from}, 'UTC') AND bucket < toDateTime(${to}, 'UTC')`;
  };
  const before = within(baseline);
  const during = within(window);
  const rows = await runner.run({
    name: "analysis.error-totals",
    sql: `SELECT service, operation, calls_before, errors_before, calls_in, errors_in FROM (
  SELECT toString(service_name) AS service, toString(operation) AS operation,
    sumIf(calls, ${before}) AS calls_before, sumIf(errors, ${before}) AS errors_before,
    sumIf(calls, ${during}) AS calls_in, sumIf(errors, ${during}) AS errors_in,
    sum(errors_in) OVER (PARTITION BY service) AS service_errors
  FROM ${name} WHERE ${conditions.sql()}
  GROUP BY service, operation
)
WHERE service_errors > 0
ORDER BY errors_in DESC, service, operation LIMIT 2000`,
    parameters: conditions.parameters(),
    row,
  });
  return rows.map((each) => ({
    service: each.service,
    operation: each.operation,
    baseline: { calls: each.calls_before, errors: each.errors_before },
    window: { calls: each.calls_in, errors: each.errors_in },
  }));
}
