import { z } from "zod";
import type { QueryRunner } from "../../driver/query-runner.ts";
import { createConditions } from "../conditions.ts";
import type { Conditions } from "../conditions.ts";
import { countField } from "../row-fields.ts";
import { addTimeRange } from "../time-range.ts";
import type { TimeRange } from "../time-range.ts";

const countRow = z.object({ total: countField });

/** Spans of a sample, about. */
const mostSpans = 300_000;

/** Whole traces of a range, every `oneIn`-th of them. */
export interface TraceSample {
  readonly conditions: Conditions;
  /** 1 = all. */
  readonly oneIn: number;
}

/** Number of rows of a telemetry table that meet the conditions. */
export async function countRows(
  runner: QueryRunner,
  table: "spans" | "logs",
  conditions: Conditions,
): Promise<number> {
  const rows = await runner.run({
    name: "analysis.count-rows",
    sql: `SELECT count() AS total FROM ${table} WHERE ${conditions.sql()}`,
    parameters: conditions.parameters(),
    row: countRow,
  });
  return rows[0]?.total ?? 0;
}

/**
 * Conditions that select about 300,000 spans of a range at most, by whole traces: the same traces
 * in every query with the same range.
 */
export async function sampleTraces(runner: QueryRunner, range: TimeRange): Promise<TraceSample> {
  const conditions = createConditions();
  addTimeRange(conditions, range);
  const oneIn = Math.max(1, Math.ceil((await countRows(runner, "spans", conditions)) / mostSpans));
  if (oneIn > 1) {
    conditions.add(`cityHash64(trace_id) % ${conditions.bind("UInt32", oneIn)} = 0`);
  }
  return { conditions, oneIn };
}
