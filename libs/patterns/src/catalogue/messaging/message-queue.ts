import {
  ATTR_MESSAGING_CONSUMER_GROUP_NAME,
  ATTR_MESSAGING_DESTINATION_NAME,
  ATTR_MESSAGING_MESSAGE_ID,
  ATTR_MESSAGING_OPERATION_NAME,
  ATTR_MESSAGING_OPERATION_TYPE,
  ATTR_MESSAGING_SYSTEM,
  METRIC_MESSAGING_CLIENT_CONSUMED_MESSAGES,
  METRIC_MESSAGING_CLIENT_OPERATION_DURATION,
  METRIC_MESSAGING_CLIENT_SENT_MESSAGES,
  METRIC_MESSAGING_PROCESS_DURATION,
} from "@opentelemetry/semantic-conventions/incubating";
import { T14 } from "../../limits/stream-limits.ts";
import { T19 } from "../../limits/traffic-limits.ts";
import {
  anomaly,
  attribute,
  crosses,
  forecast,
  indicator,
  leavesBand,
  log,
  metric,
  own,
  ownBaseline,
  ownObjective,
  reaches,
  threshold,
  traceShape,
  verify,
} from "../build.ts";
import type { PatternRecord } from "../types.ts";

/** P38: Point-to-point queue, producer and consumer. */
export const messageQueue: PatternRecord = {
  id: "P38",
  slug: "message-queue",
  family: "messaging",
  name: "Point-to-point queue, producer and consumer",
  what: "Producers put messages into a queue and consumers take each of them once, at their own pace. The queue absorbs peaks and keeps a slow consumer from slowing the producer.",
  whenToUse:
    "Use it for work that need not be finished when the request ends, and between parts with different rates. Watch age rather than depth where messages differ in cost.",
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
      "In development.",
    ),
    attribute("semconv", [
      ATTR_MESSAGING_SYSTEM,
      ATTR_MESSAGING_DESTINATION_NAME,
      ATTR_MESSAGING_OPERATION_TYPE,
      ATTR_MESSAGING_OPERATION_NAME,
      ATTR_MESSAGING_CONSUMER_GROUP_NAME,
      ATTR_MESSAGING_MESSAGE_ID,
    ]),
    traceShape(
      "PRODUCER and CONSUMER spans, linked to the context in which the message was created.",
    ),
    metric(
      "collector",
      [
        "rabbitmq.message.current",
        "rabbitmq.message.published",
        "rabbitmq.message.delivered",
        "rabbitmq.message.acknowledged",
        "rabbitmq.consumer.count",
      ],
      "Current messages are ready or unacknowledged.",
    ),
    metric("collector-2026", [
      "rabbitmq.node.mem_used",
      "rabbitmq.node.mem_limit",
      "rabbitmq.node.mem_alarm",
      "rabbitmq.node.disk_free",
      "rabbitmq.node.disk_free_limit",
    ]),
    metric("collector-2026", ["rabbitmq.node.fd_used"], "Off by default."),
    metric("exporter", [
      "rabbitmq_queue_messages_ready",
      "rabbitmq_queue_messages_unacked",
      "rabbitmq_queue_consumers",
      "rabbitmq_queue_consumer_utilisation",
      "rabbitmq_global_messages_received_total",
      "rabbitmq_global_messages_redelivered_total",
    ]),
    metric(
      "docs",
      [
        "ApproximateNumberOfMessagesVisible",
        "ApproximateNumberOfMessagesNotVisible",
        "ApproximateAgeOfOldestMessage",
        "NumberOfMessagesSent",
        "NumberOfMessagesDeleted",
      ],
      "CloudWatch, SQS.",
    ),
    metric("exporter", [
      "activemq.message.queue.size",
      "activemq.message.enqueue.average_duration",
      "activemq.store.utilization",
    ]),
    metric(
      "exporter",
      ["redis_stream_group_lag", "redis_stream_length", "redis_key_size"],
      "Lists and streams of Redis.",
    ),
    metric("exporter", [
      "celery_queue_length",
      "celery_task_queue_wait_time",
      "celery_active_worker_count",
    ]),
    log("exporter", ["resource limit alarm set"], "RabbitMQ, memory or disk alarm."),
  ],
  detect:
    "One destination whose messages are each consumed once by one logical consumer service, shared by its instances. Producer and consumer are spans of those kinds in different services or threads.",
  indicators: [
    indicator(
      "depth",
      "Depth",
      "{message}",
      "Messages that are ready or unacknowledged.",
      ["F2", "ready + unacknowledged"],
      { weight: 0.2, good: 0, limits: [T14.limits.queued, T19.limits.queueVisible], bad: 1000 },
    ),
    indicator(
      "oldest-age",
      "Age of the oldest message",
      "s",
      "Age of the oldest message, or time from sending to receiving through span links.",
      "now − send time of the oldest message",
      { weight: 0.2, good: 60, limits: [T19.limits.queueOldest] },
    ),
    indicator(
      "consumer-utilisation",
      "Load of the consumers",
      "1",
      "Arrival rate divided by what all consumers can process.",
      ["F8", "ρ = λ / (c·μ)"],
      { weight: 0.2, good: 0.6, limits: [own("warning", "gt", 0.8, "1")], bad: 1 },
    ),
    indicator(
      "redelivered-share",
      "Redelivered messages",
      "1",
      "Messages delivered again divided by all delivered.",
      "increase of redelivered / increase of delivered",
      { weight: 0.1, noLimit: ownBaseline },
    ),
    indicator(
      "prefetch-utilisation",
      "Unacknowledged of the prefetch",
      "1",
      "Unacknowledged messages divided by the prefetch of all consumers.",
      ["F1", "unacknowledged / (prefetch × consumers)"],
      { weight: 0.05, noLimit: "The prefetch is configuration." },
    ),
    indicator("consumers", "Consumers", "{consumer}", "Consumers of the queue.", "consumers", {
      weight: 0.1,
      good: 2,
      limits: [T14.limits.consumers],
      bad: 0,
    }),
    indicator(
      "end-to-end-latency",
      "End-to-end latency",
      "s",
      "p95 of the time from sending to the end of processing.",
      "end of processing − send time",
      { weight: 0.05, noLimit: ownObjective },
    ),
    indicator(
      "node-resources",
      "Memory and file descriptors of the broker",
      "1",
      "Memory or file descriptors of a node divided by their limit.",
      ["F1", "used / limit"],
      { weight: 0.1, good: 0.6, limits: [T14.limits.nodeResources], bad: 1 },
    ),
  ],
  verify: [
    verify(
      "decoupled",
      "Production is decoupled: the latency of producers does not follow that of consumers.",
      ["000", "003"],
      "yes",
      "Correlation of producer latency with consumer latency.",
    ),
  ],
  alerts: [
    threshold("More than 1,000 messages wait.", crosses("depth", T14.limits.queued)),
    threshold(
      "The oldest message is older than an hour.",
      crosses("oldest-age", T19.limits.queueOldest),
    ),
    threshold("The queue has no consumer.", crosses("consumers", T14.limits.consumers), "critical"),
    anomaly("Depth departs from this time of the week.", leavesBand("depth")),
    forecast(
      "More arrives than is processed, and retention, disk or memory will run out.",
      reaches("consumer-utilisation", "gt", 1),
    ),
    forecast("RabbitMQ is predicted to reach its disk watermark."),
  ],
  capacity: {
    model: "erlang",
    formulae: ["F8", "F13"],
    text: "A queue with the consumers as servers, and the time to catch up with a backlog. Consumers needed = λ · E[processing time] / wanted ρ.",
  },
  actions: [
    "Scale the consumers, for example with KEDA on depth.",
    "Process in batches.",
    "Shed or throttle producers.",
    "Raise the prefetch.",
  ],
  visibility: [
    "The conventions of OpenTelemetry define nothing for depth, lag or age; brokers' receivers and exporters must provide them.",
  ],
};
