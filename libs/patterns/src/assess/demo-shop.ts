import type { MetricEvidence } from "../evidence/metric-evidence.ts";
import type { EvidenceSnapshot } from "../evidence/snapshot.ts";
import {
  counter,
  gauge,
  histogram,
  sketchEdge,
  sketchInstance,
  sketchMetric,
  sketchPoints,
  sketchRoute,
  sketchShape,
  sketchSnapshot,
  sketchVersion,
  testWindow,
} from "../recognise/fixtures.ts";

const poolName = { "db.client.connection.pool.name": "checkout" };

/** Use of the demo's pool of ten connections on one of two instances, as the tests need it. */
export interface PoolSketch {
  readonly used: number;
  readonly leastUsed: number;
  readonly pending: number;
  readonly timeouts: number;
}

function sketchPool({ used, leastUsed, pending, timeouts }: PoolSketch): readonly MetricEvidence[] {
  const state = (value: string) => ({ ...poolName, "db.client.connection.state": value });
  const busy = {
    labels: state("used"),
    instanceId: "checkout-1",
    value: used,
    min: leastUsed,
    points: sketchPoints((minute) => leastUsed + ((used - leastUsed) * minute) / 59),
  };
  const calm = { labels: state("used"), instanceId: "checkout-2", value: 1, min: 0 };
  const each = (value: number) =>
    ["checkout-1", "checkout-2"].map((instanceId) => ({ labels: poolName, instanceId, value }));
  return [
    sketchMetric("db.client.connection.count", "up-down-counter", [
      busy,
      calm,
      { labels: state("idle"), instanceId: "checkout-1", value: 10 - used },
    ]),
    sketchMetric("db.client.connection.max", "up-down-counter", each(10)),
    sketchMetric("db.client.connection.pending_requests", "up-down-counter", each(pending)),
    sketchMetric("db.client.connection.use_time", "histogram", [
      { labels: poolName, value: 0.02, p95: 0.05, count: 36_000, sum: 720 },
    ]),
    sketchMetric("db.client.connection.wait_time", "histogram", [
      {
        labels: poolName,
        value: pending > 0 ? 1 : 0.0001,
        p95: pending > 0 ? 5 : 0.001,
        count: 36_000,
        sum: pending > 0 ? 36_000 : 3.6,
      },
    ]),
    sketchMetric("db.client.connection.timeouts", "counter", [
      { labels: poolName, increase: timeouts, value: timeouts / 3600 },
    ]),
  ];
}

function sketchBreaker(isOpen: boolean): readonly MetricEvidence[] {
  const name = { name: "payments" };
  const state = (value: string, on: (minute: number) => number) => {
    const points = sketchPoints(on);
    const avg = points.reduce((sum, point) => sum + point.value, 0) / points.length;
    return {
      labels: { ...name, state: value },
      value: points.at(-1)?.value ?? 0,
      avg,
      max: 1,
      points,
    };
  };
  const open = (minute: number) => (isOpen && (minute > 50 || minute % 10 < 3) ? 1 : 0);
  return [
    sketchMetric("resilience4j.circuitbreaker.state", "gauge", [
      state("open", open),
      state("closed", (minute) => 1 - open(minute)),
      { labels: { ...name, state: "half_open" }, value: 0, max: isOpen ? 1 : 0 },
    ]),
    counter("resilience4j.circuitbreaker.calls", 600, { ...name, kind: "successful" }),
    counter("resilience4j.circuitbreaker.calls", isOpen ? 400 : 1, { ...name, kind: "failed" }),
    counter("resilience4j.circuitbreaker.not.permitted.calls", isOpen ? 300 : 0, name),
    counter("resilience4j.retry.calls", 600, { ...name, kind: "successful_without_retry" }),
    counter("resilience4j.retry.calls", isOpen ? 200 : 2, {
      ...name,
      kind: "successful_with_retry",
    }),
  ];
}

const calmPool: PoolSketch = { used: 2, leastUsed: 0, pending: 0, timeouts: 0 };

