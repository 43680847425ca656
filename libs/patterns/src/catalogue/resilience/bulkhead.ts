import {
  ATTR_DB_CLIENT_CONNECTION_POOL_NAME,
  ATTR_THREAD_NAME,
  METRIC_K8S_RESOURCEQUOTA_CPU_LIMIT_USED,
} from "@opentelemetry/semantic-conventions/incubating";
import {
  anomaly,
  attribute,
  crosses,
  forecast,
  indicator,
  leavesBand,
  metric,
  own,
  reaches,
  threshold,
  traceShape,
  verify,
} from "../build.ts";
import type { PatternRecord } from "../types.ts";

/** P49: Bulkhead. */
export const bulkhead: PatternRecord = {
  id: "P49",
  slug: "bulkhead",
  family: "resilience",
  name: "Bulkhead",
  what: "Each dependency gets its own bounded share of threads, connections or concurrent calls. When one of them hangs it can only use up its own share.",
  whenToUse:
    "Use it in services that call several dependencies, at least around the slow or unreliable ones.",
  grade: "direct",
  evidence: [
    metric("exporter", [
      "resilience4j.bulkhead.available.concurrent.calls",
      "resilience4j.bulkhead.max.allowed.concurrent.calls",
      "resilience4j.bulkhead.queue.depth",
      "resilience4j.bulkhead.queue.capacity",
      "resilience4j.bulkhead.thread.pool.size",
      "resilience4j.bulkhead.active.thread.count",
    ]),
    metric("exporter", ["hystrix.threadpool", "hystrix.concurrent.execution.current"]),
    metric(
      "exporter",
      ["resilience.polly.strategy.events"],
      "Polly; OnRateLimiterRejected of the concurrency limiter.",
    ),
    attribute(
      "semconv",
      [ATTR_DB_CLIENT_CONNECTION_POOL_NAME, ATTR_THREAD_NAME],
      "Several named pools, families of thread names, or names of executors.",
    ),
    metric("semconv", [METRIC_K8S_RESOURCEQUOTA_CPU_LIMIT_USED], "Quotas of Kubernetes."),
    metric(
      "exporter",
      ["circuit_breakers.<priority>.remaining_rq"],
      "Limits per cluster of Envoy.",
    ),
    traceShape("Calls in flight to one peer stay flat at a number while those to another vary."),
  ],
  detect:
    "Plateaus of concurrency per dependency: calls in flight to one stay flat at a number while those to another vary. Or separate pools per dependency.",
  indicators: [
    indicator(
      "utilisation",
      "Utilisation",
      "1",
      "Concurrent calls divided by the maximum.",
      ["F1", "1 − available / max"],
      { weight: 0.35, good: 0.5, limits: [own("warning", "gt", 0.8, "1")], bad: 1 },
    ),
    indicator(
      "rejections",
      "Rejections",
      "{call}/s",
      "Calls refused per second because the bulkhead was full.",
      "increase of rejections per second",
      { weight: 0.25, good: 0, limits: [own("warning", "gt", 0, "{call}/s")], bad: 1 },
    ),
    indicator(
      "coupling",
      "Coupling of routes",
      "1",
      "Latency of routes that do not use the ill dependency, during the incident divided by before; 1 is isolated.",
      "p95 during / p95 before",
      { weight: 0.4, good: 1.1, limits: [own("warning", "gt", 1.5, "1")], bad: 3 },
    ),
  ],
  verify: [
    verify(
      "no-spread",
      "The failure of one part does not spread.",
      ["003"],
      "yes",
      "Latency of the other routes during an incident.",
    ),
  ],
  alerts: [
    threshold(
      "The bulkhead refuses calls.",
      crosses("rejections", own("warning", "gt", 0, "{call}/s")),
    ),
    anomaly("Latency of routes moves together that should not.", leavesBand("coupling")),
    forecast("Forecast load times latency fills the bulkhead.", reaches("utilisation", "gt", 0.8)),
  ],
  capacity: {
    model: "little",
    formulae: ["F7"],
    text: "Size = peak rate times p99 latency. resilience4j allows 25 concurrent calls by default, and queues 100 in its thread-pool form.",
  },
  actions: ["Give each dependency a pool.", "Resize."],
  visibility: ["OpenTelemetry has no convention for bulkheads."],
};
