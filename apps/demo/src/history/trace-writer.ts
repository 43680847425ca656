import type { Attributes, HrTime, SpanContext } from "@opentelemetry/api";
import { createTraceState, SeverityNumber, SpanStatusCode, TraceFlags } from "@opentelemetry/api";
import { millisToHrTime } from "@opentelemetry/core";
import type { Resource } from "@opentelemetry/resources";
import type { ReadableLogRecord } from "@opentelemetry/sdk-logs";
import type { ReadableSpan } from "@opentelemetry/sdk-trace";
import { drawHex, drawPoisson, type Random } from "./random.ts";
import { type NodeLog, type PlacedSpan, placeSpans } from "./span-tree.ts";
import { drawTrace } from "./trace-shapes.ts";
import { type Moment, momentAt, stepsBetween, type Timeline } from "./timeline.ts";

const MINUTE_MS = 60_000;
/** One request in this many leaves a trace in the history. */
export const SAMPLING_RATIO = 256;
/**
 * The same as OpenTelemetry's consistent probability sampling writes it: a threshold of ff (of 56 bits) keeps the 1/256
 * of trace ids whose random part starts with ff, so a backend can weigh these spans.
 */
const THRESHOLD = "ff";
const TRACE_STATE = createTraceState(`ot=th:${THRESHOLD}`);
const SEVERITY = {
  INFO: SeverityNumber.INFO,
  WARN: SeverityNumber.WARN,
  ERROR: SeverityNumber.ERROR,
} as const;

/** Spans and logs of a chunk of time. */
export type TraceChunk = { readonly spans: ReadableSpan[]; readonly logs: ReadableLogRecord[] };

/** What turning a placed span into telemetry needs. */
export type TraceSources = {
  readonly resources: ReadonlyMap<string, Resource>;
  readonly scopeVersions: ReadonlyMap<string, string>;
  readonly timeline: Timeline;
  readonly basePort: number;
  readonly random: Random;
};

function drawTraceId(random: Random): string {
  return `${drawHex(9, random)}${THRESHOLD}${drawHex(6, random)}`;
}

function toHrTime(ms: number): HrTime {
  const whole = Math.floor(ms);
  const [seconds, nanos] = millisToHrTime(whole);
  return [seconds, nanos + Math.round((ms - whole) * 1e6)];
}

function toSpan(
  placed: PlacedSpan,
  context: SpanContext,
  parent: SpanContext | undefined,
  rootMs: number,
  scope: { name: string; version?: string },
  resource: Resource,
): ReadableSpan {
  return {
    name: placed.node.name,
    kind: placed.node.kind,
    spanContext: () => context,
    ...(parent === undefined ? {} : { parentSpanContext: parent }),
    startTime: toHrTime(rootMs + placed.startMs),
    endTime: toHrTime(rootMs + placed.endMs),
    duration: toHrTime(placed.endMs - placed.startMs),
    status: { code: placed.node.failed === true ? SpanStatusCode.ERROR : SpanStatusCode.UNSET },
    attributes: placed.node.attributes,
    links: [],
    events: [],
    ended: true,
    resource,
    instrumentationScope: scope,
    droppedAttributesCount: 0,
    droppedEventsCount: 0,
    droppedLinksCount: 0,
  };
}

function toLog(
  log: NodeLog,
  timeMs: number,
  context: SpanContext,
  scope: { name: string },
  resource: Resource,
): ReadableLogRecord {
  const attributes: Attributes = log.attributes;
  const hrTime = toHrTime(timeMs);
  return {
    hrTime,
    hrTimeObserved: hrTime,
    spanContext: context,
    severityNumber: SEVERITY[log.severity],
    severityText: log.severity,
    body: log.message,
    attributes,
    resource,
    instrumentationScope: scope,
    droppedAttributesCount: 0,
  };
}

/** Creates the function that writes the sampled traces of a chunk, with the logs of their spans. */
export function createTraceWriter(
  sources: TraceSources,
): (fromMs: number, toMs: number) => TraceChunk {
  const scopes = new Map<string, { name: string; version?: string }>();
  // The serializers group by identity, so each scope must be one object.
  const scopeOf = (name: string) => {
    const known = scopes.get(name);
    if (known !== undefined) return known;
    const version = sources.scopeVersions.get(name);
    const scope = version === undefined ? { name } : { name, version };
    scopes.set(name, scope);
    return scope;
  };
  const writeTrace = (moment: Moment, chunk: TraceChunk) => {
    const { random } = sources;
    const rootMs = moment.timeMs + random() * MINUTE_MS;
    const placed = placeSpans(drawTrace(moment, random, sources.basePort));
    const traceId = drawTraceId(random);
    const contexts = placed.map(() => ({
      traceId,
      spanId: drawHex(8, random),
      traceFlags: TraceFlags.SAMPLED,
      traceState: TRACE_STATE,
    }));
    placed.forEach((span, at) => {
      const context = contexts[at];
      const resource = sources.resources.get(span.node.instanceId);
      if (context === undefined || resource === undefined) return;
      const parent = span.parent === undefined ? undefined : contexts[span.parent];
      chunk.spans.push(toSpan(span, context, parent, rootMs, scopeOf(span.node.scope), resource));
      for (const log of span.node.logs ?? [])
        chunk.logs.push(
          toLog(log, rootMs + span.endMs, context, scopeOf(`shop.${log.component}`), resource),
        );
    });
  };
  return (fromMs, toMs) => {
    const chunk: TraceChunk = { spans: [], logs: [] };
    for (const timeMs of stepsBetween(fromMs, toMs, MINUTE_MS)) {
      const moment = momentAt(timeMs, sources.timeline);
      const traces = drawPoisson((moment.requestsPerSecond * 60) / SAMPLING_RATIO, sources.random);
      for (let count = 0; count < traces; count += 1) writeTrace(moment, chunk);
    }
    return chunk;
  };
}
