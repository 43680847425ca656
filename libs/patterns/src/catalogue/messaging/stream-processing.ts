import {
  ATTR_MESSAGING_DESTINATION_PARTITION_ID,
  ATTR_MESSAGING_KAFKA_OFFSET,
  ATTR_MESSAGING_SYSTEM,
} from "@opentelemetry/semantic-conventions/incubating";
import { T15, T26 } from "../../limits/stream-limits.ts";
import {
  anomaly,
  attribute,
  crosses,
  forecast,
  indicator,
  metric,
  own,
  ownBaseline,
  ownObjective,
  threshold,
  verify,
} from "../build.ts";
import type { PatternRecord } from "../types.ts";

/** P45: Stream processing and event streaming. */
export const streamProcessing: PatternRecord = {
  id: "P45",
  slug: "stream-processing",
  family: "messaging",
  name: "Stream processing and event streaming",
  what: "A service reads a stream without end, transforms it and writes another. Order and parallelism follow the partitions of the stream.",
  whenToUse:
    "Use it when results must follow events within seconds and volumes are too large for one queue. Choose a key that spreads evenly.",
  grade: "direct",
  evidence: [
    attribute(
      "semconv",
      [ATTR_MESSAGING_SYSTEM, ATTR_MESSAGING_KAFKA_OFFSET, ATTR_MESSAGING_DESTINATION_PARTITION_ID],
      "Kafka, Kinesis or Pulsar with continuous polling.",
    ),
    metric(
      "exporter",
      [
        "kafka.consumer.records_lag_max",
        "kafka.consumer.records_consumed_rate",
        "kafka.consumer.poll_idle_ratio_avg",
        "kafka.consumer.time_between_poll_max",
        "kafka.consumer.rebalance_rate_per_hour",
        "kafka.consumer.rebalance_latency_max",
        "kafka.consumer.fetch_throttle_time_max",
      ],
      "Java client.",
    ),
    metric("collector", [
      "flink.task.record.count",
      "flink.operator.watermark.output",
      "flink.job.checkpoint.count",
      "flink.job.last_checkpoint.time",
      "flink.job.restart.count",
    ]),
    metric("rules", [
      "flink_taskmanager_job_task_backPressuredTimeMsPerSecond",
      "flink_taskmanager_job_task_isBackPressured",
    ]),
    metric("collector", ["spark.driver.live_listener_bus.queue_size"]),
  ],
  detect:
    "The consumer also produces to another topic (consume, transform, produce), at a steady rate and in parallel by partition.",
  indicators: [
    indicator(
      "partition-lag",
      "Lag",
      "{message}",
      "Messages the group is behind, over its partitions.",
      "Σ over partitions of lag",
      { weight: 0.2, good: 0, limits: [T15.limits.groupLag] },
    ),
    indicator(
      "time-lag",
      "Time lag",
      "s",
      "Age of the next message of the partition that is furthest behind.",
      ["F13", "lag / λ"],
      { weight: 0.15, noLimit: ownObjective },
    ),
    indicator(
      "partition-skew",
      "Uneven partitions",
      "1",
      "Coefficient of variation of the rate over partitions.",
      ["F4", "σ/μ of records per partition"],
      { weight: 0.1, good: 0.1, limits: [own("warning", "gt", 0.25, "1")], bad: 0.5 },
    ),
    indicator(
      "watermark-delay",
      "Watermark delay",
      "s",
      "How far event time is behind the clock.",
      "now − watermark",
      { weight: 0.1, noLimit: ownObjective },
    ),
    indicator(
      "back-pressure",
      "Back pressure",
      "1",
      "Share of time a task is back-pressured; the limit is 500 ms per second.",
      "back-pressured ms per second / 1000",
      { weight: 0.15, good: 0.05, limits: [T26.limits.backPressure] },
    ),
    indicator(
      "rebalance-share",
      "Rebalancing",
      "1",
      "Share of time spent in rebalances.",
      "rebalances per hour × latency / hour",
      { weight: 0.1, noLimit: ownBaseline },
    ),
    indicator(
      "checkpoint-duration",
      "Checkpoint duration",
      "s",
      "Duration of a checkpoint.",
      "time of the last checkpoint",
      { weight: 0.1, good: 10, limits: [T26.limits.checkpointDuration] },
    ),
    indicator(
      "failed-checkpoints",
      "Failed checkpoints",
      "{checkpoint}",
      "Checkpoints that failed within 10 minutes.",
      "increase of failed checkpoints over 10 min",
      { weight: 0.1, good: 0, limits: [T26.limits.failedCheckpoints] },
    ),
  ],
  verify: [
    verify(
      "as-it-arrives",
      "Data is processed as it arrives.",
      ["000"],
      "yes",
      "p95 from event time to output.",
    ),
  ],
  alerts: [
    threshold(
      "The group is more than 10,000 messages behind.",
      crosses("partition-lag", T15.limits.groupLag),
    ),
    threshold(
      "A task is back-pressured for more than 500 ms of every second.",
      crosses("back-pressure", T26.limits.backPressure),
    ),
    threshold(
      "A checkpoint takes longer than 60 s.",
      crosses("checkpoint-duration", T26.limits.checkpointDuration),
    ),
    threshold(
      "More than one checkpoint failed in 10 minutes.",
      crosses("failed-checkpoints", T26.limits.failedCheckpoints),
    ),
    anomaly("The rates in and out no longer match."),
    forecast("Data is lost when the time lag reaches the retention."),
  ],
  capacity: {
    model: "usl",
    formulae: ["F11", "F13"],
    text: "Partitions cap the parallelism; the universal scalability law below that cap.",
  },
  actions: ["Add partitions.", "Tune polling.", "Fix the skewed key."],
  visibility: [],
};
