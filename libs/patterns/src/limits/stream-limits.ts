import { buildTable, hourMs, minuteMs } from "./limit.ts";

/** T14: rules for RabbitMQ of awesome-prometheus-alerts. */
export const T14 = buildTable("T14", "awesome-prometheus-alerts", {
  queued: {
    comparison: "gt",
    value: 1000,
    unit: "{message}",
    meaning: "Messages of a queue that are ready or unacknowledged.",
  },
  consumers: {
    severity: "critical",
    comparison: "lt",
    value: 1,
    unit: "{consumer}",
    meaning: "Consumers of a queue.",
  },
  nodeResources: {
    comparison: "gt",
    value: 0.9,
    unit: "1",
    meaning: "Memory or file descriptors of a node divided by their limit.",
  },
  timeToDiskWatermark: {
    comparison: "lt",
    value: (24 * hourMs) / 1000,
    unit: "s",
    meaning: "Predicted time until free disk space falls to the watermark.",
  },
  connectionChurn: {
    comparison: "gt",
    value: 0.1,
    unit: "1",
    meaning: "Closed connections divided by open ones.",
  },
  deadLetters: {
    comparison: "gt",
    value: 10,
    unit: "{message}",
    meaning: "Messages in a dead-letter queue.",
  },
});

/** T15: rules for Kafka of awesome-prometheus-alerts. */
export const T15 = buildTable("T15", "awesome-prometheus-alerts", {
  inSyncReplicas: {
    comparison: "lt",
    value: 3,
    unit: "{replica}",
    meaning: "In-sync replicas of a partition.",
  },
  groupLag: {
    comparison: "gt",
    value: 10_000,
    unit: "{message}",
    meaning: "Lag of a consumer group.",
  },
  lagSlope: {
    comparison: "gt",
    value: 0,
    unit: "{message}/s",
    heldMs: 15 * minuteMs,
    meaning: "Rise of the lag per second.",
  },
});

/** T26: rules for Flink of awesome-prometheus-alerts. */
export const T26 = buildTable("T26", "awesome-prometheus-alerts", {
  backPressure: {
    comparison: "gt",
    value: 0.5,
    unit: "1",
    meaning: "Share of time a task is back-pressured; the metric counts 500 ms per second.",
  },
  checkpointDuration: {
    comparison: "gt",
    value: 60,
    unit: "s",
    meaning: "Duration of a checkpoint.",
  },
  failedCheckpoints: {
    comparison: "gt",
    value: 1,
    unit: "{checkpoint}",
    heldMs: 10 * minuteMs,
    meaning: "Failed checkpoints within 10 minutes.",
  },
});

/** T29: tiers of the requirement document, see `expectedTiers` for which pattern belongs to which. */
export const T29 = buildTable("T29", "requirement document 001", {
  latencyVeryLow: {
    severity: "info",
    comparison: "gte",
    value: 0.01,
    unit: "s",
    meaning: "Response time of the tier very low.",
  },
  latencyLow: {
    severity: "info",
    comparison: "gte",
    value: 0.1,
    unit: "s",
    meaning: "Response time of the tier low.",
  },
  latencyMedium: {
    comparison: "gte",
    value: 0.5,
    unit: "s",
    meaning: "Response time of the tier medium.",
  },
  latencyAcceptable: {
    severity: "critical",
    comparison: "gte",
    value: 1,
    unit: "s",
    meaning: "Response time of the tier acceptable.",
  },
  throughputVeryHigh: {
    severity: "info",
    comparison: "lte",
    value: 10_000,
    unit: "{request}/s",
    meaning: "Throughput of the tier very high.",
  },
  throughputHigh: {
    severity: "info",
    comparison: "lt",
    value: 1000,
    unit: "{request}/s",
    meaning: "Throughput of the tier high.",
  },
  throughputMedium: {
    severity: "info",
    comparison: "lt",
    value: 100,
    unit: "{request}/s",
    meaning: "Throughput of the tier medium; less is the tier low.",
  },
  availabilityHighest: {
    severity: "info",
    comparison: "lt",
    value: 0.9999,
    unit: "1",
    meaning: "Availability of the tier 99.99 %.",
  },
  availabilityHigh: {
    comparison: "lt",
    value: 0.999,
    unit: "1",
    meaning: "Availability of the tier 99.9 %.",
  },
  availabilityMedium: {
    comparison: "lt",
    value: 0.99,
    unit: "1",
    meaning: "Availability of the tier 99 %.",
  },
  availabilityLow: {
    severity: "critical",
    comparison: "lt",
    value: 0.95,
    unit: "1",
    meaning: "Availability of the tier 95 %.",
  },
});
