import { describe, expect, it } from "vitest";
import type { MetricEvidence } from "../evidence/metric-evidence.ts";
import type { EvidenceSnapshot } from "../evidence/snapshot.ts";
import { counter, gauge, histogram, sketchRoute, sketchSnapshot, withMetrics } from "./fixtures.ts";
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
