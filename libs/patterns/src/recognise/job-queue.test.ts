import { describe, expect, it } from "vitest";
import type { EvidenceSnapshot } from "../evidence/snapshot.ts";
import type { DestinationEvidence } from "../evidence/topology-evidence.ts";
import { gauge, sketchMetric, sketchShape, sketchSnapshot, withMetrics } from "./fixtures.ts";
import { recogniseJobQueues } from "./job-queue.ts";

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
