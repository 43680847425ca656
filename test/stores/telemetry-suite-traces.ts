import { ATTR_HTTP_ROUTE } from "@opentelemetry/semantic-conventions";
import { beforeAll, describe, expect, it } from "vitest";
import { spanBlocks, spanIdOf, traceIdOf } from "./telemetry-samples.ts";
import type { SampleSpan } from "./telemetry-samples.ts";
import type { StoreAccess } from "./telemetry-suite.ts";

const minuteMs = 60_000;
// A whole hour in the recent past, so that no roll-up has expired and steps line up.
const baseMs = Math.floor(Date.now() / 3_600_000) * 3_600_000 - 2 * 3_600_000;
const range = { fromMs: baseMs, toMs: baseMs + 60 * minuteMs };

// 100 traces, one every 6 s: shop calls stock; every tenth fails; trace i takes i+1 ms.
function shopSpans(): SampleSpan[] {
  return Array.from({ length: 100 }, (_, index): SampleSpan[] => {
    const startMs = baseMs + index * 6_000;
    const traceId = traceIdOf(index);
    const isError = index % 10 === 0;
    const route = index % 2 === 0 ? "/cart" : "/pay";
    const attributes = { [ATTR_HTTP_ROUTE]: route, "odd'key\\": "va'l\\ue" };
    return [
      {
        service: "shop",
        name: `GET ${route}`,
        startMs,
        durationMs: index + 1,
        traceId,
        spanId: spanIdOf(index * 2),
        isError,
        attributes,
        events: [{ name: "exception", timeMs: startMs }],
        links: [{ traceId: traceIdOf(500), spanId: spanIdOf(500) }],
      },
      {
        service: "stock",
        name: "reserve",
        kind: 3,
        startMs: startMs + 0.25,
        durationMs: 0.5,
        traceId,
        spanId: spanIdOf(index * 2 + 1),
        parentSpanId: spanIdOf(index * 2),
      },
    ];
  }).flat();
}

