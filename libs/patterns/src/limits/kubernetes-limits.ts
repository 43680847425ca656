import { buildTable, dayMs, hourMs, minuteMs } from "./limit.ts";

/** T1: alert rules of kubernetes-mixin for the horizontal pod autoscaler. */
export const T1 = buildTable("T1", "kubernetes-mixin", {
  atMaximum: {
    comparison: "gte",
    value: 1,
    unit: "1",
    heldMs: 15 * minuteMs,
    meaning: "Replicas divided by the maximum, where maximum and minimum differ.",
  },
  desiredNotReached: {
    comparison: "gt",
    value: 0,
    unit: "{pod}",
    heldMs: 15 * minuteMs,
    meaning:
      "Desired minus current replicas, with the current count unchanged and between the bounds.",
  },
});

/** T2: alert rules of kubernetes-mixin for workloads that do not reach their desired state. */
export const T2 = buildTable("T2", "kubernetes-mixin", {
  replicasMissing: {
    comparison: "gt",
    value: 0,
    unit: "{pod}",
    heldMs: 15 * minuteMs,
    meaning:
      "Desired minus available replicas with no progress for 10 minutes, for deployments, stateful sets and daemon sets.",
  },
  notProgressing: {
    comparison: "gt",
    value: 0,
    unit: "1",
    heldMs: 15 * minuteMs,
    meaning: "1 while the Progressing condition of a deployment is false.",
  },
  generationMismatch: {
    comparison: "gt",
    value: 0,
    unit: "1",
    heldMs: 15 * minuteMs,
    meaning: "1 while the observed generation differs from the wanted one.",
  },
  crashLoop: {
    comparison: "gt",
    value: 0,
    unit: "{container}",
    heldMs: 15 * minuteMs,
    meaning: "Containers in a crash loop.",
  },
  containerWaiting: {
    comparison: "gt",
    value: 0,
    unit: "{container}",
    heldMs: hourMs,
    meaning: "Containers that wait to start.",
  },
  jobFailed: {
    comparison: "gt",
    value: 0,
    unit: "{job}",
    heldMs: 15 * minuteMs,
    meaning: "Jobs that failed.",
  },
});

/** T3: alert rule of kubernetes-mixin for CPU throttling. */
export const T3 = buildTable("T3", "kubernetes-mixin", {
  throttledPeriods: {
    comparison: "gt",
    value: 0.25,
    unit: "1",
    heldMs: 15 * minuteMs,
    meaning: "Scheduler periods in which a container was throttled, divided by all periods.",
  },
});

/** T4: alert rules of kubernetes-mixin for persistent volumes; inodes have the same limits. */
export const T4 = buildTable("T4", "kubernetes-mixin", {
  volumeFreeCritical: {
    severity: "critical",
    comparison: "lt",
    value: 0.03,
    unit: "1",
    meaning: "Free share of a volume, or of its inodes.",
  },
  volumeFreeWarning: {
    comparison: "lt",
    value: 0.15,
    unit: "1",
    meaning: "Free share of a volume, or of its inodes, when the fit also reaches zero in time.",
  },
  volumeTimeToFull: {
    comparison: "lt",
    value: (4 * dayMs) / 1000,
    unit: "s",
    meaning: "Time until a linear fit over the last 6 hours reaches zero free space.",
  },
});

/** T8: SLO burn rates for a budget of 30 days, as configured by kubernetes-mixin after the SRE workbook. */
export const T8 = buildTable("T8", "kubernetes-mixin, after the SRE workbook", {
  pageFast: {
    severity: "critical",
    comparison: "gt",
    value: 14.4,
    unit: "1",
    meaning: "Burn rate over 1 hour and over 5 minutes.",
  },
  pageSlow: {
    severity: "critical",
    comparison: "gt",
    value: 6,
    unit: "1",
    meaning: "Burn rate over 6 hours and over 30 minutes.",
  },
  ticketFast: {
    comparison: "gt",
    value: 3,
    unit: "1",
    meaning: "Burn rate over 1 day and over 2 hours.",
  },
  ticketSlow: {
    comparison: "gt",
    value: 1,
    unit: "1",
    meaning: "Burn rate over 3 days and over 6 hours.",
  },
});

/** T23: documented defaults of the Kubernetes horizontal pod autoscaler. Utilisation targets need CPU requests. */
export const T23 = buildTable("T23", "Kubernetes documentation", {
  tolerance: {
    severity: "info",
    comparison: "lte",
    value: 0.1,
    unit: "1",
    meaning: "Deviation of the metric from its target at which the autoscaler still does nothing.",
  },
  loopInterval: {
    severity: "info",
    comparison: "gte",
    value: 15,
    unit: "s",
    meaning: "Time between two decisions of the autoscaler.",
  },
  scaleDownWindow: {
    severity: "info",
    comparison: "gte",
    value: 300,
    unit: "s",
    meaning: "Stabilisation window before scaling in.",
  },
  initialReadiness: {
    severity: "info",
    comparison: "gte",
    value: 30,
    unit: "s",
    meaning: "Time after start in which a pod that is not ready is left out of the average.",
  },
  cpuInitialisation: {
    severity: "info",
    comparison: "gte",
    value: 300,
    unit: "s",
    meaning: "Time after start in which the CPU use of a pod is not trusted.",
  },
});

/** T24: documented defaults of EC2 Auto Scaling. */
export const T24 = buildTable("T24", "AWS documentation", {
  cooldown: {
    severity: "info",
    comparison: "gte",
    value: 300,
    unit: "s",
    meaning: "Default pause after a scaling activity.",
  },
  historyMinimum: {
    severity: "info",
    comparison: "gte",
    value: dayMs / 1000,
    unit: "s",
    meaning: "History that predictive scaling needs before its first forecast.",
  },
  historyUsed: {
    severity: "info",
    comparison: "gte",
    value: (14 * dayMs) / 1000,
    unit: "s",
    meaning: "History that predictive scaling learns from.",
  },
  forecastHorizon: {
    severity: "info",
    comparison: "gte",
    value: (48 * hourMs) / 1000,
    unit: "s",
    meaning: "Length of the hourly forecast of predictive scaling.",
  },
});
