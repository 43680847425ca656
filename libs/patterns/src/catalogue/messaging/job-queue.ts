import {
  ATTR_MESSAGING_DESTINATION_NAME,
  METRIC_CICD_WORKER_COUNT,
  METRIC_K8S_JOB_POD_ACTIVE,
  METRIC_K8S_JOB_POD_FAILED,
  METRIC_K8S_JOB_POD_MAX_PARALLEL,
} from "@opentelemetry/semantic-conventions/incubating";
import {
  anomaly,
  attribute,
  crosses,
  forecast,
  indicator,
  leavesBand,
  metric,
  own,
  ownBaseline,
  ownObjective,
  reaches,
  ruled,
  threshold,
  traceShape,
  verify,
} from "../build.ts";
import type { PatternRecord } from "../types.ts";

/** P41: Job queue and worker pool. */
export const jobQueue: PatternRecord = {
  id: "P41",
  slug: "job-queue",
  family: "messaging",
  name: "Job queue and worker pool",
  what: "Longer pieces of work wait in a queue and a fixed number of workers takes them. Users get their answer at once, and the work is done at the pace of the workers.",
  whenToUse:
    "Use it for work of seconds to minutes such as documents, media, mail and imports. Split queues by runtime so that short jobs do not wait behind long ones.",
  grade: "direct",
  evidence: [
    metric("exporter", [
      "celery_worker_tasks_active",
      "celery_task_runtime",
      "celery_task_failed_total",
      "celery_task_retried_total",
    ]),
    metric("rules", ["sidekiq_queue_latency_seconds", "sidekiq_queue_enqueued_jobs"]),
    metric("semconv", [
      METRIC_K8S_JOB_POD_ACTIVE,
      METRIC_K8S_JOB_POD_FAILED,
      METRIC_K8S_JOB_POD_MAX_PARALLEL,
      METRIC_CICD_WORKER_COUNT,
    ]),
    attribute("semconv", [ATTR_MESSAGING_DESTINATION_NAME], "A name like jobs."),
    traceShape("CONSUMER spans that last seconds or longer."),
  ],
  detect:
    "A consumer service without HTTP server spans whose processing time is far above the overhead of the broker, with a fixed concurrency: the maximum of parallel spans per instance is a plateau.",
  indicators: [
    indicator(
      "queue-wait",
      "Queue wait",
      "s",
      "Time a job waits for a worker.",
      "start of processing − enqueue time",
      { weight: 0.3, good: 5, limits: [ruled("warning", "gt", 60, "s")] },
    ),
    indicator("enqueued", "Waiting jobs", "{job}", "Jobs in the queue.", ["F2", "queue length"], {
      weight: 0.2,
      good: 0,
      limits: [ruled("warning", "gt", 100, "{job}")],
    }),
    indicator(
      "worker-utilisation",
      "Worker utilisation",
      "1",
      "Busy time divided by workers times time.",
      ["F1", "busy time / (workers × time)"],
      { weight: 0.25, good: 0.6, limits: [own("warning", "gt", 0.8, "1")], bad: 1 },
    ),
    indicator(
      "failure-share",
      "Failed jobs",
      "1",
      "Failed jobs divided by all jobs.",
      "failed / processed",
      { weight: 0.1, noLimit: ownObjective },
    ),
    indicator(
      "retry-share",
      "Retried jobs",
      "1",
      "Retried jobs divided by all jobs.",
      "retried / processed",
      { weight: 0.05, noLimit: ownBaseline },
    ),
    indicator(
      "runtime",
      "Runtime",
      "s",
      "p95 of the runtime of a job, against its schedule.",
      "p95 of runtime",
      { weight: 0.1, noLimit: ownBaseline },
    ),
  ],
  verify: [
    verify(
      "jobs-processed",
      "Jobs are processed by workers of their own.",
      [],
      "yes",
      "Consumer services without HTTP server spans.",
    ),
  ],
  alerts: [
    threshold(
      "Jobs wait longer than 60 s.",
      crosses("queue-wait", ruled("warning", "gt", 60, "s")),
    ),
    threshold(
      "More than 100 jobs wait.",
      crosses("enqueued", ruled("warning", "gt", 100, "{job}")),
    ),
    anomaly("Jobs run longer than usual.", leavesBand("runtime")),
    forecast("More jobs arrive than workers can do.", reaches("worker-utilisation", "gt", 1)),
  ],
  capacity: {
    model: "erlang",
    formulae: ["F8", "F13"],
    text: "A queue with the workers as servers.",
  },
  actions: ["Add workers.", "Split queues by runtime."],
  visibility: [],
};
