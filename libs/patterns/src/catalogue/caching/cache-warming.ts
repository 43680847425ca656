import {
  ATTR_DB_NAMESPACE,
  ATTR_DB_OPERATION_BATCH_SIZE,
  ATTR_HTTP_RESPONSE_HEADER,
} from "@opentelemetry/semantic-conventions";
import {
  METRIC_K8S_POD_UPTIME,
  METRIC_PROCESS_UPTIME,
} from "@opentelemetry/semantic-conventions/incubating";
import {
  anomaly,
  attribute,
  forecast,
  indicator,
  leavesBand,
  metric,
  own,
  ownBaseline,
  traceShape,
  verify,
} from "../build.ts";
import type { PatternRecord } from "../types.ts";

/** P22: Cache warming, partitioning, compression and cold start. */
export const cacheWarming: PatternRecord = {
  id: "P22",
  slug: "cache-warming",
  family: "caching",
  name: "Cache warming, partitioning, compression and cold start",
  what: "After a restart a cache is empty and the origin takes the load until it has filled. Warming fills it before traffic arrives; partitioning and compression make it hold more.",
  whenToUse: "Warm caches whose loss the origin feels, before readiness, and stagger restarts.",
  grade: "inferred",
  evidence: [
    metric("semconv", [METRIC_PROCESS_UPTIME, METRIC_K8S_POD_UPTIME], "Small after a restart."),
    metric("collector-2026", ["redis.uptime"]),
    traceShape("Miss ratio and latency decay after a restart."),
    attribute(
      "semconv",
      [ATTR_DB_OPERATION_BATCH_SIZE],
      "Bulk or pipelined SETs before readiness: warming.",
    ),
    attribute(
      "semconv",
      [ATTR_DB_NAMESPACE],
      "Families of keys or namespaces per node: partitioning.",
    ),
    attribute(
      "semconv",
      [ATTR_HTTP_RESPONSE_HEADER("content-encoding")],
      "With bytes per item stepping down and CPU up: compression.",
    ),
  ],
  detect:
    "A cold start is a hit ratio in the first 5 minutes after a restart that is more than 10 points below its steady value. Warming is the absence of that gap together with bulk SETs.",
  variants: [
    {
      name: "Cold start",
      signature: "Hit ratio within 5 minutes of a restart more than 10 points below steady.",
    },
    { name: "Warming", signature: "No such gap, and bulk SETs before readiness." },
    { name: "Partitioning", signature: "Families of keys or namespaces per node." },
    {
      name: "Compression",
      signature: "Bytes per item step down while CPU steps up.",
      confidence: "low",
    },
  ],
  indicators: [
    indicator(
      "cold-gap",
      "Cold-start gap",
      "1",
      "Steady hit ratio minus the hit ratio in the first 5 minutes after a restart.",
      ["F3", "steady h − h at t < 5 min"],
      { weight: 0.4, good: 0, limits: [own("warning", "gt", 0.1, "1")], bad: 0.3 },
    ),
    indicator(
      "recovery-time",
      "Recovery time",
      "s",
      "Time until the hit ratio is back at 95 % of its steady value.",
      "time to 0.95 × steady h",
      { weight: 0.3, noLimit: ownBaseline },
    ),
    indicator(
      "extra-origin-load",
      "Extra origin load",
      "1",
      "Factor by which the load of the origin rises during the cold phase.",
      ["F16", "(1−h₂)/(1−h₁)"],
      { weight: 0.3, noLimit: "What is bearable depends on the headroom of the origin." },
    ),
  ],
  verify: [
    verify("warming", "Warming is coordinated.", ["001"], "partly", "Bulk SETs before readiness."),
    verify(
      "cold-start",
      "The impact of a cold start is known.",
      ["001"],
      "yes",
      "Recovery time of the hit ratio.",
    ),
  ],
  alerts: [
    anomaly("The load of the origin bursts after a deployment.", leavesBand("extra-origin-load")),
    forecast("A planned restart would cost more origin load than there is headroom."),
  ],
  capacity: {
    model: "growth",
    formulae: ["F16"],
    text: "Origin load during the cold phase from the fall of the hit ratio.",
  },
  actions: ["Warm before readiness.", "Stagger restarts."],
  visibility: [
    "Compression inside a cache is not exported; steps of the size per item hint at it.",
  ],
};
