import { T29 } from "../../limits/stream-limits.ts";
import {
  anomaly,
  forecast,
  indicator,
  leavesBand,
  own,
  ownBaseline,
  ownObjective,
  threshold,
  traceShape,
  verify,
} from "../build.ts";
import type { PatternRecord } from "../types.ts";

/** P18: Multi-layer caching. */
export const multiLayerCaching: PatternRecord = {
  id: "P18",
  slug: "multi-layer-caching",
  family: "caching",
  name: "Multi-layer caching",
  what: "Several caches lie one behind the other on the path of a request: browser, CDN, shared cache, in-process cache, database buffer. Each takes a share of what the outer ones let through.",
  whenToUse:
    "Use it for read-heavy data with a wide audience. Keep lifetimes and invalidation in step, since every layer can serve stale data.",
  grade: "inferred",
  evidence: [
    traceShape(
      "At least two of the patterns in-process cache (P13), distributed cache (P14), database cache (P16), browser cache (P17) and CDN (P57) lie on one request path.",
    ),
  ],
  detect: "The layers are ordered along the path, and each gets its own hit ratio.",
  indicators: [
    indicator(
      "origin-share",
      "Share that reaches the origin",
      "1",
      "Product of the miss ratios of all layers.",
      ["F16", "Π(1−hᵢ)"],
      { weight: 0.4, noLimit: ownBaseline },
    ),
    indicator(
      "lowest-layer-ratio",
      "Weakest layer",
      "1",
      "Hit ratio of the layer that answers the least.",
      ["F3", "min over layers of hᵢ"],
      { weight: 0.15, noLimit: "A thin layer may be right where its latency gain is large." },
    ),
    indicator(
      "ttl-order-violations",
      "Lifetimes out of order",
      "{layer}",
      "Layers whose lifetime is longer than that of the layer behind, where consistency matters.",
      "count of layers with outer lifetime > inner lifetime",
      { weight: 0.15, good: 0, bad: 1, limits: [own("warning", "gt", 0, "{layer}")] },
    ),
    indicator(
      "time-to-consistency",
      "Time to consistency",
      "s",
      "Time from a write to the last stale answer of an outer layer; it needs a version in the answer.",
      "last stale answer − write",
      { weight: 0.1, noLimit: ownObjective },
    ),
    indicator(
      "latency",
      "Latency",
      "s",
      "p95 of requests over all layers.",
      "p95 of server span time",
      { weight: 0.2, good: 0.01, limits: [T29.limits.latencyLow, T29.limits.latencyMedium] },
    ),
  ],
  verify: [
    verify(
      "coordinated-invalidation",
      "Invalidation is coordinated.",
      ["001"],
      "partly",
      "Order of delete and purge spans.",
    ),
    verify(
      "ttl-per-layer",
      "Each layer has its lifetime.",
      ["001"],
      "partly",
      "Series of age and time to live.",
    ),
    verify(
      "coherence",
      "Layers are coherent.",
      ["001"],
      "partly",
      "Stale reads need versions in answers.",
    ),
    verify(
      "ratio-per-layer",
      "The hit ratio of each layer is watched.",
      ["001"],
      "yes",
      "Hit ratio per layer.",
    ),
    verify(
      "debugging",
      "Debugging across layers is manageable.",
      ["001"],
      "no",
      "Not measurable; ask the team.",
    ),
    verify(
      "eviction-per-layer",
      "Each layer has a policy for eviction.",
      ["001"],
      "partly",
      "P20.",
    ),
    verify(
      "consistency",
      "Layers are consistent with each other.",
      ["001"],
      "partly",
      "As for coherence.",
    ),
    verify(
      "fallback",
      "There is a fallback for each layer.",
      ["001"],
      "yes",
      "Behaviour during the outage of a layer.",
    ),
    verify(
      "cold-start",
      "A cold start is bearable.",
      ["001"],
      "yes",
      "Time the hit ratio needs to recover.",
    ),
    verify("coordinated-warming", "Warming is coordinated.", ["001"], "partly", "P22."),
  ],
  alerts: [
    threshold("A rule of any of the layers fires."),
    anomaly("Hits moved from one layer to the next.", leavesBand("lowest-layer-ratio", "below")),
    forecast(
      "If a layer is lost, what passes the remaining layers exceeds the capacity of the origin.",
    ),
  ],
  capacity: {
    model: "growth",
    formulae: ["F16"],
    text: "A chain of the cache formula: each layer is the origin of the one before it. The requirement documents expect a latency below 100 ms and more than 10,000 requests per second.",
  },
  actions: [
    "Place data at the layer where the gain in hit ratio times the gain in latency is largest.",
  ],
  visibility: [
    "The cost of debugging across layers is not measurable.",
    "Hits in browsers are not visible.",
  ],
};
