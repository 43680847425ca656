import { describe, expect, it } from "vitest";
import type { MetricEvidence } from "../evidence/metric-evidence.ts";
import type { EvidenceSnapshot } from "../evidence/snapshot.ts";
import { recogniseDistributedCaches } from "./distributed-cache.ts";
import {
  counter,
  gauge,
  sketchInstance,
  sketchRoute,
  sketchShape,
  sketchSnapshot,
} from "./fixtures.ts";

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
