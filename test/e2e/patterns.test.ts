import type { RouteResponse } from "@headroom/contracts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eventually } from "../harness/eventually.ts";
import { startProduct, type Product } from "../harness/product.ts";
import { sendMetrics, type SentMetric, type SentPoint } from "../harness/send-metrics.ts";
import { sendSpans } from "../harness/send-spans.ts";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
const pool = { "db.client.connection.pool.name": "orders" };
const cumulative = { aggregationTemporality: 2 };
const upDown = { ...cumulative, isMonotonic: false };
const counter = { ...cumulative, isMonotonic: true };

let product: Product;

beforeAll(async () => {
  product = await startProduct({ HEADROOM_ASSESS_INTERVAL: "30", HEADROOM_LOG_LEVEL: "debug" });
});

afterAll(() => product.dispose());

/** Half an hour of values, two a minute, that ends now. */
function lately(nowMs: number, data: (index: number) => Record<string, unknown>): SentPoint[] {
  return Array.from({ length: 60 }, (_, index) => ({
    timeMs: nowMs - (59 - index) * 30_000,
    startMs: nowMs - hourMs,
    data: data(index),
  }));
}

const named = (attributes: Record<string, string>, points: SentPoint[]): SentPoint[] =>
  points.map((point) => ({ ...point, attributes }));

/** A pool of ten of which eight are in use, an event loop, a cache, a queue and a heap. */
function liveMetrics(nowMs: number): SentMetric[] {
  const count = (value: (index: number) => number) =>
    lately(nowMs, (index) => ({ asInt: String(value(index)) }));
  const state = (value: string) => ({ ...pool, "db.client.connection.state": value });
  return [
    {
      name: "db.client.connection.count",
      unit: "{connection}",
      kind: "sum",
      shape: upDown,
      points: [
        ...named(
          state("used"),
          count((index) => (index % 2 === 0 ? 7 : 8)),
        ),
        ...named(
          state("idle"),
          count(() => 2),
        ),
      ],
    },
    {
      name: "db.client.connection.max",
      unit: "{connection}",
      kind: "sum",
      shape: upDown,
      points: named(
        pool,
        count(() => 10),
      ),
    },
    {
      name: "db.client.connection.use_time",
      unit: "s",
      kind: "histogram",
      shape: cumulative,
      points: named(
        pool,
        lately(nowMs, (index) => ({
          count: String(index * 100),
          sum: index * 100 * 0.02,
          bucketCounts: [String(index * 100), "0"],
          explicitBounds: [0.05],
        })),
      ),
    },
    {
      name: "nodejs.eventloop.utilization",
      kind: "gauge",
      points: lately(nowMs, () => ({ asDouble: 0.4 })),
    },
    {
      name: "nodejs.eventloop.delay.p99",
      unit: "s",
      kind: "gauge",
      points: lately(nowMs, () => ({ asDouble: 0.012 })),
    },
    {
      name: "cache.gets",
      kind: "sum",
      shape: counter,
      points: [
        ...named(
          { cache: "prices", result: "hit" },
          count((index) => index * 90),
        ),
        ...named(
          { cache: "prices", result: "miss" },
          count((index) => index * 10),
        ),
      ],
    },
    {
      name: "bullmq.queue.jobs",
      unit: "{job}",
      kind: "gauge",
      points: ["waiting", "active"].flatMap((name) =>
        named(
          { "bullmq.queue.name": "mails", "bullmq.queue.jobs.state": name },
          count((index) => (name === "waiting" ? index : 4)),
        ),
      ),
    },
  ];
}

/** Five days of a heap that fills by 1 GB a day of 20; where it stands now. */
function leakingHeap(nowMs: number): { readonly metrics: SentMetric[]; readonly used: number } {
  const perMs = 1e9 / dayMs;
  const startMs = nowMs - 5 * dayMs;
  const usedAt = (atMs: number, index: number) =>
    5e9 + (atMs - startMs) * perMs + (index % 4) * 2e7;
  const points = (value: (atMs: number, index: number) => number): SentPoint[] =>
    Array.from({ length: 5 * 24 * 4 + 1 }, (_, index) => {
      const timeMs = startMs + index * 15 * minuteMs;
      return { timeMs, data: { asDouble: value(timeMs, index) } };
    });
  const heap = (name: string, value: (atMs: number, index: number) => number): SentMetric => ({
    name,
    unit: "By",
    kind: "gauge",
    points: named({ "v8js.heap.space.name": "old_space" }, points(value)),
  });
  return {
    metrics: [
      heap("v8js.memory.heap.used", usedAt),
      heap("v8js.memory.heap.size_limit", () => 20e9),
    ],
    used: usedAt(nowMs, 0),
  };
}

type Services = RouteResponse<"listPatterns">["items"];

async function waitForPatterns(service: string, ids: readonly string[]): Promise<Services[number]> {
  return eventually(
    `${ids.join(", ")} are recognised in ${service}`,
    async () => {
      await product.api.call("assessService", { params: { service } }).catch(() => undefined);
      const { items } = await product.api.call("listPatterns", { query: { service } });
      const found = items.find((one) => one.service === service);
      const known = new Set(found?.patterns.map(({ patternId }) => patternId));
      return ids.every((id) => known.has(id)) ? found : undefined;
    },
    60_000,
  );
}

