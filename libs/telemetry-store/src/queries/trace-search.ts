import { z } from "zod";
import type { QueryRunner } from "../driver/query-runner.ts";
import { clampLimit, createConditions } from "./conditions.ts";
import { growingSlices, readFirstFull } from "./growing-slices.ts";
import { formatCursor, parseCursor } from "./keyset-cursor.ts";
import { countField, id64Field, nsAsMsField, timeField } from "./row-fields.ts";
import { addSpanSelection, noSpanId } from "./span-conditions.ts";
import type { SpanSelection } from "./span-conditions.ts";
import { checkRange } from "./time-range.ts";

/** What to search for and which page of it. */
export interface TraceSearch extends SpanSelection {
  /** recent: latest first, in pages. slowest: the longest matching spans first, one page. */
  readonly sort?: "recent" | "slowest" | undefined;
  /** Traces per page, at most 200; default 50. */
  readonly limit?: number | undefined;
  /** `nextCursor` of the page before. */
  readonly cursor?: string | undefined;
}

/** A trace in a list. */
export interface TraceSummary {
  readonly traceId: string;
  readonly rootService: string;
  readonly rootName: string;
  /** Start of the first span, ISO 8601 with nanoseconds. */
  readonly start: string;
  /** First start to last end. */
  readonly durationMs: number;
  readonly spanCount: number;
  readonly errorCount: number;
  readonly services: string[];
}

/** One page of traces, latest first. */
export interface TracePage {
  readonly traces: TraceSummary[];
  readonly nextCursor?: string;
}

const traceIdPattern = /^[0-9a-f]{32}$/;
const matchRow = z.object({ trace: z.string(), matched_ns: id64Field });

// The latest matching span decides the order, and it lies in the slice when the trace does.
function findTraceIds(
  runner: QueryRunner,
  search: TraceSearch,
  limit: number,
): Promise<z.output<typeof matchRow>[]> {
  checkRange(search);
  if (search.sort === "slowest") return matchTraces(runner, search, limit);
  const anchorMs =
    search.cursor === undefined
      ? undefined
      : Number(parseCursor(search.cursor, traceIdPattern).timeNs) / 1e6;
  const slices = growingSlices(search, "desc", anchorMs);
  return readFirstFull(slices, limit, (slice) =>
    matchTraces(runner, { ...search, ...slice }, limit),
  );
}

function matchTraces(
  runner: QueryRunner,
  search: TraceSearch,
  limit: number,
): Promise<z.output<typeof matchRow>[]> {
  const conditions = createConditions();
  addSpanSelection(conditions, search);
  let having = "1";
  if (search.cursor !== undefined && search.sort !== "slowest") {
    const cursor = parseCursor(search.cursor, traceIdPattern);
    const time = conditions.bind("Int64", cursor.timeNs);
    const id = conditions.bind("String", cursor.id);
    having = `(matched_ns, trace) < (${time}, ${id})`;
  }
  return runner.run({
    name: "traces.match",
    sql: `SELECT lower(hex(trace_id)) AS trace,
  toUnixTimestamp64Nano(max(timestamp)) AS matched_ns
FROM spans WHERE ${conditions.sql()}
GROUP BY trace_id HAVING ${having}
ORDER BY ${search.sort === "slowest" ? "max(duration_ns) DESC, " : ""}matched_ns DESC, trace DESC LIMIT ${limit + 1}`,
    parameters: conditions.parameters(),
    row: matchRow,
  });
}

const summaryRow = z.object({
  trace: z.string(),
  start: timeField,
  duration_ns: nsAsMsField,
  spans_in_trace: countField,
  errors_in_trace: countField,
  services: z.array(z.string()),
  root_service: z.string(),
  root_name: z.string(),
});

// Spans of a trace may lie outside the searched range; an hour on both sides catches them.
const marginNs = 3_600_000_000_000n;

async function summarise(
  runner: QueryRunner,
  matches: readonly z.output<typeof matchRow>[],
): Promise<Map<string, TraceSummary>> {
  const times = matches.map((match) => BigInt(match.matched_ns)).sort((a, b) => (a < b ? -1 : 1));
  const conditions = createConditions();
  const first = times[0] ?? 0n;
  const low = conditions.bind("Int64", String(first > marginNs ? first - marginNs : 0n));
  const high = conditions.bind("Int64", String((times.at(-1) ?? 0n) + marginNs));
  const ids = conditions.bind(
    "Array(String)",
    matches.map((match) => match.trace),
  );
  const rootFirst = `(parent_span_id != ${noSpanId}, timestamp)`;
  const rows = await runner.run({
    name: "traces.summary",
    sql: `SELECT lower(hex(trace_id)) AS trace,
  min(timestamp) AS start,
  max(toUnixTimestamp64Nano(timestamp) + toInt64(spans.duration_ns)) - toUnixTimestamp64Nano(min(timestamp)) AS duration_ns,
  count() AS spans_in_trace,
  countIf(status_code = 2) AS errors_in_trace,
  arraySort(groupUniqArray(50)(toString(service_name))) AS services,
  toString(argMin(service_name, ${rootFirst})) AS root_service,
  toString(argMin(name, ${rootFirst})) AS root_name
FROM spans
WHERE timestamp >= fromUnixTimestamp64Nano(${low}, 'UTC')
  AND timestamp <= fromUnixTimestamp64Nano(${high}, 'UTC')
  AND trace_id IN (SELECT toFixedString(unhex(arrayJoin(${ids})), 16))
GROUP BY trace_id LIMIT ${matches.length}`,
    parameters: conditions.parameters(),
    row: summaryRow,
  });
  return new Map(
    rows.map((row) => [
      row.trace,
      {
        traceId: row.trace,
        rootService: row.root_service,
        rootName: row.root_name,
        start: row.start,
        durationMs: row.duration_ns ?? 0,
        spanCount: row.spans_in_trace,
        errorCount: row.errors_in_trace,
        services: row.services,
      },
    ]),
  );
}

/** Traces with a span that meets the selection, by the time of the last such span. */
export async function searchTraces(runner: QueryRunner, search: TraceSearch): Promise<TracePage> {
  const limit = clampLimit(search.limit, 50, 200);
  const found = await findTraceIds(runner, search, limit);
  const page = found.slice(0, limit);
  if (page.length === 0) return { traces: [] };
  const summaries = await summarise(runner, page);
  const traces = page.flatMap((match) => summaries.get(match.trace) ?? []);
  if (search.sort === "slowest") {
    return { traces: traces.toSorted((a, b) => b.durationMs - a.durationMs) };
  }
  const last = page.at(-1);
  return found.length > limit && last
    ? { traces, nextCursor: formatCursor({ timeNs: last.matched_ns, id: last.trace }) }
    : { traces };
}
