import {
  ATTR_DB_COLLECTION_NAME,
  ATTR_DB_OPERATION_BATCH_SIZE,
  ATTR_DB_OPERATION_NAME,
  ATTR_DB_QUERY_SUMMARY,
  ATTR_DB_SYSTEM_NAME,
} from "@opentelemetry/semantic-conventions";
import {
  anomaly,
  attribute,
  forecast,
  indicator,
  leavesBand,
  metric,
  own,
  ownBaseline,
  ownObjective,
  threshold,
  traceShape,
  verify,
} from "../build.ts";
import type { PatternRecord } from "../types.ts";

/** P19: Cache strategy. */
export const cacheStrategy: PatternRecord = {
  id: "P19",
  slug: "cache-strategy",
  family: "caching",
  name: "Cache strategy",
  what: "The rule by which data gets into the cache and from the cache to the store: aside, read-through, write-through, write-behind or refresh-ahead. It decides what happens on a miss, and what can be lost.",
  whenToUse:
    "Cache-aside is the usual choice. Write-through for data read right after it is written, write-behind only where a loss is bearable, refresh-ahead where misses must not happen.",
  grade: "inferred",
  evidence: [
    attribute("semconv", [
      ATTR_DB_SYSTEM_NAME,
      ATTR_DB_OPERATION_NAME,
      ATTR_DB_QUERY_SUMMARY,
      ATTR_DB_COLLECTION_NAME,
      ATTR_DB_OPERATION_BATCH_SIZE,
    ]),
    metric("collector-2026", ["redis.keyspace.misses", "redis.keys.expired"]),
    metric("exporter", ["cache.load.duration"], "Micrometer; a sign of read-through."),
    traceShape(
      "The order of cache and store spans inside one server span or linked trace, and their timing.",
    ),
  ],
  detect:
    "Sequences are mined over at least 200 sampled traces per route. A strategy is recognised when its template explains at least 80 % of the reads, or of the writes.",
  variants: [
    {
      name: "Cache-aside",
      signature:
        "Cache GET, then SELECT at the primary store as a sibling, then cache SET of the same family of keys; on hits only the GET.",
      confidence: "high",
    },
    {
      name: "Read-through",
      signature:
        "The application never touches the store for that entity; the cache or its sidecar emits the store span as its child, or the library emits load timers.",
      confidence: "low",
    },
    {
      name: "Write-through",
      signature:
        "A write request holds both the cache SET and the INSERT or UPDATE at the store, as child or right after; its latency is about the sum.",
      confidence: "medium",
    },
    {
      name: "Write-behind",
      signature:
        "The request ends after the cache SET; store writes come later, in batches, from a background root span or a consumer, at a smoothed rate.",
      confidence: "medium",
    },
    {
      name: "Refresh-ahead",
      signature:
        "SELECT and cache SET in background spans shortly before the lifetime ends (interval below the lifetime), with misses near 0.",
      confidence: "low",
    },
  ],
  indicators: [
    indicator(
      "miss-penalty",
      "Miss penalty",
      "s",
      "Time a miss adds to a request (cache-aside).",
      "mean time of the store and SET spans after a miss",
      { weight: 0.2, noLimit: ownBaseline },
    ),
    indicator(
      "stampede-index",
      "Stampede index",
      "1",
      "Concurrent fills of one key per miss of that key, within its load time (cache-aside).",
      "concurrent fills / misses of the key",
      { weight: 0.3, good: 1, limits: [own("warning", "gt", 2, "1")] },
    ),
    indicator(
      "dirty-backlog",
      "Dirty backlog",
      "{write}",
      "Cache writes that have not reached the store, which is what a loss would cost (write-behind).",
      "cache writes − store writes",
      { weight: 0.2, noLimit: ownObjective },
    ),
    indicator(
      "flush-lag",
      "Flush lag",
      "s",
      "Time from the cache write to the store write (write-behind).",
      "store write − cache write",
      { weight: 0.2, noLimit: ownObjective },
    ),
    indicator(
      "added-write-latency",
      "Added write latency",
      "s",
      "Time the cache adds to a write (write-through).",
      "time of the cache span in write requests",
      { weight: 0.1, noLimit: ownBaseline },
    ),
  ],
  verify: [
    verify(
      "failure-fallback",
      "Requests survive a failure of the cache.",
      ["001", "004"],
      "yes",
      "Errors on the cache span while the request is still OK.",
    ),
    verify(
      "staleness",
      "Staleness is bearable.",
      ["001", "004"],
      "partly",
      "Invalidation delay (P21); versions in answers where they exist.",
    ),
    verify(
      "data-loss",
      "The risk of data loss of write-behind is accepted.",
      ["001", "004"],
      "partly",
      "Dirty backlog and flush lag.",
    ),
  ],
  alerts: [
    threshold("The flush lag exceeds the loss that is allowed."),
    anomaly("Many requests fill the same key at once.", leavesBand("stampede-index")),
    forecast("The dirty backlog grows."),
  ],
  capacity: {
    model: "growth",
    formulae: ["F13"],
    text: "For write-behind: the drain of the backlog, with cache writes as arrivals and store writes as service.",
  },
  actions: [
    "Let one request fill a key while the others wait.",
    "Spread expiry with jitter.",
    "Use an outbox where writes must be durable.",
  ],
  visibility: [
    "Write-behind inside a cache product, refresh-ahead and read-through are hidden in the product; load timers and background spans are the nearest evidence.",
    "Tail sampling drops the normal traces that these sequences need: keep an unbiased sample per route.",
  ],
};
