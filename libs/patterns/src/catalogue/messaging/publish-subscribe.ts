import { ATTR_SERVER_ADDRESS } from "@opentelemetry/semantic-conventions";
import {
  ATTR_MESSAGING_CONSUMER_GROUP_NAME,
  ATTR_MESSAGING_DESTINATION_SUBSCRIPTION_NAME,
  ATTR_MESSAGING_SYSTEM,
  METRIC_MESSAGING_CLIENT_CONSUMED_MESSAGES,
  METRIC_MESSAGING_CLIENT_OPERATION_DURATION,
  METRIC_MESSAGING_CLIENT_SENT_MESSAGES,
  METRIC_MESSAGING_PROCESS_DURATION,
} from "@opentelemetry/semantic-conventions/incubating";
import { T15 } from "../../limits/stream-limits.ts";
import {
  anomaly,
  attribute,
  crosses,
  defined,
  forecast,
  indicator,
  leavesBand,
  metric,
  own,
  ownBaseline,
  reaches,
  threshold,
  traceShape,
  verify,
} from "../build.ts";
import type { PatternRecord } from "../types.ts";

/** P39: Publish and subscribe, event-driven architecture, brokers. */
export const publishSubscribe: PatternRecord = {
  id: "P39",
  slug: "publish-subscribe",
  family: "messaging",
  name: "Publish and subscribe, event-driven architecture, brokers",
  what: "A published event reaches every group that subscribed, and each group keeps its own position. Publishers need not know who listens.",
  whenToUse:
    "Use it when several parties react to the same event. Scale a group up to the number of partitions.",
  grade: "direct",
  evidence: [
    metric(
      "semconv",
      [
        METRIC_MESSAGING_CLIENT_SENT_MESSAGES,
        METRIC_MESSAGING_CLIENT_CONSUMED_MESSAGES,
        METRIC_MESSAGING_CLIENT_OPERATION_DURATION,
        METRIC_MESSAGING_PROCESS_DURATION,
      ],
      "As for queues (P38).",
    ),
    attribute("semconv", [
      ATTR_MESSAGING_DESTINATION_SUBSCRIPTION_NAME,
      ATTR_MESSAGING_CONSUMER_GROUP_NAME,
      ATTR_MESSAGING_SYSTEM,
      ATTR_SERVER_ADDRESS,
    ]),
    metric("collector-2026", [
      "kafka.consumer_group.lag",
      "kafka.consumer_group.lag_sum",
      "kafka.consumer_group.members",
      "kafka.partition.replicas_in_sync",
      "kafka.brokers",
      "kafka.topic.partitions",
    ]),
    metric(
      "collector-2026",
      ["kafka.topic.min_insync_replicas", "kafka.topic.log_retention_period"],
      "Off by default.",
    ),
    metric(
      "exporter",
      [
        "kafka.partition.offline",
        "kafka.request.queue",
        "kafka.purgatory.size",
        "kafka.isr.operation.count",
      ],
      "JMX.",
    ),
    metric("exporter", [
      "kafka_topic_partition_under_replicated_partition",
      "kafka_consumergroup_lag_sum",
      "kafka_consumergroup_members",
      "kafka_consumergroup_group_max_lag_seconds",
    ]),
    metric("collector", ["rabbitmq.message.dropped"], "Messages that no queue wanted."),
    traceShape("One PRODUCER span is linked from CONSUMER spans in at least 2 services or groups."),
  ],
  detect:
    "One published message leads to CONSUMER spans in at least 2 services or groups. The broker is known from the messaging system and the server address.",
  indicators: [
    indicator(
      "group-lag",
      "Lag of the slowest group",
      "{message}",
      "Messages the slowest group is behind.",
      "max over groups of lag",
      { weight: 0.3, good: 0, limits: [T15.limits.groupLag] },
    ),
    indicator(
      "lag-slope",
      "Rise of the lag",
      "{message}/s",
      "Messages of lag gained per second.",
      ["F10", "Theil-Sen slope of the lag"],
      { weight: 0.2, good: 0, limits: [T15.limits.lagSlope], bad: 10 },
    ),
    indicator(
      "in-sync-replicas",
      "In-sync replicas",
      "{replica}",
      "In-sync replicas of the partition that has the fewest.",
      "min over partitions of in-sync replicas",
      { weight: 0.25, good: 3, limits: [T15.limits.inSyncReplicas], bad: 1 },
    ),
    indicator(
      "offline-partitions",
      "Offline partitions",
      "{partition}",
      "Partitions without a leader.",
      "offline partitions",
      { weight: 0.15, good: 0, bad: 1, limits: [defined("critical", "gt", 0, "{partition}")] },
    ),
    indicator(
      "fan-out",
      "Fan-out",
      "{group}",
      "Groups that receive one message.",
      "distinct groups per message",
      { weight: 0.02, noLimit: ownBaseline },
    ),
    indicator(
      "unroutable",
      "Unroutable messages",
      "{message}/s",
      "Messages per second that no queue wanted.",
      "increase of dropped messages per second",
      { weight: 0.08, good: 0, limits: [own("warning", "gt", 0, "{message}/s")], bad: 1 },
    ),
  ],
  verify: [
    verify(
      "independent-consumers",
      "Consumers are independent: one slow group does not slow the others.",
      ["002"],
      "yes",
      "Lag per group against the lag of the slowest.",
    ),
  ],
  alerts: [
    threshold(
      "A group is more than 10,000 messages behind.",
      crosses("group-lag", T15.limits.groupLag),
    ),
    threshold("The lag has risen for 15 minutes.", crosses("lag-slope", T15.limits.lagSlope)),
    threshold(
      "Fewer replicas are in sync than there should be.",
      crosses("in-sync-replicas", T15.limits.inSyncReplicas),
    ),
    anomaly("A group stopped consuming.", leavesBand("group-lag")),
    forecast(
      "A group loses messages because its time lag reaches the retention.",
      reaches("group-lag", "gt", 10000),
    ),
  ],
  capacity: {
    model: "growth",
    formulae: ["F13"],
    text: "The drain of the queue for each group, and the loss horizon against the retention.",
  },
  actions: ["Scale the slow group, up to the number of partitions."],
  visibility: ["The conventions of OpenTelemetry define nothing for lag or depth."],
};
