import { METRIC_JVM_CPU_COUNT, METRIC_JVM_MEMORY_LIMIT } from "@opentelemetry/semantic-conventions";
import {
  ATTR_HOST_TYPE,
  ATTR_K8S_CONTAINER_STATUS_REASON,
  METRIC_GO_MEMORY_LIMIT,
  METRIC_GO_PROCESSOR_LIMIT,
  METRIC_K8S_CONTAINER_CPU_LIMIT_DESIRED,
  METRIC_K8S_CONTAINER_MEMORY_LIMIT_DESIRED,
  METRIC_PROCESS_CPU_UTILIZATION,
  METRIC_SYSTEM_CPU_LOGICAL_COUNT,
  METRIC_SYSTEM_MEMORY_LIMIT,
} from "@opentelemetry/semantic-conventions/incubating";
import { T6, T7 } from "../../limits/host-limits.ts";
import {
  anomaly,
  attribute,
  crosses,
  forecast,
  indicator,
  leavesBand,
  log,
  metric,
  ownObjective,
  reaches,
  resource,
  threshold,
  verify,
} from "../build.ts";
import type { PatternRecord } from "../types.ts";

/** P02: Vertical scaling. */
export const verticalScaling: PatternRecord = {
  id: "P02",
  slug: "vertical-scaling",
  family: "scaling",
  name: "Vertical scaling",
  what: "A service gets a bigger machine or bigger container limits instead of more instances. It needs no change of the software, but it has a ceiling and usually costs a restart.",
  whenToUse:
    "Use it for stateful parts that cannot be split easily, and as the quick first step. Plan the way to horizontal scaling before the largest machine is reached.",
  grade: "inferred",
  evidence: [
    metric("semconv", [
      METRIC_SYSTEM_CPU_LOGICAL_COUNT,
      METRIC_SYSTEM_MEMORY_LIMIT,
      METRIC_K8S_CONTAINER_CPU_LIMIT_DESIRED,
      METRIC_K8S_CONTAINER_MEMORY_LIMIT_DESIRED,
      METRIC_JVM_CPU_COUNT,
      METRIC_JVM_MEMORY_LIMIT,
      METRIC_GO_PROCESSOR_LIMIT,
      METRIC_GO_MEMORY_LIMIT,
      METRIC_PROCESS_CPU_UTILIZATION,
    ]),
    resource("semconv", [ATTR_HOST_TYPE]),
    metric("collector-2026", ["k8s.container.cpu_limit", "k8s.container.memory_limit"]),
    metric("exporter", [
      "kube_pod_container_resource_limits",
      "vpa_updater_vpas_with_evicted_pods_total",
    ]),
    metric("exporter", ["CPUUtilization"], "CloudWatch."),
    log("semconv", ["OutOfMemoryError"], "Text of a JVM that ran out of memory."),
    log("semconv", ["OOMKilled"], "Reason in the container status."),
    attribute("semconv", [ATTR_K8S_CONTAINER_STATUS_REASON]),
  ],
  detect:
    "One instance, or a primary with a fixed count, carries the load while its machine type, CPU count or limit steps upward across restarts of the same identity; or a stateful tier runs with a single instance.",
  indicators: [
    indicator(
      "cpu-utilisation",
      "CPU utilisation",
      "1",
      "CPU used divided by what the machine or the limit gives.",
      ["F1", "used / limit"],
      { weight: 0.25, good: 0.6, limits: [T7.limits.cpu, T6.limits.cpu], bad: 0.95 },
    ),
    indicator(
      "memory-utilisation",
      "Memory utilisation",
      "1",
      "Memory used divided by what the machine or the limit gives.",
      ["F1", "used / limit"],
      { weight: 0.25, good: 0.6, limits: [T7.limits.containerLimit, T6.limits.memory], bad: 0.95 },
    ),
    indicator(
      "disk-utilisation",
      "Disk busy share",
      "1",
      "Share of time in which the disk was busy.",
      ["F1", "increase of the disk's busy time per second"],
      { weight: 0.15, good: 0.5, limits: [T7.limits.diskBusy] },
    ),
    indicator(
      "network-utilisation",
      "Network utilisation",
      "1",
      "Traffic divided by the line speed of the interface.",
      ["F1", "bytes per second × 8 / line speed"],
      { weight: 0.15, good: 0.5, limits: [T7.limits.network] },
    ),
    indicator(
      "steps-left",
      "Sizes left",
      "{step}",
      "Larger machine types left in the family.",
      "Position of the current type in the list of the family's types",
      {
        weight: 0.1,
        noLimit: "It needs a catalogue of machine types, which telemetry does not carry.",
      },
    ),
    indicator(
      "resize-downtime",
      "Downtime per resize",
      "s",
      "Gap in the instance's data at each step up.",
      "First point after a resize − last point before it",
      { weight: 0.1, noLimit: ownObjective },
    ),
  ],
  verify: [
    verify(
      "hardware-ceiling",
      "The maximum size of the hardware is known.",
      ["001"],
      "partly",
      "Needs a catalogue of machine types; the step history is visible.",
    ),
    verify(
      "downtime-planned",
      "Downtime for upgrades is planned.",
      ["001"],
      "yes",
      "The gap in the instance's data at a resize.",
    ),
    verify(
      "utilisation-watched",
      "Utilisation is watched.",
      ["001"],
      "yes",
      "Utilisation series of CPU, memory, disk and network exist.",
    ),
    verify(
      "cost-benefit",
      "Cost is weighed against benefit.",
      ["001"],
      "partly",
      "Utilisation before and after a step is visible, the price is not.",
    ),
    verify(
      "horizontal-migration",
      "Moving to horizontal scaling has been assessed.",
      ["001"],
      "partly",
      "Recommended from the number of steps left.",
    ),
  ],
  alerts: [
    threshold(
      "CPU utilisation is above 90 % for 15 minutes.",
      crosses("cpu-utilisation", T6.limits.cpu),
    ),
    anomaly(
      "Memory in use departs from its weekly pattern.",
      leavesBand("memory-utilisation", "either"),
    ),
    forecast(
      "A resource reaches its limit within the lead time of a resize.",
      reaches("cpu-utilisation", "gte", 1),
    ),
  ],
  capacity: {
    model: "growth",
    formulae: ["F10", "F8"],
    text: "Linear or seasonal growth to the limit. For CPU a queue with one server per core gives the latency on the way there. The requirement documents expect fewer than 100 requests per second and 95 % availability of this pattern.",
  },
  actions: [
    "Resize with the headroom stated.",
    "When the next two steps would hit the ceiling, move to horizontal scaling (P01), sharding (P25) or a distributed cache (P14).",
  ],
  visibility: ["The largest available machine type and its price are not in telemetry."],
};
