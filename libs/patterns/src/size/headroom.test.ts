import { describe, expect, it } from "vitest";
import { sketchCheckout, sketchFulfilment } from "../assess/demo-shop.ts";
import { predictThroughput } from "../formulae/scalability.ts";
import {
  gauge,
  sketchInstance,
  sketchMetric,
  sketchPoints,
  sketchSnapshot,
  testWindow,
  withMetrics,
} from "../recognise/fixtures.ts";
import { recogniseAll } from "../recognise/recognise-all.ts";
import type { EvidenceSnapshot } from "../evidence/snapshot.ts";
import type { ResourceKind } from "./headroom.ts";
import type { SizeOptions } from "./size-all.ts";
import { sizeAll } from "./size-all.ts";
import { adviseServers } from "./size-pools.ts";
import { sizeBacklog } from "./size-queues.ts";

const nowMs = testWindow.endMs;

const hourMs = 3_600_000;

const peak = { nowPerS: 10, peakPerS: 30, atMs: nowMs + 6 * hourMs };

function size(
  snapshot: EvidenceSnapshot,
  resource: ResourceKind,
  options: Partial<SizeOptions> = {},
) {
  const { recognitions } = recogniseAll(snapshot);
  return sizeAll(snapshot, recognitions, { nowMs, peak, ...options }).find(
    (one) => one.resource === resource,
  );
}

