import { ATTR_DB_QUERY_TEXT } from "@opentelemetry/semantic-conventions";
import {
  anomaly,
  attribute,
  indicator,
  leavesBand,
  metric,
  own,
  ownBaseline,
  threshold,
  traceShape,
  verify,
} from "../build.ts";
import type { PatternRecord } from "../types.ts";

/** P21: Cache invalidation. */
export const cacheInvalidation: PatternRecord = {
  id: "P21",
  slug: "cache-invalidation",
  family: "caching",
  name: "Cache invalidation",
  what: "Stale entries leave a cache because their lifetime ends, because an event deletes them, or because their key carries a version that changes. Events are quick but can be missed, lifetimes are slow but sure.",
  whenToUse:
    "Use events plus a short lifetime as a safety net. Use versions in keys for assets and for data that is replaced as a whole.",
  grade: "inferred",
  evidence: [
    metric("collector-2026", ["redis.keys.expired", "redis.db.avg_ttl"], "By lifetime."),
    traceShape(
      "A store write span, then a PRODUCER span, then a CONSUMER span whose child deletes, expires or publishes at the cache.",
      "By events.",
    ),
    traceShape("CLIENT spans to the purge route of a CDN.", "By events."),
    attribute(
      "semconv",
      [ATTR_DB_QUERY_TEXT],
      "A key that carries a version part; usually masked.",
    ),
  ],
  detect:
    "By events if at least 50 % of the writes to an entity are followed by a delete of its keys within seconds; by lifetime if expiry counters move and no deletes are seen.",
  variants: [
    { name: "Lifetime", signature: "Expiry counters without deletes." },
    {
      name: "Events",
      signature: "At least 50 % of the writes are followed by a delete within seconds.",
    },
    { name: "Version in the key", signature: "Key text with a version part.", confidence: "low" },
  ],
  indicators: [
    indicator(
      "invalidation-delay",
      "Invalidation delay",
      "s",
      "p95 of the time from a write to the delete.",
      "delete time − write time, p95",
      { weight: 0.4, noLimit: "The limit is the staleness that the owner tolerates." },
    ),
    indicator(
      "missed-share",
      "Missed invalidations",
      "1",
      "Writes without a delete.",
      "writes without delete / writes",
      { weight: 0.4, good: 0, limits: [own("warning", "gt", 0.5, "1")] },
    ),
    indicator(
      "purge-rate",
      "Purges",
      "{purge}/s",
      "Purges and deletes per second.",
      "increase of purges per second",
      { weight: 0.2, noLimit: ownBaseline },
    ),
  ],
  verify: [
    verify(
      "efficient",
      "Invalidation is efficient.",
      ["001", "004"],
      "partly",
      "Delay and missed share.",
    ),
    verify(
      "coordinated",
      "Invalidation is coordinated over layers.",
      ["001", "004"],
      "partly",
      "Order of delete and purge spans.",
    ),
  ],
  alerts: [
    threshold("The invalidation delay exceeds the tolerated staleness."),
    anomaly("Purge storm, or deletes without writes.", leavesBand("purge-rate")),
  ],
  capacity: {
    model: "growth",
    formulae: ["F13"],
    text: "The lag of the consumer that deletes the keys.",
  },
  actions: ["Invalidate by events and keep a short lifetime as safety net."],
  visibility: [
    "Invalidation by version tags is hidden because keys are masked by default; sampled keys show it where captured.",
  ],
};
