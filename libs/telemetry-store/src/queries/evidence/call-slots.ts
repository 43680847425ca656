import { z } from "zod";
import type { QueryRunner } from "../../driver/query-runner.ts";
import { createConditions } from "../conditions.ts";
import { countField } from "../row-fields.ts";
import type { TimeRange } from "../time-range.ts";
import { httpStatus, shapeId } from "./expressions.ts";
import { addSelection } from "./scan.ts";

/** Requests and calls of a service in one short slot; slots without any are absent. */
export interface CallSlot {
  readonly timeMs: number;
  readonly requests: number;
  /** Requests that failed within 5 ms without a span below them. */
  readonly fastFailures: number;
  /** Those of them that the client caused (4xx). */
  readonly refusals: number;
  /** Calls by id of their shape. */
  readonly calls: Readonly<Record<string, number>>;
}

const slotRow = z.object({
  slot: countField,
  requests: countField,
  fast_failures: countField,
  refusals: countField,
  calls: z.record(z.string(), countField),
});

const maxSlots = 3_600;

/**
 * Server spans and the calls of some shapes in slots of `stepMs`, at least a 3,600th of the window
 * long. Spans count as they are, sampled or not.
 */
export async function readCallSlots(
  runner: QueryRunner,
  args: TimeRange & {
    readonly service: string;
    readonly stepMs: number;
    /** Ids of the shapes whose calls are counted; at most 50 are. */
    readonly shapes: readonly string[];
  },
): Promise<{ stepMs: number; slots: CallSlot[] }> {
  const stepMs = Math.max(chooseSlotMs(args), 1);
  const conditions = createConditions();
  addSelection(conditions, { service: args.service, slices: [args] });
  const where = conditions.sql();
  const from = conditions.bind("Int64", String(Math.floor(args.fromMs)));
  const step = conditions.bind("Int64", String(stepMs));
  const shapes = conditions.bind("Array(String)", args.shapes.slice(0, 50));
  const failed = `status_code = 2 OR ${httpStatus} >= 400`;
  const rows = await runner.run({
    name: "evidence.slots",
    sql: `WITH quick AS (
  SELECT span_id FROM spans WHERE ${where} AND kind = 2 AND duration_ns < 5000000 AND (${failed})
  LIMIT 1000000
),
busy AS (
  SELECT parent_span_id FROM spans WHERE ${where} AND kind != 2
    AND parent_span_id GLOBAL IN (SELECT span_id FROM quick)
)
SELECT slot, sum(request) AS requests, sum(quickly) AS fast_failures,
  sum(quickly AND refused) AS refusals,
  sumMapIf(map(shape, toUInt64(1)), shape != '') AS calls
FROM (
  SELECT intDiv(toUnixTimestamp64Milli(timestamp) - ${from}, ${step}) AS slot,
    kind = 2 AS request,
    if(kind = 3, toString(${shapeId}), '') AS id,
    if(has(${shapes}, id), id, '') AS shape,
    request AND duration_ns < 5000000 AND (${failed})
      AND span_id GLOBAL NOT IN (SELECT parent_span_id FROM busy) AS quickly,
    request AND status_code != 2 AND ${httpStatus} BETWEEN 400 AND 499 AS refused
  FROM spans WHERE ${where} AND kind IN (2, 3)
)
GROUP BY slot ORDER BY slot LIMIT ${maxSlots}`,
    parameters: conditions.parameters(),
    row: slotRow,
  });
  const slots = rows.map(({ slot, fast_failures, ...row }) => ({
    ...row,
    timeMs: args.fromMs + slot * stepMs,
    fastFailures: fast_failures,
  }));
  return { stepMs, slots };
}

function chooseSlotMs(args: TimeRange & { readonly stepMs: number }): number {
  const shortest = (args.toMs - args.fromMs) / maxSlots;
  return Math.ceil(Math.max(args.stepMs, shortest));
}