describe("headroom", () => {
  it("sizes a pool by Little's law: three times the load needs three times the connections", () => {
    expect(size(sketchCheckout(), "pool-connections")).toMatchObject({
      subject: "checkout",
      limit: 10,
      usedNow: 2,
      usedAtPeak: 6,
      headroomPercent: 40,
      model: "little",
      refusal: null,
    });
  });

  it("counts uses that a gauge misses, by takes and use time", () => {
    const labels = { "db.client.connection.pool.name": "orders" };
    const snapshot = withMetrics(
      gauge("db.client.connection.count", 0, { ...labels, "db.client.connection.state": "used" }),
      gauge("db.client.connection.max", 10, labels),
      sketchMetric("db.client.connection.use_time", "histogram", [
        { labels, value: 0.01, count: 360_000, sum: 3600 },
      ]),
    );
    // A hundred takes a second of 10 ms keep one connection busy.
    expect(size(snapshot, "pool-connections")).toMatchObject({ usedNow: 1, headroomPercent: 70 });
  });

  it("is negative where the peak needs more than there is", () => {
    const full = sketchCheckout({ used: 5, leastUsed: 0, pending: 0, timeouts: 0 });
    expect(size(full, "pool-connections")?.headroomPercent).toBe(-50);
  });

  it("is learning without a forecast and takes limits that a user set", () => {
    const { recognitions } = recogniseAll(sketchCheckout());
    const [learning] = sizeAll(sketchCheckout(), recognitions, { nowMs }).filter(
      ({ resource }) => resource === "pool-connections",
    );
    expect(learning).toMatchObject({ refusal: "no-forecast", headroomPercent: null });
    expect(
      size(sketchCheckout(), "pool-connections", { limits: { "pool-connections:checkout": 60 } }),
    ).toMatchObject({ headroomPercent: 90, limitFrom: "caller" });
  });

  it("sizes the event loop against one thread", () => {
    expect(size(sketchCheckout(), "event-loop")?.headroomPercent).toBeCloseTo(70);
  });

  it("sizes the workers of a queue and refuses its depth without a limit", () => {
    const workers = size(sketchFulfilment(), "queue-workers");
    expect(workers?.limit).toBe(4);
    expect(workers?.usedAtPeak).toBeCloseTo(3 * 0.14);
    expect(size(sketchFulfilment(), "queue-depth")?.refusal).toBe("no-limit");
    const limits = { "queue-depth:orders": 100_000 };
    const depth = size(sketchFulfilment(900, 20), "queue-depth", { limits });
    // One order a second becomes three, four workers take 0.2: 2.8 a second over three hours.
    expect(depth?.usedAtPeak).toBeCloseTo(901 + 2.8 * 3 * 3600);
  });

  it("says when a backlog never drains", () => {
    expect(sizeBacklog(sketchFulfilment(900, 20), "orders")?.catchUpS).toBeUndefined();
    expect(sizeBacklog(sketchFulfilment(100), "orders")?.catchUpS).toBeCloseTo(
      100 / (4 / 0.14 - 1),
    );
  });

  it("grows memory to its limit and holds it where the slope may be zero", () => {
    const heap = (valueAt: (minute: number) => number) => {
      const points = sketchPoints(valueAt);
      return withMetrics(
        sketchMetric(
          "v8js.memory.heap.used",
          "gauge",
          [{ instanceId: "a", value: valueAt(59), points }],
          "By",
        ),
        sketchMetric(
          "v8js.memory.heap.size_limit",
          "gauge",
          [{ instanceId: "a", value: 1000 }],
          "By",
        ),
      );
    };
    expect(
      size(
        heap((minute) => 100 + minute),
        "heap",
      )?.usedAtPeak,
    ).toBeCloseTo(159 + 361, 0);
    expect(
      size(
        heap((minute) => 100 + (minute % 2)),
        "heap",
      )?.usedAtPeak,
    ).toBeCloseTo(101);
  });

  it("takes heap limits of a JVM by area", () => {
    const heap = { "jvm.memory.type": "heap" };
    const snapshot = withMetrics(
      gauge("jvm.memory.used", 40, heap),
      gauge("jvm.memory.used", 900, { "jvm.memory.type": "non_heap" }),
      gauge("jvm.memory.limit", 100, heap),
    );
    expect(size(snapshot, "heap")).toMatchObject({ usedNow: 40, limit: 100, headroomPercent: 60 });
  });

  it("sizes memory of a cache server", () => {
    const snapshot = {
      ...withMetrics(
        sketchMetric("redis.keyspace.hits", "counter", [{ value: 9 }]),
        gauge("redis.memory.used", 30),
        gauge("redis.maxmemory", 120),
      ),
      subject: { kind: "cache" as const, name: "cache:6379" },
    };
    expect(size(snapshot, "cache-memory")).toMatchObject({
      headroomPercent: 75,
      subject: "cache:6379",
    });
  });

  it("sizes replicas by the rule of the autoscaler", () => {
    const hpa = { "k8s.hpa.name": "web" };
    const snapshot = withMetrics(
      gauge("k8s.hpa.current_replicas", 3, hpa),
      gauge("k8s.hpa.max_replicas", 10, hpa),
      gauge("k8s.hpa.min_replicas", 2, hpa),
    );
    expect(size(snapshot, "replicas")).toMatchObject({ usedAtPeak: 9, limit: 10 });
    expect(size(snapshot, "replicas")?.headroomPercent).toBeCloseTo(10);
    expect(size(snapshot, "replicas", { peak: { ...peak, peakPerS: 10.5 } })?.usedAtPeak).toBe(3);
    expect(
      size(snapshot, "replicas", { peak: { ...peak, peakPerS: 40 } })?.headroomPercent,
    ).toBeCloseTo(-20);
  });

  it("fits the scalability law or says why not", () => {
    const law = { gamma: 100, sigma: 0.05, kappa: 0.002 };
    const levels = [1, 2, 4, 8, 12, 16, 20, 24].map((load) => ({
      load,
      throughput: predictThroughput(law, load),
    }));
    const instances = [sketchInstance("a"), sketchInstance("b")];
    const fitted = size(sketchSnapshot({ instances, loadLevels: levels }), "scalability");
    expect(fitted?.limit).toBeCloseTo(predictThroughput(law, Math.sqrt(0.95 / 0.002)), 1);
    expect(
      size(sketchSnapshot({ instances, loadLevels: levels.slice(0, 4) }), "scalability")?.refusal,
    ).toBe("too-few-levels");
  });

  it("advises connections for a waiting time", () => {
    const advice = adviseServers(sketchCheckout(), "checkout", peak, 0.01, 0.01);
    // Ten takes a second of 20 ms become thirty: 0.6 busy on average.
    expect(advice?.busyAtPeak).toBeCloseTo(0.6);
    expect(advice?.servers).toBeGreaterThanOrEqual(3);
  });
});
