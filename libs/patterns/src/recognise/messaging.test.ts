import { describe, expect, it } from "vitest";
import type { EvidenceSnapshot } from "../evidence/snapshot.ts";
import type { DestinationEvidence } from "../evidence/topology-evidence.ts";
import {
  counter,
  gauge,
  histogram,
  sketchMetric,
  sketchShape,
  sketchSnapshot,
  withMetrics,
} from "./fixtures.ts";
import { recogniseJobQueues } from "./job-queue.ts";
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

describe("job queue (P41)", () => {
  const long = destination({
    processMeanS: 4,
    consumers: [{ service: "checkout", instances: 2 }],
    name: "render",
  });
  const consumer = sketchShape({ kind: "consumer", name: "process render" });
  const sources: readonly (readonly [string, EvidenceSnapshot, string])[] = [
    [
      "Celery's exporter",
      withMetrics(
        gauge("celery_worker_tasks_active", 3),
        sketchMetric("celery_task_runtime", "histogram", [{ value: 2 }]),
      ),
      "checkout",
    ],
    [
      "Sidekiq's exporter",
      withMetrics(
        gauge("sidekiq_queue_latency_seconds", 3, { queue: "mailers" }),
        gauge("sidekiq_queue_enqueued_jobs", 3, { queue: "mailers" }),
      ),
      "mailers",
    ],
    [
      "BullMQ",
      withMetrics(
        gauge("bullmq.queue.jobs", 3, {
          "bullmq.queue.name": "orders",
          "bullmq.queue.jobs.state": "active",
        }),
      ),
      "orders",
    ],
    [
      "Kubernetes jobs",
      withMetrics(gauge("k8s.job.pod.active", 1, { "k8s.job.name": "import" })),
      "import",
    ],
    [
      "Kubernetes jobs, earlier name",
      withMetrics(gauge("k8s.job.active_pods", 1, { "k8s.job.name": "import" })),
      "import",
    ],
    [
      "kube-state-metrics",
      withMetrics(gauge("kube_job_status_active", 1, { job_name: "import" })),
      "import",
    ],
    [
      "a service that works long on messages",
      sketchSnapshot({ destinations: [long], shapes: [consumer] }),
      "render",
    ],
  ];
  it.each(sources)("recognises %s", (_source, snapshot, subject) => {
    expect(recogniseJobQueues(snapshot).map((one) => one.subject)).toEqual([subject]);
  });

  const lookAlikes: readonly (readonly [string, EvidenceSnapshot])[] = [
    [
      "jobs that a schedule starts",
      withMetrics(
        gauge("k8s.job.pod.active", 1, {
          "k8s.job.name": "nightly-1",
          "k8s.cronjob.name": "nightly",
        }),
      ),
    ],
    [
      "a stream processor",
      sketchSnapshot({ destinations: [{ ...long, processMeanS: 0.004 }], shapes: [consumer] }),
    ],
    [
      "a consumer inside a web service",
      sketchSnapshot({
        destinations: [long],
        shapes: [consumer, sketchShape({ kind: "server", name: "GET /" })],
      }),
    ],
    ["a thread pool", withMetrics(gauge("executor.active", 3, { name: "jobs" }))],
    [
      "the service that sends the jobs",
      sketchSnapshot({
        destinations: [{ ...long, consumers: [{ service: "worker", instances: 1 }] }],
      }),
    ],
  ];
  it.each(lookAlikes)("rejects %s", (_name, snapshot) => {
    expect(recogniseJobQueues(snapshot)).toEqual([]);
  });
});
