import { describe, expect, it } from "vitest";
import type { EvidenceSnapshot } from "../evidence/snapshot.ts";
import type { DestinationEvidence } from "../evidence/topology-evidence.ts";
import { counter, gauge, histogram, sketchSnapshot, withMetrics } from "./fixtures.ts";
import { recogniseMessageQueues } from "./message-queue.ts";

function destination(parts: Partial<DestinationEvidence> = {}): DestinationEvidence {
  return {
    name: "orders",
    system: "bullmq",
    producers: ["checkout"],
    consumers: [{ service: "fulfilment", group: "fulfilment", instances: 2 }],
    sentPerS: 1,
    consumedPerS: 1,
    processMeanS: 0.1,
    processP95S: 0.2,
    waitP95S: 0.5,
    ...parts,
  };
}

describe("point-to-point queue (P38)", () => {
  const sources: readonly (readonly [string, EvidenceSnapshot, string])[] = [
    ["producer and consumer spans", sketchSnapshot({ destinations: [destination()] }), "orders"],
    [
      "the same with metrics of the convention",
      sketchSnapshot({
        destinations: [destination()],
        metrics: [
          counter("messaging.client.sent.messages", 9, { "messaging.destination.name": "orders" }),
          histogram("messaging.process.duration", 0.1, { "messaging.destination.name": "orders" }),
        ],
      }),
      "orders",
    ],
    [
      "earlier names of messaging metrics",
      sketchSnapshot({
        destinations: [destination()],
        metrics: [
          counter("messaging.receive.messages", 9, { "messaging.destination.name": "orders" }),
        ],
      }),
      "orders",
    ],
    [
      "the RabbitMQ receiver",
      withMetrics(
        gauge("rabbitmq.message.current", 9, { "rabbitmq.queue.name": "mail", state: "ready" }),
        gauge("rabbitmq.consumer.count", 2, { "rabbitmq.queue.name": "mail" }),
      ),
      "mail",
    ],
    [
      "RabbitMQ's own exporter",
      withMetrics(gauge("rabbitmq_queue_messages_ready", 9, { queue: "mail" })),
      "mail",
    ],
    [
      "SQS",
      withMetrics(gauge("ApproximateNumberOfMessagesVisible", 9, { QueueName: "mail" })),
      "mail",
    ],
    [
      "ActiveMQ",
      withMetrics(gauge("activemq.message.queue.size", 9, { destination: "mail" })),
      "mail",
    ],
    [
      "a Redis stream",
      withMetrics(gauge("redis_stream_group_lag", 9, { stream: "mail", group: "a" })),
      "mail",
    ],
    [
      "BullMQ",
      withMetrics(
        gauge("bullmq.queue.jobs", 9, {
          "bullmq.queue.name": "orders",
          "bullmq.queue.jobs.state": "waiting",
        }),
      ),
      "orders",
    ],
    ["Celery", withMetrics(gauge("celery_queue_length", 9, { queue_name: "mail" })), "mail"],
  ];
  it.each(sources)("recognises %s", (_source, snapshot, subject) => {
    expect(recogniseMessageQueues(snapshot).map((one) => one.subject)).toEqual([subject]);
  });

  const two = [
    { service: "fulfilment", instances: 1 },
    { service: "billing", instances: 1 },
  ];
  const lookAlikes: readonly (readonly [string, EvidenceSnapshot])[] = [
    [
      "a topic with two services",
      sketchSnapshot({ destinations: [destination({ consumers: two })] }),
    ],
    [
      "a topic with two groups of one service",
      sketchSnapshot({
        destinations: [
          destination({
            consumers: [
              { service: "a", group: "x", instances: 1 },
              { service: "a", group: "y", instances: 1 },
            ],
          }),
        ],
      }),
    ],
    ["request and reply", sketchSnapshot({ destinations: [destination({ replies: true })] })],
    [
      "sent messages that nobody is seen to take",
      withMetrics(
        counter("messaging.client.sent.messages", 9, { "messaging.destination.name": "orders" }),
      ),
    ],
    ["the queue of a thread pool", withMetrics(gauge("executor.queued", 3, { name: "tasks" }))],
    ["the queue of an exporter", withMetrics(gauge("otelcol_exporter_queue_size", 3))],
    [
      "a topic that has depth but several groups",
      sketchSnapshot({
        destinations: [destination({ consumers: two })],
        metrics: [gauge("rabbitmq_queue_messages_ready", 9, { queue: "orders" })],
      }),
    ],
  ];
  it.each(lookAlikes)("rejects %s", (_name, snapshot) => {
    expect(recogniseMessageQueues(snapshot)).toEqual([]);
  });
});
