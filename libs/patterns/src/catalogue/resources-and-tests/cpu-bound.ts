import { METRIC_JVM_CPU_RECENT_UTILIZATION } from "@opentelemetry/semantic-conventions";
import {
  ATTR_CPU_MODE,
  METRIC_CONTAINER_CPU_USAGE,
  METRIC_GO_CPU_TIME,
  METRIC_K8S_CONTAINER_CPU_LIMIT_UTILIZATION,
  METRIC_NODEJS_EVENTLOOP_UTILIZATION,
  METRIC_PROCESS_CPU_UTILIZATION,
  METRIC_SYSTEM_CPU_TIME,
  METRIC_SYSTEM_CPU_UTILIZATION,
} from "@opentelemetry/semantic-conventions/incubating";
import { T21, T6, T7 } from "../../limits/host-limits.ts";
import { T3 } from "../../limits/kubernetes-limits.ts";
import {
  anomaly,
  attribute,
  crosses,
  forecast,
  indicator,
  leavesBand,
  metric,
  ownBaseline,
  reaches,
  threshold,
  traceShape,
  verify,
} from "../build.ts";
import type { PatternRecord } from "../types.ts";

/** P65: CPU-bound service. */
export const cpuBound: PatternRecord = {
  id: "P65",
  slug: "cpu-bound",
  family: "resources-and-tests",
  name: "CPU-bound service",
  what: "The processor is what limits the service: latency follows CPU use. More CPU, or less work per request, is the only remedy.",
  whenToUse:
    "Look here when latency rises with CPU use. Keep utilisation below about 70 to 80 %, where waiting begins to grow fast.",
  grade: "direct",
  evidence: [
    metric("semconv", [
      METRIC_SYSTEM_CPU_TIME,
      METRIC_SYSTEM_CPU_UTILIZATION,
      METRIC_PROCESS_CPU_UTILIZATION,
      METRIC_CONTAINER_CPU_USAGE,
      METRIC_K8S_CONTAINER_CPU_LIMIT_UTILIZATION,
      METRIC_JVM_CPU_RECENT_UTILIZATION,
      METRIC_GO_CPU_TIME,
      METRIC_NODEJS_EVENTLOOP_UTILIZATION,
    ]),
    attribute("semconv", [ATTR_CPU_MODE]),
    metric("collector", [
      "system.cpu.load_average.1m",
      "container.cpu.throttling_data.throttled_periods",
    ]),
    metric("exporter", ["container_cpu_cfs_throttled_periods_total", "node_load1"]),
    traceShape("Little time of the spans is spent off the CPU; the profiles signal shows where."),
  ],
  detect:
    "Utilisation above 80 %, latency follows it, and little of the span time is spent off the CPU.",
  indicators: [
    indicator(
      "cpu-utilisation",
      "CPU utilisation",
      "1",
      "CPU used divided by what is there.",
      ["F1", "used / limit"],
      { weight: 0.35, good: 0.6, limits: [T7.limits.cpu, T6.limits.cpu], bad: 0.95 },
    ),
    indicator(
      "load-per-core",
      "Run queue per core",
      "1",
      "Load average over a minute divided by cores.",
      ["F2", "load1 / cores"],
      { weight: 0.2, good: 0.7, limits: [T6.limits.loadPerCore] },
    ),
    indicator(
      "throttled-periods",
      "Throttling",
      "1",
      "Throttled scheduler periods divided by all.",
      "throttled / periods",
      { weight: 0.2, good: 0.05, limits: [T3.limits.throttledPeriods] },
    ),
    indicator(
      "steal",
      "Steal",
      "1",
      "CPU time that the hypervisor gave to other machines.",
      "steal time / time",
      { weight: 0.1, good: 0.01, limits: [T7.limits.steal] },
    ),
    indicator(
      "gc-share",
      "Garbage collection",
      "1",
      "Share of time spent in garbage collection.",
      "time in garbage collection / time",
      { weight: 0.1, good: 0.01, limits: [T21.limits.garbageCollection], bad: 0.1 },
    ),
    indicator(
      "cpu-per-request",
      "CPU per request",
      "s",
      "CPU seconds per request.",
      "increase of CPU time / requests",
      { weight: 0.05, noLimit: ownBaseline },
    ),
  ],
  verify: [
    verify(
      "profiled",
      "The service has been profiled.",
      ["004"],
      "partly",
      "The profiles signal exists.",
    ),
    verify("results-cached", "Results are cached.", ["004"], "partly", "P13 and P14."),
    verify("asynchronous", "Heavy work is asynchronous.", ["004"], "partly", "P44."),
  ],
  alerts: [
    threshold("CPU is above 90 % for 15 minutes.", crosses("cpu-utilisation", T6.limits.cpu)),
    anomaly("CPU per request shifted.", leavesBand("cpu-per-request")),
    forecast("CPU reaches its limit.", reaches("cpu-utilisation", "gte", 1)),
  ],
  capacity: {
    model: "erlang",
    formulae: ["F8", "F10"],
    text: "A queue with one server per core; waiting bends upward at a load of about 0.7 to 0.8.",
  },
  actions: ["Profile.", "Cache.", "Scale."],
  visibility: [
    "The choice of algorithms and data structures is structure of code; profiles, and latency over the size of the input, are the nearest evidence.",
  ],
};
