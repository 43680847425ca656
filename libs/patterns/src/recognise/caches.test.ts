import { describe, expect, it } from "vitest";
import type { MetricEvidence } from "../evidence/metric-evidence.ts";
import type { EvidenceSnapshot } from "../evidence/snapshot.ts";
import { recogniseCacheStrategies } from "./cache-strategy.ts";
import { recogniseDistributedCaches } from "./distributed-cache.ts";
import {
  counter,
  gauge,
  histogram,
  sketchInstance,
  sketchRoute,
  sketchShape,
  sketchSnapshot,
  withMetrics,
} from "./fixtures.ts";
import { recogniseInProcessCaches } from "./in-process-cache.ts";

describe("cache inside the process (P13)", () => {
  const sources: readonly (readonly [string, readonly MetricEvidence[], string])[] = [
    [
      "Micrometer",
      [
        counter("cache.gets", 90, { cache: "products", result: "hit" }),
        counter("cache.gets", 10, { cache: "products", result: "miss" }),
        gauge("cache.size", 50, { cache: "products" }),
        histogram("cache.load.duration", 0.01, { cache: "products" }),
      ],
      "products",
    ],
    [
      "Micrometer for Prometheus",
      [counter("cache_gets_total", 90, { cache: "products", result: "hit" })],
      "products",
    ],
    [
      "Micrometer with the older tag",
      [counter("cache.gets", 90, { name: "users", result: "miss" })],
      "users",
    ],
    [
      "Hibernate",
      [counter("hibernate.second.level.cache.requests", 9, { region: "Order", result: "hit" })],
      "Order",
    ],
    [
      "Hibernate for Prometheus",
      [
        counter("hibernate_second_level_cache_requests_total", 9, {
          region: "Order",
          result: "hit",
        }),
      ],
      "Order",
    ],
    ["Tomcat's resource cache", [counter("tomcat.cache.hit", 9, { name: "/" })], "/"],
  ];
  it.each(sources)("recognises %s", (_source, metrics, subject) => {
    expect(recogniseInProcessCaches(withMetrics(...metrics)).map((one) => one.subject)).toEqual([
      subject,
    ]);
  });

  const lookAlikes: readonly (readonly [string, EvidenceSnapshot])[] = [
    [
      "a gauge that is only named so",
      withMetrics(gauge("shop.cache.directory.size", 3), gauge("cache.size", 3, { kind: "disk" })),
    ],
    [
      "the page cache of the system",
      withMetrics(gauge("system.memory.usage", 3, { "system.memory.state": "cached" })),
    ],
    [
      "the code cache of a JVM",
      withMetrics(gauge("jvm.memory.used", 3, { "jvm.memory.pool.name": "CodeCache" })),
    ],
    ["the DNS cache", withMetrics(counter("coredns_cache_hits_total", 9))],
    [
      "a cache server behind the same library",
      withMetrics(
        counter("cache.gets", 90, { cache: "x", cacheManager: "redisCacheManager", result: "hit" }),
      ),
    ],
    [
      "routes that reach a cache server",
      sketchSnapshot({ routes: [sketchRoute({ cacheServerShare: 0.6 })] }),
    ],
    [
      "writes that sometimes skip the store",
      sketchSnapshot({ routes: [sketchRoute({ method: "POST" })] }),
    ],
    [
      "a route whose fast answers are not faster",
      sketchSnapshot({ routes: [sketchRoute({ fastP95S: 0.009 })] }),
    ],
  ];
  it.each(lookAlikes)("rejects %s", (_name, snapshot) => {
    expect(recogniseInProcessCaches(snapshot)).toEqual([]);
  });

  it("takes two classes of answers as a hint", () => {
    expect(
      recogniseInProcessCaches(sketchSnapshot({ routes: [sketchRoute()] }))[0]?.confidence,
    ).toBe(0.45);
  });
});

const get = sketchShape({
  name: "GET",
  dbSystem: "redis",
  dbOperation: "GET",
  serverAddress: "cache:6379",
});
const set = sketchShape({ ...get, name: "SET", dbOperation: "SET", calls: 300 });
const shared = { instances: [sketchInstance("a"), sketchInstance("b")] };

