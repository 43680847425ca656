import { z } from "zod";
import type { QueryRunner } from "../driver/query-runner.ts";
import { badQuery, createConditions } from "./conditions.ts";
import { attributesField, nsAsMsField, timeField } from "./row-fields.ts";

/** Something that happened during a span. */
export interface SpanEvent {
  readonly timestamp: string;
  readonly name: string;
  readonly attributes: Record<string, string>;
}

/** A reference to a span of another trace. */
export interface SpanLink {
  readonly traceId: string;
  readonly spanId: string;
  readonly traceState: string;
  readonly attributes: Record<string, string>;
}

/** A span with everything that was sent. Ids are hex; an absent parent is the empty string. */
export interface SpanDetail {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string;
  readonly traceState: string;
  readonly service: string;
  readonly name: string;
  /** OTLP span kind number. */
  readonly kind: number;
  /** ISO 8601 with nanoseconds. */
  readonly start: string;
  readonly durationMs: number;
  /** OTLP status code: 0 unset, 1 ok, 2 error. */
  readonly statusCode: number;
  readonly statusMessage: string;
  readonly scopeName: string;
  readonly scopeVersion: string;
  readonly attributes: Record<string, string>;
  readonly resourceAttributes: Record<string, string>;
  readonly events: SpanEvent[];
  readonly links: SpanLink[];
  readonly droppedAttributes: number;
  readonly droppedEvents: number;
  readonly droppedLinks: number;
}

/** All spans of a trace by start time. */
export interface TraceDetail {
  readonly traceId: string;
  readonly spans: SpanDetail[];
  /** True when the trace has more than 10,000 spans; the earliest are returned. */
  readonly truncated: boolean;
}

const maxSpans = 10_000;

const eventTuple = z
  .tuple([timeField, z.string(), attributesField])
  .transform(([timestamp, name, attributes]) => ({ timestamp, name, attributes }));

const linkTuple = z
  .tuple([z.string(), z.string(), z.string(), attributesField])
  .transform(([traceId, spanId, traceState, attributes]) => ({
    traceId,
    spanId,
    traceState,
    attributes,
  }));

const spanRow = z
  .object({
    traceId: z.string(),
    spanId: z.string(),
    parentSpanId: z.string(),
    traceState: z.string(),
    service: z.string(),
    span_name: z.string(),
    kind: z.number(),
    start: timeField,
    durationMs: nsAsMsField.transform((ms) => ms ?? 0),
    statusCode: z.number(),
    statusMessage: z.string(),
    scopeName: z.string(),
    scopeVersion: z.string(),
    attributes: attributesField,
    resourceAttributes: attributesField,
    event_list: z.array(eventTuple),
    link_list: z.array(linkTuple),
    droppedAttributes: z.number(),
    droppedEvents: z.number(),
    droppedLinks: z.number(),
  })
  .transform(({ span_name, event_list, link_list, ...span }) => ({
    ...span,
    name: span_name,
    events: event_list,
    links: link_list,
  }));

const spanColumns = `lower(hex(trace_id)) AS traceId,
  lower(hex(span_id)) AS spanId,
  if(parent_span_id = toFixedString('', 8), '', lower(hex(parent_span_id))) AS parentSpanId,
  trace_state AS traceState,
  toString(service_name) AS service,
  toString(name) AS span_name,
  kind,
  timestamp AS start,
  duration_ns AS durationMs,
  status_code AS statusCode,
  status_message AS statusMessage,
  toString(scope_name) AS scopeName,
  toString(scope_version) AS scopeVersion,
  attributes,
  resource_attributes AS resourceAttributes,
  arrayZip(\`events.timestamp\`, \`events.name\`, \`events.attributes\`) AS event_list,
  arrayMap((t, s, st, a) -> (lower(hex(t)), lower(hex(s)), st, a),
    \`links.trace_id\`, \`links.span_id\`, \`links.trace_state\`, \`links.attributes\`) AS link_list,
  dropped_attributes_count AS droppedAttributes,
  dropped_events_count AS droppedEvents,
  dropped_links_count AS droppedLinks`;

/** A trace by its hex id; no spans when it is not known. Throws `bad_query` for another id. */
export async function readTrace(
  runner: QueryRunner,
  args: { readonly traceId: string },
): Promise<TraceDetail> {
  if (!/^[0-9a-fA-F]{32}$/.test(args.traceId)) {
    throw badQuery("A trace id has 32 hexadecimal digits.");
  }
  const conditions = createConditions();
  const id = conditions.bind("String", args.traceId);
  const rows = await runner.run({
    name: "traces.detail",
    sql: `SELECT ${spanColumns}
FROM spans WHERE trace_id = toFixedString(unhex(${id}), 16)
ORDER BY timestamp, span_id LIMIT ${maxSpans + 1}`,
    parameters: conditions.parameters(),
    row: spanRow,
  });
  return {
    traceId: args.traceId.toLowerCase(),
    spans: rows.slice(0, maxSpans),
    truncated: rows.length > maxSpans,
  };
}