describe("patterns and capacity", () => {
  it("refuses what it does not know", async () => {
    const unknown = product.api.call("assessService", { params: { service: "nobody" } });
    await expect(unknown).rejects.toMatchObject({ status: 404 });
    const { items } = await product.api.call("listPatternCatalogue");
    expect(items).toHaveLength(71);
    expect(items.filter(({ isRecognisable }) => isRecognisable).length).toBeGreaterThan(15);
    const record = await product.api.call("getPatternRecord", {
      params: { idOrSlug: items.find(({ id }) => id === "P33")?.slug ?? "" },
    });
    expect(record.id).toBe("P33");
    expect(record.indicators.length).toBeGreaterThan(3);
  });

  it("recognises, scores and sizes what a service reports", async () => {
    const resource = { "service.name": "orders-api", "service.instance.id": "orders-1" };
    await sendMetrics(product.otlpHttpUrl, resource, liveMetrics(Date.now()));
    await sendSpans(product.otlpHttpUrl, { service: "orders-api", count: 50 });
    const found = await waitForPatterns("orders-api", ["P13", "P33", "P35", "P41"]);
    expect(found.patterns.find(({ patternId }) => patternId === "P33")).toMatchObject({
      subject: "orders",
      family: "pooling",
    });

    const detail = await product.api.call("getServicePattern", {
      params: { service: "orders-api", patternId: "P33" },
    });
    const utilisation = detail.indicators.find(({ id }) => id === "utilisation");
    expect(utilisation?.value).toBeCloseTo(0.8, 5);
    expect(utilisation?.inputs.map(({ signal }) => signal)).toContain("db.client.connection.max");
    expect(detail.checklist.length).toBeGreaterThan(3);
    expect(detail.resources).toMatchObject([{ resource: "pool-connections", limit: 10 }]);

    const { items } = await product.api.call("listCapacity", { query: { service: "orders-api" } });
    expect(items.map(({ resource: name }) => name)).toEqual(
      expect.arrayContaining(["pool-connections", "event-loop", "queue-depth"]),
    );
  });

  it("proposes rules that can be created as they are", async () => {
    const { rules } = await product.api.call("getServicePattern", {
      params: { service: "orders-api", patternId: "P33" },
    });
    expect(new Set(rules.map(({ kind }) => kind))).toContain("threshold");
    expect(new Set(rules.map(({ kind }) => kind))).toContain("forecast");
    for (const { definition } of rules) {
      const created = await product.api.call("createRule", { body: definition });
      expect(created.definition.kind).toBe(definition.kind);
    }
  });

  it("records results as metrics that charts and rules can read", async () => {
    const series = await eventually("the utilisation is recorded", async () => {
      const answer = await product.api.call("getMetricSeries", {
        query: {
          metric: "headroom.pattern.indicator",
          aggregation: "avg",
          service: "orders-api",
          groupBy: JSON.stringify(["headroom.pattern.subject", "headroom.indicator.id"]),
          limit: 50,
        },
      });
      return answer.series.find(
        ({ labels }) =>
          labels["headroom.indicator.id"] === "utilisation" &&
          labels["headroom.pattern.subject"] === "orders",
      );
    });
    expect(series.points.at(-1)?.[1]).toBeCloseTo(0.8, 5);
  });

  it("uses a limit that was set by hand", async () => {
    const params = { service: "orders-api", resource: "queue-depth" } as const;
    await product.api.call("setResourceLimit", { params, body: { subject: "mails", limit: 500 } });
    const depth = await eventually("the limit is used", async () => {
      const { items } = await product.api.call("listCapacity", {
        query: { service: "orders-api" },
      });
      return items.find(({ resource, limit }) => resource === "queue-depth" && limit === 500);
    });
    expect(depth).toMatchObject({ limitFrom: "caller", subject: "mails" });
    const bad = product.api.call("setResourceLimit", {
      params,
      body: { subject: "no such queue", limit: 5 },
    });
    await expect(bad).rejects.toMatchObject({ status: 404 });
  });

  it("says when a leaking heap reaches its limit, from the past that was sent", async () => {
    const nowMs = Date.now();
    const { metrics, used } = leakingHeap(nowMs);
    const resource = { "service.name": "leaky", "service.instance.id": "leaky-1" };
    await sendMetrics(product.otlpHttpUrl, resource, metrics);
    const heap = await eventually(
      "the heap has a date",
      async () => {
        await product.api
          .call("assessService", { params: { service: "leaky" } })
          .catch(() => undefined);
        const { items } = await product.api.call("listCapacity", { query: { service: "leaky" } });
        return items.find((one) => one.resource === "heap" && one.exhaustion?.p50At != null);
      },
      60_000,
    );
    expect(heap).toMatchObject({ limit: 20e9, model: "growth" });
    const leftMs = Date.parse(heap.exhaustion?.p50At ?? "") - nowMs;
    const trueMs = ((20e9 - used) / 1e9) * dayMs;
    expect(leftMs / trueMs).toBeGreaterThan(0.7);
    expect(leftMs / trueMs).toBeLessThan(1.3);

    const detail = await product.api.call("getResourceForecast", {
      params: { service: "leaky", resource: "heap" },
      query: { subject: heap.subject },
    });
    expect(detail.usedHistory.length).toBeGreaterThan(100);
    expect(detail.forecast.length).toBeGreaterThan(100);
    expect(detail.forecast.length).toBeLessThanOrEqual(400);
  });
});