/** Traces, RED and facets. */
export function describeTraces(access: StoreAccess): void {
  describe("traces", () => {
    beforeAll(async () => {
      await access.store().append(spanBlocks(shopSpans(), { "service.version": "1.2.3" }));
      expect(await access.store().drain(30_000)).toBe(true);
    });

    it("lists services with the figures of their entry spans", async () => {
      const services = await access.store().queries.services(range);
      const shop = services.find((service) => service.service === "shop");
      expect(shop).toMatchObject({ calls: 100, errors: 10, errorRatio: 0.1, versions: ["1.2.3"] });
      expect(shop?.p50Ms).toBeGreaterThan(48);
      expect(shop?.p50Ms).toBeLessThan(53);
      expect(shop?.maxMs).toBe(100);
      expect(services.find((service) => service.service === "stock")).toMatchObject({ calls: 0 });
    });

    it.each([10_000, minuteMs])("gives a RED series with a step of %i ms", async (stepMs) => {
      const red = await access.store().queries.serviceRed({ ...range, service: "shop", stepMs });
      expect(red.stepMs).toBe(stepMs);
      expect(red.points.reduce((sum, point) => sum + point.calls, 0)).toBe(100);
      const first = red.points[0];
      expect(first?.timeMs).toBe(baseMs);
      expect(first?.rate).toBeCloseTo((first?.calls ?? 0) / (stepMs / 1000), 9);
    });

    it("reads the coarse roll-up for a range that the fine one no longer keeps", async () => {
      const old = { fromMs: baseMs - 30 * 24 * 60 * minuteMs, toMs: range.toMs };
      const red = await access.store().queries.serviceRed({ ...old, service: "shop", stepMs: 1 });
      expect(red.points.length).toBeLessThanOrEqual(600);
      expect(red.points.reduce((sum, point) => sum + point.calls, 0)).toBe(100);
    });

    it("lists operations and sparklines", async () => {
      const { queries } = access.store();
      const operations = await queries.operations({ ...range, service: "shop" });
      expect(operations.map((row) => [row.operation, row.calls])).toEqual([
        ["GET /cart", 50],
        ["GET /pay", 50],
      ]);
      const { services } = await queries.servicesSparklines({ ...range, stepMs: minuteMs });
      const shop = services.find((line) => line.service === "shop");
      expect(shop?.points.reduce((sum, [, calls]) => sum + calls, 0)).toBe(100);
    });

    it("pages through all traces once, latest first", async () => {
      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await access.store().queries.searchTraces({ ...range, limit: 30, cursor });
        seen.push(...page.traces.map((trace) => trace.traceId));
        cursor = page.nextCursor;
      } while (cursor !== undefined);
      expect(seen).toEqual(Array.from({ length: 100 }, (_, index) => traceIdOf(99 - index)));
    });

    it("summarises a whole trace although one span matched", async () => {
      const search = { ...range, service: "stock", limit: 1 };
      const { traces } = await access.store().queries.searchTraces(search);
      expect(traces[0]).toMatchObject({
        rootService: "shop",
        rootName: "GET /pay",
        spanCount: 2,
        services: ["shop", "stock"],
        durationMs: 100,
      });
    });

    it.each([
      [{ status: "error" as const }, 10],
      [{ operation: "GET /cart" }, 50],
      [{ minDurationMs: 91 }, 10],
      [{ maxDurationMs: 10 }, 10],
      [{ service: "shop", minDurationMs: 50, maxDurationMs: 60 }, 11],
      [{ attributes: [{ key: ATTR_HTTP_ROUTE, op: "=" as const, value: "/pay" }] }, 50],
      [{ attributes: [{ key: ATTR_HTTP_ROUTE, op: "contains" as const, value: "CAR" }] }, 50],
      [{ attributes: [{ key: "odd'key\\", op: "=" as const, value: "va'l\\ue" }] }, 100],
      [{ attributes: [{ key: "nope", op: "exists" as const }] }, 0],
      [
        { attributes: [{ key: "resource.service.version", op: "=" as const, value: "1.2.3" }] },
        100,
      ],
      [{ service: "shop", attributes: [{ key: "nope", op: "!=" as const, value: "x" }] }, 100],
      [{ q: "RESERVE" }, 100],
      [{ q: traceIdOf(7) }, 1],
      [{ q: "'; DROP TABLE spans; --" }, 0],
    ])("finds traces by %j", async (selection, expected) => {
      const search = { ...range, ...selection, limit: 200 };
      const { traces } = await access.store().queries.searchTraces(search);
      expect(traces).toHaveLength(expected);
    });

    it("returns a trace with everything that was sent", async () => {
      const trace = await access.store().queries.trace({ traceId: traceIdOf(0) });
      expect(trace.truncated).toBe(false);
      expect(trace.spans.map((span) => span.name)).toEqual(["GET /cart", "reserve"]);
      const [root, child] = trace.spans;
      expect(root).toMatchObject({
        service: "shop",
        parentSpanId: "",
        statusCode: 2,
        statusMessage: "it broke",
        durationMs: 1,
        start: new Date(baseMs).toISOString().replace("Z", "000000Z"),
        attributes: { "odd'key\\": "va'l\\ue" },
        links: [{ traceId: traceIdOf(500), spanId: spanIdOf(500) }],
      });
      expect(root?.events[0]).toMatchObject({ name: "exception" });
      expect(child?.parentSpanId).toBe(spanIdOf(0));
      expect(child?.start).toMatch(/\.000250000Z$/);
    });

    it("counts spans by time and duration", async () => {
      const args = { ...range, service: "shop", stepMs: minuteMs };
      const { points } = await access.store().queries.spanVolume(args);
      expect(points).toHaveLength(10);
      expect(points[0]).toMatchObject({ timeMs: baseMs, spans: 10, errors: 1 });
      const total = points.flatMap((point) => point.durations).reduce((sum, [, n]) => sum + n, 0);
      expect(total).toBe(100);
    });

    it("lists attribute keys and values", async () => {
      const { queries } = access.store();
      const selection = { ...range, signal: "traces" as const, service: "shop" };
      const keys = await queries.attributeKeys(selection);
      expect(keys).toContainEqual({ name: "resource.service.version", count: 100 });
      const values = await queries.attributeValues({ ...selection, key: ATTR_HTTP_ROUTE });
      expect(values).toEqual([
        { name: "/cart", count: 50 },
        { name: "/pay", count: 50 },
      ]);
    });

    it("reads rule windows from the roll-up", async () => {
      const { queries } = access.store();
      const window = { fromMs: baseMs, toMs: baseMs + 10 * minuteMs };
      const errors = await queries.aggregateRed({
        ...window,
        measure: "errors",
        groupBy: ["service"],
      });
      expect(errors.groups).toContainEqual({
        labels: { service: "shop" },
        value: 10,
        samples: 100,
      });
      const rate = await queries.aggregateRed({ ...window, measure: "rate", service: "shop" });
      expect(rate.groups[0]?.value).toBeCloseTo(100 / 600, 9);
      const none = await queries.aggregateRed({ ...window, measure: "p95", service: "nobody" });
      expect(none).toEqual({ groups: [], truncated: false });
    });

    it("counts sampled spans for the calls they stand for", async () => {
      // th:ff keeps 1 of 256, th:8 every second one, th:0 all.
      const states = ["ot=th:ff", "vendor=x,ot=rv:1;th:8", "ot=th:0", "vendor=th:f", ""];
      const spans = states.map((traceState, index): SampleSpan => ({
        service: "sampled",
        name: "GET /",
        startMs: baseMs,
        durationMs: index === 0 ? 100 : 1,
        traceId: traceIdOf(900 + index),
        spanId: spanIdOf(900 + index),
        isError: index === 1,
        traceState,
      }));
      await access.store().append(spanBlocks(spans));
      expect(await access.store().drain(30_000)).toBe(true);
      const { queries } = access.store();
      const [summary] = await queries.services({ ...range, service: "sampled" });
      expect(summary).toMatchObject({ calls: 261, errors: 2 });
      expect(summary?.p50Ms).toBeGreaterThan(90);
      expect(summary?.avgMs).toBeCloseTo((256 * 100 + 5) / 261, 3);
    });

    it("refuses what cannot be answered", async () => {
      const { queries } = access.store();
      const bad = { code: "bad_query" };
      await expect(queries.trace({ traceId: "xyz" })).rejects.toMatchObject(bad);
      await expect(queries.searchTraces({ ...range, cursor: "1_zz" })).rejects.toMatchObject(bad);
      const empty = { fromMs: 5, toMs: 5 };
      await expect(queries.searchTraces(empty)).rejects.toMatchObject(bad);
    });
  });
}
