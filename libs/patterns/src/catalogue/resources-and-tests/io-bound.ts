import {
  ATTR_CPU_MODE,
  METRIC_K8S_POD_VOLUME_AVAILABLE,
  METRIC_K8S_POD_VOLUME_CAPACITY,
  METRIC_K8S_POD_VOLUME_INODE_FREE,
  METRIC_SYSTEM_DISK_IO,
  METRIC_SYSTEM_DISK_IO_TIME,
  METRIC_SYSTEM_DISK_OPERATIONS,
  METRIC_SYSTEM_DISK_OPERATION_TIME,
  METRIC_SYSTEM_FILESYSTEM_USAGE,
  METRIC_SYSTEM_FILESYSTEM_UTILIZATION,
  METRIC_SYSTEM_NETWORK_ERRORS,
  METRIC_SYSTEM_NETWORK_IO,
  METRIC_SYSTEM_NETWORK_PACKET_DROPPED,
} from "@opentelemetry/semantic-conventions/incubating";
import { dayMs } from "../../limits/limit.ts";
import { T5, T6, T7 } from "../../limits/host-limits.ts";
import { T4 } from "../../limits/kubernetes-limits.ts";
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
  verify,
} from "../build.ts";
import type { PatternRecord } from "../types.ts";

/** P67: I/O-bound service (disk and network). */
export const ioBound: PatternRecord = {
  id: "P67",
  slug: "io-bound",
  family: "resources-and-tests",
  name: "I/O-bound service (disk and network)",
  what: "Disk or network is what limits the service: the processor is idle while requests wait. More CPU does not help.",
  whenToUse:
    "Look here when latency is high and CPU is low. Check burst credits of cloud disks before anything else.",
  grade: "direct",
  evidence: [
    metric("semconv", [
      METRIC_SYSTEM_DISK_IO,
      METRIC_SYSTEM_DISK_OPERATIONS,
      METRIC_SYSTEM_DISK_IO_TIME,
      METRIC_SYSTEM_DISK_OPERATION_TIME,
      METRIC_SYSTEM_FILESYSTEM_UTILIZATION,
      METRIC_SYSTEM_FILESYSTEM_USAGE,
      METRIC_K8S_POD_VOLUME_AVAILABLE,
      METRIC_K8S_POD_VOLUME_CAPACITY,
      METRIC_K8S_POD_VOLUME_INODE_FREE,
      METRIC_SYSTEM_NETWORK_IO,
      METRIC_SYSTEM_NETWORK_ERRORS,
      METRIC_SYSTEM_NETWORK_PACKET_DROPPED,
    ]),
    attribute("semconv", [ATTR_CPU_MODE], "iowait."),
    metric("collector", [
      "system.disk.weighted_io_time",
      "system.disk.pending_operations",
      "system.network.conntrack.count",
    ]),
    metric("exporter", [
      "node_disk_io_time_weighted_seconds_total",
      "kubelet_volume_stats_available_bytes",
    ]),
    metric("docs", ["DiskQueueDepth", "ReadLatency", "BurstBalance"], "CloudWatch, RDS and EBS."),
  ],
  detect:
    "CPU below 50 % while waiting for disks, or the share of client spans, takes more than 60 % of the request time.",
  indicators: [
    indicator(
      "disk-busy",
      "Disk busy",
      "1",
      "Share of time in which the disk was busy.",
      ["F1", "increase of busy time per second"],
      { weight: 0.2, good: 0.5, limits: [T7.limits.diskBusy], bad: 1 },
    ),
    indicator(
      "disk-queue",
      "Disk queue",
      "1",
      "Mean length of the disk queue.",
      ["F2", "increase of weighted disk time per second"],
      { weight: 0.15, good: 1, limits: [T6.limits.weightedDiskTime] },
    ),
    indicator(
      "disk-await",
      "Time of a disk operation",
      "s",
      "Mean time of one disk operation.",
      "increase of operation time / increase of operations",
      { weight: 0.15, good: 0.01, limits: [T7.limits.diskOperation] },
    ),
    indicator(
      "iowait",
      "Waiting for disks",
      "1",
      "CPU time spent waiting for disks.",
      "iowait time / time",
      { weight: 0.1, good: 0.01, limits: [T7.limits.iowait], bad: 0.3 },
    ),
    indicator(
      "space-free",
      "Free space",
      "1",
      "Free share of the fullest filesystem or volume, and of its inodes.",
      ["F1", "free / size"],
      {
        weight: 0.15,
        good: 0.4,
        limits: [
          T4.limits.volumeFreeWarning,
          T5.limits.freeWarning,
          T4.limits.volumeFreeCritical,
          T5.limits.freeCritical,
        ],
      },
    ),
    indicator(
      "time-to-full",
      "Time to full",
      "s",
      "Time until the fullest filesystem is full.",
      ["F10", "free / slope"],
      {
        weight: 0.1,
        good: 1209600,
        limits: [
          T4.limits.volumeTimeToFull,
          T5.limits.timeToFullWarning,
          T5.limits.timeToFullCritical,
        ],
        bad: 14400,
      },
    ),
    indicator(
      "network-utilisation",
      "Network",
      "1",
      "Traffic divided by line speed.",
      ["F1", "bytes per second × 8 / line speed"],
      { weight: 0.05, good: 0.5, limits: [T7.limits.network], bad: 1 },
    ),
    indicator(
      "network-errors",
      "Network errors",
      "1",
      "Packets with errors or dropped, divided by all; retransmits where reported.",
      "errors / packets",
      { weight: 0.05, good: 0, limits: [T6.limits.networkErrors] },
    ),
    indicator(
      "burst-credit",
      "Burst credit",
      "1",
      "Credit that is left for bursts of the disk.",
      "burst balance / 100",
      { weight: 0.05, good: 0.8, limits: [own("warning", "lt", 0.2, "1")], bad: 0 },
    ),
  ],
  verify: [
    verify("batching", "Operations are batched.", ["004"], "partly", "P31 and P46."),
    verify("compression", "Data is compressed.", ["004"], "partly", "P68."),
    verify("async-io", "I/O is asynchronous.", ["004"], "partly", "CPU per busy thread (P35)."),
  ],
  alerts: [
    threshold(
      "A disk is busy for more than 80 % of the time.",
      crosses("disk-busy", T7.limits.diskBusy),
    ),
    threshold(
      "Disk operations take longer than 100 ms.",
      crosses("disk-await", T7.limits.diskOperation),
    ),
    threshold(
      "A volume has less than 3 % free.",
      crosses("space-free", T4.limits.volumeFreeCritical),
      "critical",
    ),
    anomaly("Disk operations take longer than usual.", leavesBand("disk-await")),
    forecast(
      "A filesystem is full within 4 days.",
      reaches("time-to-full", "lt", 345600, 4 * dayMs),
    ),
    forecast("Burst credit runs out.", reaches("burst-credit", "lte", 0)),
  ],
  capacity: {
    model: "growth",
    formulae: ["F10", "F8"],
    text: "Growth of the space used; for operations a queue with the queue depth as its servers.",
  },
  actions: ["Batch.", "Cache.", "Use a faster disk."],
  visibility: [],
};
