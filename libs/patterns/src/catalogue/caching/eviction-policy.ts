import { T12, T13 } from "../../limits/data-limits.ts";
import {
  anomaly,
  crosses,
  forecast,
  indicator,
  leavesBand,
  metric,
  ownBaseline,
  reaches,
  threshold,
  verify,
} from "../build.ts";
import type { PatternRecord } from "../types.ts";

/** P20: Eviction policy. */
export const evictionPolicy: PatternRecord = {
  id: "P20",
  slug: "eviction-policy",
  family: "caching",
  name: "Eviction policy",
  what: "When a cache is full something must go: the least recently used entry, the least often used, the oldest, or whatever has expired. The policy decides which reads become misses.",
  whenToUse:
    "Let lifetimes clear the cache where data ages; use a frequency policy for skewed access and a recency policy for shifting access.",
  grade: "weak",
  evidence: [
    metric(
      "exporter",
      ["redis_config_value", "redis_config_key_value"],
      "The policy of Redis (maxmemory-policy) is only a configuration value, exported with the exporter's configuration option.",
    ),
    metric("collector-2026", [
      "redis.keys.evicted",
      "redis.keys.expired",
      "redis.db.avg_ttl",
      "redis.db.expires",
    ]),
    metric("exporter", [
      "memcached_slab_items_evicted_unfetched_total",
      "memcached_lru_crawler_reclaimed_total",
      "memcached_slab_lru_hits_total",
    ]),
    metric("exporter", ["varnish_main_n_lru_nuked", "varnish_main_n_expired"]),
  ],
  detect:
    "Led by lifetime if far more keys expire than are evicted; led by capacity if keys are evicted while memory is near its maximum. Whether it evicts by recency, frequency or age is known only from configuration, never from counters.",
  variants: [
    { name: "Led by lifetime", signature: "Expired keys far outnumber evicted ones." },
    { name: "Led by capacity", signature: "Evictions at memory near the maximum." },
  ],
  indicators: [
    indicator(
      "eviction-rate",
      "Evictions",
      "{item}/s",
      "Items evicted per second.",
      "increase of evictions per second",
      { weight: 0.35, good: 0, limits: [T13.limits.evictions] },
    ),
    indicator(
      "memory-utilisation",
      "Memory of the maximum",
      "1",
      "Memory used divided by the maximum.",
      ["F1", "used / maximum"],
      { weight: 0.25, good: 0.7, limits: [T12.limits.memory], bad: 1 },
    ),
    indicator(
      "unfetched-share",
      "Useless inserts",
      "1",
      "Evicted items that nobody ever read.",
      "evicted without a read / evicted",
      { weight: 0.2, noLimit: ownBaseline },
    ),
    indicator(
      "eviction-age",
      "Age at eviction",
      "s",
      "Age of items when they are evicted.",
      "eviction time − insert time",
      { weight: 0.1, noLimit: ownBaseline },
    ),
    indicator(
      "evictions-per-set",
      "Evictions per set",
      "1",
      "Items evicted per item stored.",
      "increase of evictions / increase of sets",
      { weight: 0.1, noLimit: ownBaseline },
    ),
  ],
  verify: [
    verify(
      "policy-per-layer",
      "Each layer has a policy for eviction.",
      ["001"],
      "partly",
      "Configuration values where exported, otherwise ask.",
    ),
  ],
  alerts: [
    threshold(
      "More than 10 items per second are evicted.",
      crosses("eviction-rate", T13.limits.evictions),
    ),
    threshold(
      "Memory is above 90 % of the maximum.",
      crosses("memory-utilisation", T12.limits.memory),
    ),
    anomaly("Evictions burst.", leavesBand("eviction-rate")),
    forecast("Memory grows to the maximum.", reaches("memory-utilisation", "gte", 1)),
  ],
  capacity: {
    model: "growth",
    formulae: ["F10"],
    text: "The working set is the memory at which evictions go to 0.",
  },
  actions: ["Add memory.", "Use a frequency policy for skewed access.", "Set lifetimes."],
  visibility: [
    "LRU, LFU and FIFO are configuration only; no counter differs. Take exported configuration values, or ask.",
  ],
};
