import { z } from "zod";
import type { QueryRunner } from "../driver/query-runner.ts";
import { createConditions } from "./conditions.ts";
import { countField, nsAsMsField } from "./row-fields.ts";
import { addSpanSelection } from "./span-conditions.ts";
import type { SpanSelection } from "./span-conditions.ts";
import { chooseStepMs } from "./time-range.ts";

/** Matching spans that start in one step. */
export interface SpanVolumePoint {
  readonly timeMs: number;
  readonly spans: number;
  readonly errors: number;
  readonly p95Ms: number | null;
  /** Spans by duration: upper bound (ms, powers of two of 1 µs) and count, shortest first. */
  readonly durations: [upperMs: number, spans: number][];
}

const volumeRow = z.object({
  slot: countField,
  spans_in_slot: countField,
  errors_in_slot: countField,
  p95_ns: nsAsMsField,
  durations: z.tuple([z.array(z.number()), z.array(countField)]),
});

/** How many spans meet the selection over time, and how long they took; gaps are absent. */
export async function readSpanVolume(
  runner: QueryRunner,
  args: SpanSelection & { readonly stepMs: number },
): Promise<{ stepMs: number; points: SpanVolumePoint[] }> {
  const stepMs = chooseStepMs(args, args.stepMs, 1);
  const conditions = createConditions();
  addSpanSelection(conditions, args);
  const step = conditions.bind("Int64", String(stepMs));
  const rows = await runner.run({
    name: "traces.volume",
    sql: `SELECT intDiv(toUnixTimestamp64Milli(timestamp), ${step}) AS slot,
  count() AS spans_in_slot,
  countIf(status_code = 2) AS errors_in_slot,
  quantileTDigest(0.95)(duration_ns) AS p95_ns,
  sumMap([toUInt8(ceil(log2(greatest(duration_ns / 1000, 1))))], [toUInt64(1)]) AS durations
FROM spans WHERE ${conditions.sql()}
GROUP BY slot ORDER BY slot LIMIT 1000`,
    parameters: conditions.parameters(),
    row: volumeRow,
  });
  const points = rows.map((row): SpanVolumePoint => {
    const [classes, counts] = row.durations;
    return {
      timeMs: row.slot * stepMs,
      spans: row.spans_in_slot,
      errors: row.errors_in_slot,
      p95Ms: row.p95_ns,
      durations: classes.map((power, index) => [2 ** power / 1000, counts[index] ?? 0]),
    };
  });
  return { stepMs, points };
}
