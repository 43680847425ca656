import type { Span } from "@headroom/contracts";

/** A span for tests: only what matters is given, `from` and `to` in milliseconds. */
export function makeSpan(
  spanId: string,
  parentSpanId: string,
  from: number,
  to: number,
  more: Partial<Span> = {},
): Span {
  return {
    traceId: "0".repeat(31) + "1",
    spanId,
    parentSpanId,
    service: "shop",
    name: `op ${spanId}`,
    kind: "internal",
    status: "unset",
    statusMessage: "",
    startTime: "2026-03-01T12:00:00.000000000Z",
    offsetMs: from,
    durationMs: to - from,
    attributes: {},
    resourceAttributes: {},
    scopeName: "",
    scopeVersion: "",
    events: [],
    links: [],
    ...more,
  };
}
