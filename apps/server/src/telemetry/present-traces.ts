import type { Span, Trace } from "@headroom/contracts";
import type { SpanDetail, TraceDetail } from "@headroom/telemetry-store";
import { spanKinds, spanStatuses } from "./span-words.ts";

/** Nanoseconds since 1970 of an ISO 8601 time with up to nine fractional digits. */
export function parseNanoseconds(iso: string): bigint {
  const [whole = "", fraction = ""] = iso.replace(/Z$/, "").split(".");
  return BigInt(Date.parse(`${whole}Z`)) * 1_000_000n + BigInt(fraction.padEnd(9, "0").slice(0, 9));
}

/** A trace with every span placed relative to the first one. */
export function presentTrace(trace: TraceDetail): Trace {
  const starts = trace.spans.map((span) => parseNanoseconds(span.start));
  const firstNs = starts.reduce((least, start) => (start < least ? start : least), starts[0] ?? 0n);
  const spans = trace.spans.map((span, index) =>
    presentSpan(span, Number((starts[index] ?? firstNs) - firstNs) / 1e6),
  );
  const durationMs = spans.reduce((end, span) => Math.max(end, span.offsetMs + span.durationMs), 0);
  return {
    traceId: trace.traceId,
    startedAt: new Date(Number(firstNs / 1_000_000n)).toISOString(),
    durationMs,
    services: [...new Set(spans.map((span) => span.service))],
    spans,
    truncated: trace.truncated,
  };
}

function presentSpan(span: SpanDetail, offsetMs: number): Span {
  return {
    traceId: span.traceId,
    spanId: span.spanId,
    parentSpanId: span.parentSpanId,
    service: span.service,
    name: span.name,
    kind: spanKinds[span.kind] ?? "unspecified",
    status: spanStatuses[span.statusCode] ?? "unset",
    statusMessage: span.statusMessage,
    startTime: span.start,
    offsetMs,
    durationMs: span.durationMs,
    attributes: span.attributes,
    resourceAttributes: span.resourceAttributes,
    scopeName: span.scopeName,
    scopeVersion: span.scopeVersion,
    events: span.events.map(({ timestamp, name, attributes }) => ({
      time: timestamp,
      name,
      attributes,
    })),
    links: span.links.map(({ traceId, spanId, attributes }) => ({ traceId, spanId, attributes })),
  };
}