/** Checkout of the demo shop with its pool, breaker, retries, canary and queue. */
export function sketchCheckout(
  pool: PoolSketch = calmPool,
  isBreakerOpen = false,
): EvidenceSnapshot {
  return sketchSnapshot({
    subject: { kind: "service", name: "checkout" },
    instances: [
      sketchInstance("checkout-1", { version: "3.2.0", requestsPerS: 9 }),
      sketchInstance("checkout-2", { version: "3.3.0-rc.1", requestsPerS: 1 }),
    ],
    versions: [
      sketchVersion("3.2.0", () => 0.9, { instances: 1, requests: 32_400 }),
      sketchVersion("3.3.0-rc.1", () => 0.1, { instances: 1, requests: 3600, errors: 1 }),
    ],
    metrics: [
      ...sketchPool(pool),
      ...sketchBreaker(isBreakerOpen),
      gauge("nodejs.eventloop.utilization", 0.1, {}, "1"),
      gauge("nodejs.eventloop.delay.p99", 0.012, {}, "s"),
      counter("messaging.client.sent.messages", 3600, { "messaging.destination.name": "orders" }),
    ],
    shapes: [sketchShape({ kind: "server", name: "POST /orders", p95S: 0.2 })],
    edges: [
      sketchEdge({
        targets: [
          { id: "checkout-1", callsPerS: 9 },
          { id: "checkout-2", callsPerS: 1 },
        ],
      }),
    ],
    destinations: [sketchOrders()],
  });
}

/** The order queue of the demo shop; the backlog fault makes an order take 20 seconds. */
export function sketchOrders(processMeanS = 0.14) {
  return {
    name: "orders",
    system: "bullmq",
    producers: ["checkout"],
    consumers: [{ service: "fulfilment", group: "fulfilment", instances: 1 }],
    sentPerS: 1,
    consumedPerS: Math.min(1, 4 / processMeanS),
    processMeanS,
    processP95S: processMeanS * 1.5,
    waitP95S: processMeanS > 4 ? 600 : 0.05,
    concurrency: 4,
    errorRatio: 0,
  };
}

/** Fulfilment of the demo shop with `waiting` jobs in the queue. */
export function sketchFulfilment(waiting = 0, processMeanS = 0.14): EvidenceSnapshot {
  const state = (value: string) => ({
    "bullmq.queue.name": "orders",
    "bullmq.queue.jobs.state": value,
  });
  return sketchSnapshot({
    subject: { kind: "service", name: "fulfilment" },
    instances: [sketchInstance("fulfilment-1")],
    metrics: [
      sketchMetric("bullmq.queue.jobs", "gauge", [
        { labels: state("waiting"), value: waiting },
        { labels: state("active"), value: 1 },
      ]),
      histogram("messaging.process.duration", processMeanS, {
        "messaging.destination.name": "orders",
      }),
    ],
    shapes: [sketchShape({ kind: "consumer", name: "process orders" })],
    destinations: [sketchOrders(processMeanS)],
  });
}

/** Catalog of the demo shop with its cache; the flush fault leaves no hits. */
export function sketchCatalog(hits = 6000, misses = 2000, puts = misses): EvidenceSnapshot {
  const cache = { cache: "products" };
  return sketchSnapshot({
    subject: { kind: "service", name: "catalog" },
    window: testWindow,
    instances: [
      sketchInstance("catalog-1", { routes: ["GET /products/:id"] }),
      sketchInstance("catalog-2", { routes: ["GET /products/:id"] }),
    ],
    balance: { requests: 72_000, dispersion: 0.02 },
    edges: [
      sketchEdge({
        targets: [
          { id: "catalog-1", callsPerS: 10 },
          { id: "catalog-2", callsPerS: 10 },
        ],
      }),
    ],
    routes: [sketchRoute()],
    metrics: [
      ...(hits === 0 ? [] : [counter("cache.gets", hits, { ...cache, result: "hit" })]),
      counter("cache.gets", misses, { ...cache, result: "miss" }),
      counter("cache.puts", puts, cache),
      counter("cache.evictions", 0, cache),
      gauge("cache.size", 500, cache),
      histogram("cache.load.duration", 0.004, cache),
    ],
  });
}
