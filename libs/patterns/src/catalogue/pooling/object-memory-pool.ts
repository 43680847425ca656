import {
  METRIC_DOTNET_GC_HEAP_TOTAL_ALLOCATED,
  METRIC_DOTNET_GC_PAUSE_TIME,
  METRIC_JVM_GC_DURATION,
  METRIC_JVM_MEMORY_USED_AFTER_LAST_GC,
} from "@opentelemetry/semantic-conventions";
import {
  METRIC_ASPNETCORE_MEMORY_POOL_ALLOCATED,
  METRIC_ASPNETCORE_MEMORY_POOL_EVICTED,
  METRIC_ASPNETCORE_MEMORY_POOL_POOLED,
  METRIC_ASPNETCORE_MEMORY_POOL_RENTED,
  METRIC_CPYTHON_GC_COLLECTIONS,
  METRIC_GO_MEMORY_ALLOCATED,
  METRIC_JVM_BUFFER_COUNT,
  METRIC_JVM_BUFFER_MEMORY_USED,
  METRIC_V8JS_GC_DURATION,
} from "@opentelemetry/semantic-conventions/incubating";
import { T21 } from "../../limits/host-limits.ts";
import {
  anomaly,
  crosses,
  forecast,
  indicator,
  leavesBand,
  metric,
  ownBaseline,
  threshold,
  traceShape,
  verify,
} from "../build.ts";
import type { PatternRecord } from "../types.ts";

/** P36: Object pool and memory pool. */
export const objectMemoryPool: PatternRecord = {
  id: "P36",
  slug: "object-memory-pool",
  family: "pooling",
  name: "Object pool and memory pool",
  what: "Expensive objects or buffers are reused instead of made anew. It saves allocation and garbage collection, and can leak when something is not given back.",
  whenToUse:
    "Use it for large buffers and costly objects when allocation or garbage collection takes a visible share of time.",
  grade: "inferred",
  evidence: [
    metric("semconv", [
      METRIC_ASPNETCORE_MEMORY_POOL_POOLED,
      METRIC_ASPNETCORE_MEMORY_POOL_RENTED,
      METRIC_ASPNETCORE_MEMORY_POOL_ALLOCATED,
      METRIC_ASPNETCORE_MEMORY_POOL_EVICTED,
      METRIC_JVM_BUFFER_MEMORY_USED,
      METRIC_JVM_BUFFER_COUNT,
      METRIC_JVM_GC_DURATION,
      METRIC_JVM_MEMORY_USED_AFTER_LAST_GC,
      METRIC_DOTNET_GC_PAUSE_TIME,
      METRIC_DOTNET_GC_HEAP_TOTAL_ALLOCATED,
      METRIC_GO_MEMORY_ALLOCATED,
      METRIC_V8JS_GC_DURATION,
      METRIC_CPYTHON_GC_COLLECTIONS,
    ]),
    metric("exporter", [
      "commons.pool2.<name>",
      "kafka.producer.buffer_available_bytes",
      "haproxy_process_pool_used_bytes",
    ]),
    metric("collector-2026", ["redis.memory.<name>"]),
    traceShape("Spans of the JavaScript instrumentation of generic-pool."),
  ],
  detect:
    "Named pool series; otherwise an allocation rate per request that is low and flat beside a large long-lived set, which is a weak sign.",
  variants: [
    { name: "Memory pool", signature: "Named buffer or memory-pool series.", confidence: "high" },
    {
      name: "Object pool",
      signature:
        "Named object-pool series or spans; otherwise low and flat allocation per request.",
      confidence: "low",
    },
  ],
  indicators: [
    indicator(
      "gc-share",
      "Garbage collection",
      "1",
      "Share of time spent in garbage collection.",
      "time in garbage collection / time",
      { weight: 0.4, good: 0.01, limits: [T21.limits.garbageCollection], bad: 0.1 },
    ),
    indicator(
      "outstanding",
      "Rented and not returned",
      "{object}",
      "Objects rented minus objects returned; it keeps growing when something leaks.",
      "rented − returned",
      { weight: 0.25, noLimit: ownBaseline },
    ),
    indicator(
      "miss-allocations",
      "Allocations on a miss",
      "{object}/s",
      "Objects made because the pool was empty.",
      "increase of allocations per second",
      { weight: 0.15, noLimit: ownBaseline },
    ),
    indicator(
      "allocation-per-request",
      "Allocation per request",
      "By",
      "Bytes allocated per request.",
      "increase of allocated bytes / requests",
      { weight: 0.2, noLimit: ownBaseline },
    ),
  ],
  verify: [
    verify(
      "reused",
      "Expensive objects are reused.",
      ["000"],
      "partly",
      "Pool series, or flat allocation per request.",
    ),
  ],
  alerts: [
    threshold(
      "Garbage collection takes more than 5 % of the time.",
      crosses("gc-share", T21.limits.garbageCollection),
    ),
    anomaly("Allocation per request jumped.", leavesBand("allocation-per-request")),
    forecast("Memory after garbage collection keeps rising to its limit: a leak."),
  ],
  capacity: {
    model: "little",
    formulae: ["F7", "F10"],
    text: "Objects needed = rate of use times the time of one use; memory after garbage collection grows to the limit.",
  },
  actions: ["Pool objects.", "Reuse buffers.", "Fix the leak."],
  visibility: [
    "A pool without series of its own shows only through allocation, which is a weak sign.",
  ],
};
