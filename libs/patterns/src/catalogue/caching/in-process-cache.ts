import { METRIC_JVM_MEMORY_LIMIT } from "@opentelemetry/semantic-conventions";
import { T29 } from "../../limits/stream-limits.ts";
import {
  anomaly,
  crosses,
  forecast,
  indicator,
  leavesBand,
  metric,
  own,
  ownBaseline,
  reaches,
  threshold,
  traceShape,
  verify,
} from "../build.ts";
import type { PatternRecord } from "../types.ts";

/** P13: In-process (application) cache. */
export const inProcessCache: PatternRecord = {
  id: "P13",
  slug: "in-process-cache",
  family: "caching",
  name: "In-process (application) cache",
  what: "Each instance keeps results of earlier work in its own memory. It is the fastest cache there is, but every instance fills its own, and copies can grow stale independently.",
  whenToUse:
    "Use it for small, often read data that tolerates some staleness. Move to a shared cache when many instances multiply the misses.",
  grade: "inferred",
  evidence: [
    metric(
      "exporter",
      ["cache.gets", "cache.puts", "cache.evictions", "cache.size", "cache.load.duration"],
      "Micrometer; the tag result of the gets is hit or miss.",
    ),
    metric("exporter", [
      "hibernate.second.level.cache.requests",
      "hibernate.query.cache.requests",
      "tomcat.cache.hit",
      "tomcat.cache.access",
    ]),
    metric("semconv", [METRIC_JVM_MEMORY_LIMIT], "Heap limit of the instance."),
    traceShape(
      "The same route shows two classes of latency and shape within seconds and for equal parameters: one with a database or HTTP child span, one without it and much faster.",
    ),
    traceShape(
      "Spans of the JavaScript instrumentations of lru-memoizer and dataloader.",
      "Spans only, no metrics.",
    ),
  ],
  detect:
    "Cache metrics exist; or the presence of child spans on a read route is bimodal, with a share of the fast class between 0.05 and 0.99, and no span of a cache server.",
  indicators: [
    indicator(
      "hit-ratio",
      "Hit ratio",
      "1",
      "Reads answered from the cache.",
      ["F3", "hits / (hits + misses)"],
      {
        weight: 0.35,
        noLimit:
          "There is no universal hit ratio; compare with the own baseline and with the ratio at which latency meets the target.",
      },
    ),
    indicator(
      "evictions-per-put",
      "Evictions per put",
      "1",
      "Entries evicted per entry stored.",
      "increase of evictions / increase of puts",
      { weight: 0.25, good: 0.05, limits: [own("warning", "gt", 0.5, "1")] },
    ),
    indicator(
      "heap-share",
      "Share of the heap",
      "1",
      "Memory of the cache divided by the heap limit.",
      ["F1", "entries × mean entry size / heap limit"],
      { weight: 0.15, noLimit: ownBaseline },
    ),
    indicator(
      "load-time",
      "Load time",
      "s",
      "Time to fill one entry after a miss.",
      "sum of load times / loads",
      { weight: 0.15, noLimit: ownBaseline },
    ),
    indicator(
      "fast-latency",
      "Latency on a hit",
      "s",
      "Latency of the fast class of requests.",
      "p95 of requests without child spans",
      {
        weight: 0.1,
        good: 0.005,
        limits: [T29.limits.latencyVeryLow, T29.limits.latencyLow],
        bad: 0.1,
      },
    ),
  ],
  verify: [
    verify("invalidation", "There is a strategy for invalidation.", ["001"], "partly", "P21."),
    verify(
      "ttl",
      "Entries have a time to live.",
      ["001"],
      "partly",
      "Share of keys with expiry and their mean time to live, where a store reports them.",
    ),
    verify(
      "ratio-memory",
      "Hit ratio and memory are watched.",
      ["001"],
      "yes",
      "Series of hits, misses and size exist.",
    ),
    verify("warming", "The cache is warmed.", ["001"], "partly", "P22."),
    verify(
      "miss-fallback",
      "A miss falls back to the origin.",
      ["001"],
      "yes",
      "Requests succeed on misses and on cache errors.",
    ),
  ],
  alerts: [
    threshold(
      "More than half of what is stored is evicted again.",
      crosses("evictions-per-put", own("warning", "gt", 0.5, "1")),
    ),
    anomaly(
      "The hit ratio dropped by more than 3 standard deviations at equal load.",
      leavesBand("hit-ratio", "below"),
    ),
    forecast("Cache size and heap growth reach the heap limit.", reaches("heap-share", "gte", 1)),
  ],
  capacity: {
    model: "growth",
    formulae: ["F16", "F10"],
    text: "Origin load and latency follow from the hit ratio; memory is entries times mean entry size.",
  },
  actions: [
    "Resize the cache.",
    "Change the time to live.",
    "Let one request fill an entry while the others wait.",
    "Move to a shared cache when N instances multiply the misses by N.",
  ],
  visibility: [
    "The conventions of OpenTelemetry define nothing for hits, misses, evictions or size of application caches; they must come from library metrics or trace shapes.",
    "Staleness is not visible.",
  ],
};
