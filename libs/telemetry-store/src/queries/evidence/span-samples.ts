import { z } from "zod";
import type { QueryRunner } from "../../driver/query-runner.ts";
import { createConditions } from "../conditions.ts";
import type { Conditions } from "../conditions.ts";
import { countField, nsAsMsField } from "../row-fields.ts";
import { noSpanId } from "../span-conditions.ts";
import {
  httpMethod,
  httpStatus,
  keptAttributes,
  requestId,
  resendCount,
  returnedRows,
  shapeId,
} from "./expressions.ts";
import { instanceSql } from "./metric-instance.ts";
import { addSelection, addSlices, extendSlices } from "./scan.ts";
import type { SliceSelection, TimeSlices } from "./scan.ts";

/** A span of a sampled trace, with what its analysis needs. Ids are hex; no parent is "". */
export interface SampledSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string;
  /** OTLP span kind number. */
  readonly kind: number;
  readonly name: string;
  /** Id of its `CallShape`; empty for kinds that have none. */
  readonly shape: string;
  /** Equal for calls that ask for exactly the same. */
  readonly request: string;
  readonly startMs: number;
  readonly durationMs: number;
  readonly isError: boolean;
  readonly method: string;
  /** HTTP status, 0 where there is none. */
  readonly status: number;
  readonly resends: number;
  /** Rows that a query returned, null where it is not stated. */
  readonly rows: number | null;
}

/** Which traces of a service to sample: some of each entry operation, or some with failed calls. */
export type TraceChoice =
  | {
      readonly by: "operations";
      readonly operations: readonly string[];
      readonly perOperation: number;
    }
  | {
      readonly by: "failed-calls";
      readonly perCall: number;
      /** Also those with calls that were sent before, whose first try may not have failed. */
      readonly withResends: boolean;
    };

/** Most spans of one sample, and of one of its traces. */
export const sampleBounds = { spans: 20_000, spansPerTrace: 500, traces: 4_000 } as const;

// Spans that begin after the slice of their trace has ended belong to it for this long.
const traceTailMs = 10_000;

const sampleRow = z
  .object({
    traceId: z.string(),
    spanId: z.string(),
    parentSpanId: z.string(),
    kind: z.number(),
    span_name: z.string(),
    shape: z.string(),
    request: z.string(),
    start_us: countField,
    durationMs: nsAsMsField.transform((ms) => ms ?? 0),
    status_code: z.number(),
    method: z.string(),
    status: z.number(),
    resends: countField,
    rows: countField.nullable(),
  })
  .transform(({ span_name, start_us, status_code, ...row }): SampledSpan => ({
    ...row,
    name: span_name,
    startMs: start_us / 1000,
    isError: status_code === 2,
  }));

/** SQL that selects the ids of the chosen traces; equal choices give the same traces. */
function selectTraces(conditions: Conditions, args: SliceSelection, choice: TraceChoice): string {
  const own = createConditions();
  const inner = { ...own, bind: conditions.bind };
  addSelection(inner, args);
  if (choice.by === "operations") {
    inner.add(`name IN ${conditions.bind("Array(String)", choice.operations)}`);
    inner.add(`(kind IN (2, 5) OR (kind = 1 AND parent_span_id = ${noSpanId}))`);
  } else {
    inner.add("kind = 3");
    inner.add(choice.withResends ? `(status_code = 2 OR ${resendCount} > 0)` : "status_code = 2");
  }
  const per = choice.by === "operations" ? choice.perOperation : choice.perCall;
  return `SELECT trace_id FROM spans WHERE ${inner.sql()}
  ORDER BY cityHash64(trace_id) LIMIT ${Math.max(1, Math.floor(per))} BY name LIMIT ${sampleBounds.traces}`;
}

/**
 * The spans of a service in sampled traces, trace by trace and by start. The sample is chosen by a
 * hash of the trace id, so the same arguments give the same traces. Of traces with more than 500
 * spans the first 500 are given; the last trace is left out where the sample is cut.
 */
