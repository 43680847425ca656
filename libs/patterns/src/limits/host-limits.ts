import { buildTable, hourMs, minuteMs } from "./limit.ts";

/** T5: alert rules of node-mixin for filesystems. */
export const T5 = buildTable("T5", "node-mixin", {
  freeWithForecastWarning: {
    comparison: "lt",
    value: 0.4,
    unit: "1",
    meaning: "Free share of a filesystem that is also predicted to be full within 24 hours.",
  },
  timeToFullWarning: {
    comparison: "lt",
    value: (24 * hourMs) / 1000,
    unit: "s",
    meaning: "Predicted time until a filesystem is full.",
  },
  freeWithForecastCritical: {
    severity: "critical",
    comparison: "lt",
    value: 0.2,
    unit: "1",
    meaning: "Free share of a filesystem that is also predicted to be full within 4 hours.",
  },
  timeToFullCritical: {
    severity: "critical",
    comparison: "lt",
    value: (4 * hourMs) / 1000,
    unit: "s",
    meaning: "Predicted time until a filesystem is full.",
  },
  freeWarning: {
    comparison: "lt",
    value: 0.05,
    unit: "1",
    meaning: "Free share of a filesystem, whatever its trend.",
  },
  freeCritical: {
    severity: "critical",
    comparison: "lt",
    value: 0.03,
    unit: "1",
    meaning: "Free share of a filesystem, whatever its trend.",
  },
});

/** T6: alert rules of node-mixin for hosts. */
export const T6 = buildTable("T6", "node-mixin", {
  cpu: {
    comparison: "gt",
    value: 0.9,
    unit: "1",
    heldMs: 15 * minuteMs,
    meaning: "CPU utilisation of a host.",
  },
  loadPerCore: {
    comparison: "gt",
    value: 2,
    unit: "1",
    meaning: "Load average over one minute divided by the number of cores.",
  },
  memory: { comparison: "gt", value: 0.9, unit: "1", meaning: "Memory utilisation of a host." },
  majorFaults: {
    comparison: "gt",
    value: 500,
    unit: "{fault}/s",
    meaning: "Page faults per second that had to read from disk.",
  },
  weightedDiskTime: {
    comparison: "gt",
    value: 10,
    unit: "1",
    meaning: "Weighted disk time per second, which is the mean length of the disk queue.",
  },
  fileDescriptorsWarning: {
    comparison: "gt",
    value: 0.7,
    unit: "1",
    meaning: "Open file descriptors divided by their limit.",
  },
  fileDescriptorsCritical: {
    severity: "critical",
    comparison: "gt",
    value: 0.9,
    unit: "1",
    meaning: "Open file descriptors divided by their limit.",
  },
  conntrack: {
    comparison: "gt",
    value: 0.75,
    unit: "1",
    meaning: "Entries of the connection-tracking table divided by its size.",
  },
  networkErrors: {
    comparison: "gt",
    value: 0.01,
    unit: "1",
    meaning: "Packets with errors divided by all packets of an interface.",
  },
});

/** T7: rules of awesome-prometheus-alerts for hosts and containers. */
export const T7 = buildTable("T7", "awesome-prometheus-alerts", {
  cpu: {
    comparison: "gt",
    value: 0.8,
    unit: "1",
    heldMs: 10 * minuteMs,
    meaning: "CPU utilisation of a host.",
  },
  steal: {
    comparison: "gt",
    value: 0.1,
    unit: "1",
    meaning: "CPU time that the hypervisor gave to other machines.",
  },
  iowait: {
    comparison: "gt",
    value: 0.1,
    unit: "1",
    meaning: "CPU time spent waiting for disks.",
  },
  diskBusy: {
    comparison: "gt",
    value: 0.8,
    unit: "1",
    meaning: "Share of time in which a disk was busy.",
  },
  diskOperation: {
    comparison: "gt",
    value: 0.1,
    unit: "s",
    meaning: "Mean duration of one disk operation.",
  },
  network: {
    comparison: "gt",
    value: 0.8,
    unit: "1",
    meaning: "Traffic of a network interface divided by its line speed.",
  },
  swap: { comparison: "gt", value: 0.8, unit: "1", meaning: "Used share of the swap space." },
  containerLimit: {
    comparison: "gt",
    value: 0.8,
    unit: "1",
    meaning: "CPU or memory use of a container divided by its limit.",
  },
  nodePods: {
    comparison: "gt",
    value: 0.9,
    unit: "1",
    meaning: "Pods on a node divided by the pods it can hold.",
  },
});

/** T21: rules of awesome-prometheus-alerts for language runtimes. */
export const T21 = buildTable("T21", "awesome-prometheus-alerts", {
  jvmHeap: { comparison: "gt", value: 0.8, unit: "1", meaning: "Used share of the JVM heap." },
  garbageCollection: {
    comparison: "gt",
    value: 0.05,
    unit: "1",
    meaning: "Share of time spent in garbage collection, for the JVM and for Go.",
  },
  jvmBlockedThreads: {
    comparison: "gt",
    value: 50,
    unit: "{thread}",
    meaning: "JVM threads in the blocked state.",
  },
  jvmDeadlockedThreads: {
    severity: "critical",
    comparison: "gt",
    value: 0,
    unit: "{thread}",
    meaning: "JVM threads in a deadlock.",
  },
  goroutines: {
    comparison: "gt",
    value: 1000,
    unit: "{goroutine}",
    meaning: "Goroutines of a process; a count that keeps rising is also a finding.",
  },
  phpListenQueue: {
    comparison: "gt",
    value: 0.8,
    unit: "1",
    meaning: "Listen queue of PHP-FPM divided by its length.",
  },
  phpBusy: {
    comparison: "gt",
    value: 0.8,
    unit: "1",
    meaning: "Busy PHP-FPM workers divided by their maximum.",
  },
});