describe("distributed cache (P14)", () => {
  const server = (...metrics: readonly MetricEvidence[]) =>
    sketchSnapshot({ subject: { kind: "cache", name: "cache:6379" }, metrics });
  const sources: readonly (readonly [string, EvidenceSnapshot, string])[] = [
    [
      "client spans of two instances beside a database",
      sketchSnapshot({ ...shared, shapes: [get, set, sketchShape()] }),
      "cache:6379",
    ],
    [
      "the same with Memcached",
      sketchSnapshot({ ...shared, shapes: [{ ...get, dbSystem: "memcached" }, sketchShape()] }),
      "cache:6379",
    ],
    [
      "the Redis receiver",
      server(
        counter("redis.keyspace.hits", 90),
        counter("redis.keyspace.misses", 10),
        gauge("redis.memory.used", 100),
      ),
      "cache:6379",
    ],
    [
      "the Redis exporter",
      server(counter("redis_keyspace_hits_total", 90), gauge("redis_memory_max_bytes", 100)),
      "cache:6379",
    ],
    [
      "the Memcached receiver",
      server(counter("memcached.operations", 90, { operation: "get", type: "hit" })),
      "cache:6379",
    ],
    [
      "the Memcached exporter",
      server(counter("memcached_commands_total", 90, { command: "get", status: "hit" })),
      "cache:6379",
    ],
  ];
  it.each(sources)("recognises %s", (_source, snapshot, subject) => {
    expect(recogniseDistributedCaches(snapshot).map((one) => one.subject)).toEqual([subject]);
  });

  const push = sketchShape({ ...get, name: "LPUSH", dbOperation: "LPUSH" });
  const lookAlikes: readonly (readonly [string, EvidenceSnapshot])[] = [
    [
      "a queue on Redis",
      sketchSnapshot({
        ...shared,
        shapes: [push, { ...push, dbOperation: "BRPOP" }, sketchShape()],
      }),
    ],
    [
      "streams and scripts of a job library",
      sketchSnapshot({
        ...shared,
        shapes: [
          { ...push, dbOperation: "EVALSHA" },
          { ...push, dbOperation: "XADD" },
          sketchShape(),
        ],
      }),
    ],
    ["Redis as the only store", sketchSnapshot({ ...shared, shapes: [get, set] })],
    [
      "one lone instance",
      sketchSnapshot({ instances: [sketchInstance("a")], shapes: [get, sketchShape()] }),
    ],
    [
      "a session store",
      sketchSnapshot({
        ...shared,
        shapes: [get, set, sketchShape()],
        routes: [
          sketchRoute({
            sequences: [
              { steps: ["cache:GET", "store:INSERT", "cache:SET"], traces: 200, background: false },
            ],
          }),
        ],
      }),
    ],
    [
      "a server that nobody reads",
      server(counter("redis.keyspace.hits", 0), counter("redis.keyspace.misses", 0)),
    ],
    ["calls to a database", sketchSnapshot({ ...shared, shapes: [sketchShape()] })],
  ];
  it.each(lookAlikes)("rejects %s", (_name, snapshot) => {
    expect(recogniseDistributedCaches(snapshot)).toEqual([]);
  });
});

describe("cache strategy (P19)", () => {
  const route = (...steps: readonly (readonly [readonly string[], number, boolean?])[]) =>
    sketchRoute({
      cacheServerShare: 1,
      sequences: steps.map(([own, traces, background = false]) => ({
        steps: own,
        traces,
        background,
      })),
    });
  const aside = route([["cache:GET"], 150], [["cache:GET", "store:SELECT", "cache:SET"], 50]);
  const sources: readonly (readonly [string, EvidenceSnapshot, string])[] = [
    ["cache-aside", sketchSnapshot({ routes: [aside] }), "Cache-aside"],
    [
      "write-through",
      sketchSnapshot({ routes: [route([["cache:SET", "store:UPDATE"], 200])] }),
      "Write-through",
    ],
    [
      "write-behind",
      sketchSnapshot({ routes: [route([["cache:SET"], 200], [["store:INSERT"], 20, true])] }),
      "Write-behind",
    ],
    [
      "refresh-ahead",
      sketchSnapshot({
        routes: [route([["cache:GET"], 200], [["store:SELECT", "cache:SET"], 10, true])],
      }),
      "Refresh-ahead",
    ],
    [
      "cache-aside inside the process",
      sketchSnapshot({
        routes: [sketchRoute()],
        metrics: [
          counter("cache.gets", 100, { cache: "products", result: "miss" }),
          counter("cache.puts", 98, { cache: "products" }),
        ],
      }),
      "Cache-aside",
    ],
  ];
  it.each(sources)("recognises %s", (_name, snapshot, variant) => {
    expect(recogniseCacheStrategies(snapshot).map((one) => one.variant)).toEqual([variant]);
  });

  const lookAlikes: readonly (readonly [string, EvidenceSnapshot])[] = [
    [
      "session reads",
      sketchSnapshot({
        routes: [route([["cache:GET", "store:INSERT", "cache:SET"], 10], [["cache:GET"], 10])],
      }),
    ],
    ["reads that nothing fills", sketchSnapshot({ routes: [route([["cache:GET"], 200])] })],
    [
      "too few traces",
      sketchSnapshot({
        routes: [route([["cache:GET"], 20], [["cache:GET", "store:SELECT", "cache:SET"], 10])],
      }),
    ],
    [
      "misses without puts",
      sketchSnapshot({
        routes: [sketchRoute()],
        metrics: [counter("cache.gets", 100, { cache: "x", result: "miss" })],
      }),
    ],
    [
      "mixed orders",
      sketchSnapshot({
        routes: [
          route(
            [["cache:GET", "store:SELECT", "cache:SET"], 50],
            [["cache:GET", "store:SELECT"], 150],
          ),
        ],
      }),
    ],
  ];
  it.each(lookAlikes)("rejects %s", (_name, snapshot) => {
    expect(recogniseCacheStrategies(snapshot)).toEqual([]);
  });
});
