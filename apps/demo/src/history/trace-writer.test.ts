import { SpanKind, SpanStatusCode } from "@opentelemetry/api";
import { resourceFromAttributes } from "@opentelemetry/resources";
import type { ReadableSpan } from "@opentelemetry/sdk-trace";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SHOP_PROCESSES } from "../topology.ts";
import { createRandom } from "./random.ts";
import { placeSpans } from "./span-tree.ts";
import { choosePage, drawTrace } from "./trace-shapes.ts";
import { createTraceWriter } from "./trace-writer.ts";
import { createTimeline } from "./timeline.ts";

const HOUR_MS = 3_600_000;
const timeline = createTimeline(Date.UTC(2026, 10, 20, 20), 14 * 24 * HOUR_MS, 0);
const quiet = { endMs: 0, timeMs: timeline.startMs, requestsPerSecond: 8, incident: 0 };
const resources = new Map(
  SHOP_PROCESSES.map((entry) => [
    entry.instanceId,
    resourceFromAttributes({ id: entry.instanceId }),
  ]),
);

function write(fromMs: number, toMs: number) {
  return createTraceWriter({
    resources,
    scopeVersions: new Map(),
    timeline,
    basePort: 3100,
    random: createRandom(5),
  })(fromMs, toMs);
}

const startOf = (span: ReadableSpan) => span.startTime[0] * 1e3 + span.startTime[1] / 1e6;
const endOf = (span: ReadableSpan) => span.endTime[0] * 1e3 + span.endTime[1] / 1e6;

describe("placeSpans", () => {
  it("keeps every child inside its parent, except work behind the queue, which comes later", () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const placed = placeSpans(drawTrace(quiet, createRandom(seed), 3100));
        for (const span of placed) {
          expect(span.endMs).toBeGreaterThanOrEqual(span.startMs);
          const parent = span.parent === undefined ? undefined : placed[span.parent];
          if (parent === undefined) continue;
          if (span.node.kind === SpanKind.CONSUMER)
            expect(span.startMs).toBeGreaterThan(parent.endMs);
          else
            expect(span.startMs >= parent.startMs && span.endMs <= parent.endMs + 1e-6).toBe(true);
        }
      }),
    );
  });
});

describe("choosePage", () => {
  it("reaches every page", () => {
    const pages = new Set(Array.from({ length: 200 }, (_, draw) => choosePage(draw / 200)));
    expect(pages.size).toBe(6);
  });
});

describe("createTraceWriter", () => {
  const chunk = write(timeline.startMs, timeline.startMs + 12 * HOUR_MS);

  it("gives each span a parent of the same trace and valid ids", () => {
    const known = new Map(chunk.spans.map((span) => [span.spanContext().spanId, span]));
    expect(known.size).toBe(chunk.spans.length);
    for (const span of chunk.spans) {
      expect(span.spanContext().traceId).toMatch(/^[0-9a-f]{32}$/);
      expect(span.startTime[1]).toBeLessThan(1e9);
      expect(endOf(span)).toBeGreaterThanOrEqual(startOf(span));
      const parent = span.parentSpanContext;
      if (parent !== undefined)
        expect(known.get(parent.spanId)?.spanContext().traceId).toBe(span.spanContext().traceId);
    }
  });

  it("marks the sampling so that every trace id lies above the threshold", () => {
    for (const span of chunk.spans) {
      const { traceId, traceState } = span.spanContext();
      expect(traceState?.get("ot")).toBe("th:ff");
      expect(traceId.slice(18, 20)).toBe("ff");
    }
  });

  it("covers every service and ties each log to a span", () => {
    expect(new Set(chunk.spans.map((span) => span.resource.attributes["id"])).size).toBe(
      SHOP_PROCESSES.length,
    );
    const spanIds = new Set(chunk.spans.map((span) => span.spanContext().spanId));
    expect(chunk.logs.length).toBeGreaterThan(50);
    for (const log of chunk.logs) expect(spanIds.has(log.spanContext?.spanId ?? "")).toBe(true);
  });

  it("shows the incident as failed orders", () => {
    const { incident } = timeline;
    const failedOrders = write(incident.startMs, incident.endMs).spans.filter(
      (span) => span.name === "POST /orders" && span.status.code === SpanStatusCode.ERROR,
    );
    expect(failedOrders.length).toBeGreaterThan(0);
  });

  it("amounts to 150,000 to 300,000 spans in two weeks", () => {
    const day = write(timeline.endMs - 24 * HOUR_MS, timeline.endMs).spans.length;
    expect(day * 14).toBeGreaterThan(150_000);
    expect(day * 14).toBeLessThan(300_000);
  });
});