export async function readSpanSample(
  runner: QueryRunner,
  args: SliceSelection & { readonly choice: TraceChoice },
): Promise<SampledSpan[]> {
  const conditions = createConditions();
  const traces = selectTraces(conditions, args, args.choice);
  addSelection(conditions, {
    service: args.service,
    slices: extendSlices(args.slices, traceTailMs),
  });
  conditions.add(`trace_id GLOBAL IN (${traces})`);
  const rows = await runner.run({
    name: "evidence.sample",
    sql: `SELECT lower(hex(trace_id)) AS traceId, lower(hex(span_id)) AS spanId,
  if(parent_span_id = ${noSpanId}, '', lower(hex(parent_span_id))) AS parentSpanId,
  kind, toString(name) AS span_name,
  if(kind IN (3, 4, 5), toString(${shapeId}), '') AS shape,
  if(kind = 3, toString(${requestId}), '') AS request,
  intDiv(toUnixTimestamp64Nano(timestamp), 1000) AS start_us, duration_ns AS durationMs, status_code,
  ${httpMethod} AS method, ${httpStatus} AS status, ${resendCount} AS resends, ${returnedRows} AS rows
FROM spans PREWHERE ${conditions.sql()}
ORDER BY cityHash64(trace_id), trace_id, timestamp, span_id
LIMIT ${sampleBounds.spansPerTrace} BY trace_id LIMIT ${sampleBounds.spans + 1}`,
    parameters: conditions.parameters(),
    row: sampleRow,
  });
  if (rows.length <= sampleBounds.spans) return rows;
  const cut = rows.at(-1)?.traceId;
  return rows.filter(({ traceId }) => traceId !== cut);
}

/** A span that calls the service, one that it calls, or one of its own server spans. */
export interface NeighbourSpan {
  readonly service: string;
  readonly instance: string;
  /** OTLP span kind number: 2 for one that serves a call, 3 for one that makes it. */
  readonly kind: number;
  readonly name: string;
  readonly spanId: string;
  readonly parentSpanId: string;
  /** Attributes of a calling span that tell whom it calls, as sent. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly durationMs: number;
  readonly isError: boolean;
}

const neighbourRow = z
  .object({
    service: z.string(),
    instance: z.string(),
    kind: z.number(),
    span_name: z.string(),
    spanId: z.string(),
    parentSpanId: z.string(),
    kept: z.record(z.string(), z.string()),
    durationMs: nsAsMsField.transform((ms) => ms ?? 0),
    status_code: z.number(),
  })
  .transform(({ kept, span_name, status_code, ...row }): NeighbourSpan => ({
    ...row,
    name: span_name,
    attributes: kept,
    isError: status_code === 2,
  }));

/** Slices with room for the spans that begin before or after those in them. */
function surround(slices: TimeSlices): TimeSlices {
  const earlier = slices.map(({ fromMs, toMs }) => ({
    fromMs: Math.max(0, fromMs - traceTailMs),
    toMs,
  }));
  return extendSlices(earlier, traceTailMs);
}

/**
 * Spans of other services right above and right below those of a service, and its own server
 * spans, in sampled traces of its entry operations; at most 20,000.
 */
export function readNeighbourSpans(
  runner: QueryRunner,
  args: SliceSelection & {
    readonly operations: readonly string[];
    readonly perOperation: number;
  },
): Promise<NeighbourSpan[]> {
  const conditions = createConditions();
  const { service, slices, operations, perOperation } = args;
  const choice = { by: "operations", operations, perOperation } as const;
  const traces = selectTraces(conditions, args, choice);
  const own = { ...createConditions(), bind: conditions.bind };
  addSelection(own, { service, slices: extendSlices(slices, traceTailMs) });
  own.add("kind IN (2, 3)");
  own.add("trace_id GLOBAL IN (SELECT trace_id FROM chosen)");
  addSlices(conditions, surround(slices));
  conditions.add("kind IN (2, 3)");
  conditions.add("trace_id GLOBAL IN (SELECT trace_id FROM chosen)");
  const isOwn = `service_name = ${conditions.bind("String", service)}`;
  conditions.add(`if(${isOwn}, kind = 2,
    (kind, if(kind = 2, parent_span_id, span_id)) GLOBAL IN (
      SELECT toUInt8(if(kind = 3, 2, 3)), if(kind = 3, span_id, parent_span_id)
      FROM spans WHERE ${own.sql()}))`);
  return runner.run({
    name: "evidence.neighbours",
    sql: `WITH chosen AS (${traces})
SELECT toString(service_name) AS service, ${instanceSql} AS instance, kind, toString(name) AS span_name,
  lower(hex(span_id)) AS spanId, lower(hex(parent_span_id)) AS parentSpanId,
  if(kind = 3, ${keptAttributes}, CAST(map(), 'Map(LowCardinality(String), String)')) AS kept,
  duration_ns AS durationMs, status_code
FROM spans PREWHERE ${conditions.sql()}
LIMIT ${sampleBounds.spans}`,
    parameters: conditions.parameters(),
    row: neighbourRow,
  });
}
