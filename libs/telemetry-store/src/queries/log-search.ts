import { z } from "zod";
import type { QueryRunner } from "../driver/query-runner.ts";
import { clampLimit, createConditions } from "./conditions.ts";
import type { Conditions } from "./conditions.ts";
import { growingSlices, readFirstFull } from "./growing-slices.ts";
import { formatCursor, parseCursor } from "./keyset-cursor.ts";
import { addLogSelection } from "./log-conditions.ts";
import type { LogSelection } from "./log-conditions.ts";
import { attributesField, id64Field, timeField } from "./row-fields.ts";
import { addTimeRange, checkRange } from "./time-range.ts";
import type { TimeRange } from "./time-range.ts";

/** A log record. Ids are hex, the empty string where absent. */
export interface LogRecord {
  /** Stable id of the record; equal records of the same nanosecond share it. */
  readonly id: string;
  /** ISO 8601 with nanoseconds. */
  readonly timestamp: string;
  readonly observedTimestamp: string;
  readonly service: string;
  /** OTLP severity number, 0 when unset. */
  readonly severityNumber: number;
  readonly severityText: string;
  readonly eventName: string;
  readonly body: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly scopeName: string;
  readonly attributes: Record<string, string>;
  readonly resourceAttributes: Record<string, string>;
}

/** One page of records. */
export interface LogPage {
  readonly logs: LogRecord[];
  readonly nextCursor?: string;
}

/** What to search for and which page of it. */
export interface LogSearch extends LogSelection {
  /** Records per page, at most 500; default 100. */
  readonly limit?: number | undefined;
  readonly cursor?: string | undefined;
  /** Default `desc`: latest first. */
  readonly order?: "asc" | "desc" | undefined;
}

const logRow = z.object({
  id: id64Field,
  time_ns: id64Field,
  timestamp: timeField,
  observedTimestamp: timeField,
  service: z.string(),
  severityNumber: z.number(),
  severityText: z.string(),
  eventName: z.string(),
  body: z.string(),
  traceId: z.string(),
  spanId: z.string(),
  scopeName: z.string(),
  attributes: attributesField,
  resourceAttributes: attributesField,
});

const logColumns = `row_id AS id,
  toUnixTimestamp64Nano(timestamp) AS time_ns,
  timestamp,
  observed_timestamp AS observedTimestamp,
  toString(service_name) AS service,
  severity_number AS severityNumber,
  toString(severity_text) AS severityText,
  toString(event_name) AS eventName,
  body,
  if(trace_id = toFixedString('', 16), '', lower(hex(trace_id))) AS traceId,
  if(span_id = toFixedString('', 8), '', lower(hex(span_id))) AS spanId,
  toString(scope_name) AS scopeName,
  attributes,
  resource_attributes AS resourceAttributes`;

function readRows(
  runner: QueryRunner,
  name: string,
  conditions: Conditions,
  order: "asc" | "desc",
  limit: number,
): Promise<z.output<typeof logRow>[]> {
  return runner.run({
    name,
    sql: `SELECT ${logColumns}
FROM logs WHERE ${conditions.sql()}
ORDER BY logs.timestamp ${order}, row_id ${order} LIMIT ${limit + 1}`,
    parameters: conditions.parameters(),
    row: logRow,
  });
}

function toPage(rows: readonly z.output<typeof logRow>[], limit: number): LogPage {
  const page = rows.slice(0, limit);
  const logs = page.map(({ time_ns: _time, ...log }) => log);
  const last = page.at(-1);
  return rows.length > limit && last
    ? { logs, nextCursor: formatCursor({ timeNs: last.time_ns, id: last.id }) }
    : { logs };
}

/** Records that meet the selection, page by page. */
export async function searchLogs(runner: QueryRunner, search: LogSearch): Promise<LogPage> {
  checkRange(search);
  const order = search.order === "asc" ? "asc" : "desc";
  const limit = clampLimit(search.limit, 100, 500);
  const cursor = search.cursor === undefined ? undefined : parseCursor(search.cursor, /^\d{1,20}$/);
  const anchorMs = cursor && Number(cursor.timeNs) / 1e6;
  const readSlice = (slice: TimeRange): Promise<z.output<typeof logRow>[]> => {
    const conditions = createConditions();
    addTimeRange(conditions, slice);
    addLogSelection(conditions, search);
    if (cursor) {
      const time = `fromUnixTimestamp64Nano(${conditions.bind("Int64", cursor.timeNs)}, 'UTC')`;
      const id = conditions.bind("UInt64", cursor.id);
      const beyond = order === "asc" ? ">" : "<";
      conditions.add(`timestamp ${beyond}= ${time}`);
      conditions.add(`(timestamp ${beyond} ${time} OR row_id ${beyond} ${id})`);
    }
    return readRows(runner, "logs.search", conditions, order, limit);
  };
  const slices = growingSlices(search, order, anchorMs);
  return toPage(await readFirstFull(slices, limit, readSlice), limit);
}

/** Records of a trace or of one span of it, earliest first; 200 unless `limit` says otherwise. */
export async function readTraceLogs(
  runner: QueryRunner,
  args: {
    readonly traceId: string;
    readonly spanId?: string | undefined;
    /** At most 1,000. */
    readonly limit?: number | undefined;
  },
): Promise<{ logs: LogRecord[]; truncated: boolean }> {
  const conditions = createConditions();
  addLogSelection(conditions, { fromMs: 0, toMs: 1, traceId: args.traceId, spanId: args.spanId });
  const limit = clampLimit(args.limit, 200, 1_000);
  const rows = await readRows(runner, "logs.by-trace", conditions, "asc", limit);
  return { logs: toPage(rows, limit).logs, truncated: rows.length > limit };
}

/** What a service logged around one moment: `limit` records before and after, earliest first. */
export async function readLogContext(
  runner: QueryRunner,
  args: { readonly service: string; readonly timeMs: number; readonly limit?: number | undefined },
): Promise<LogRecord[]> {
  const limit = clampLimit(args.limit, 20, 200);
  const { service, timeMs } = args;
  const hourMs = 3_600_000;
  const [before, after] = await Promise.all([
    searchLogs(runner, { fromMs: Math.max(0, timeMs - hourMs), toMs: timeMs, service, limit }),
    searchLogs(runner, { fromMs: timeMs, toMs: timeMs + hourMs, service, limit, order: "asc" }),
  ]);
  return [...before.logs.reverse(), ...after.logs];
}
