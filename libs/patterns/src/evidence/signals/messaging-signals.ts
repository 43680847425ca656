import {
  ATTR_MESSAGING_DESTINATION_NAME,
  METRIC_K8S_JOB_POD_ACTIVE,
  METRIC_K8S_JOB_POD_FAILED,
  METRIC_MESSAGING_CLIENT_CONSUMED_MESSAGES,
  METRIC_MESSAGING_CLIENT_SENT_MESSAGES,
  METRIC_MESSAGING_PROCESS_DURATION,
} from "@opentelemetry/semantic-conventions/incubating";
import { named, signal } from "../signal.ts";

/** Labels that name a queue. */
export const queueKeys = [
  ATTR_MESSAGING_DESTINATION_NAME,
  "rabbitmq.queue.name",
  "bullmq.queue.name",
  "queue",
  "QueueName",
  "queue_name",
  "destination",
  "stream",
];

const jobState = ["bullmq.queue.jobs.state", "state"];

/** Signals of point-to-point queues. */
export const queueSignals = {
  ready: signal(
    "queue.ready",
    "{message}",
    named("rabbitmq.message.current", "state", ["ready"]),
    "rabbitmq_queue_messages_ready",
    "ApproximateNumberOfMessagesVisible",
    "activemq.message.queue.size",
    "redis_stream_group_lag",
    named("bullmq.queue.jobs", jobState, ["waiting", "wait", "prioritized", "delayed"]),
    "celery_queue_length",
    "sidekiq_queue_enqueued_jobs",
  ),
  unacknowledged: signal(
    "queue.unacknowledged",
    "{message}",
    named("rabbitmq.message.current", "state", ["unacknowledged"]),
    "rabbitmq_queue_messages_unacked",
    "ApproximateNumberOfMessagesNotVisible",
    named("bullmq.queue.jobs", jobState, ["active"]),
  ),
  oldestAge: signal("queue.oldest-age", "s", "ApproximateAgeOfOldestMessage"),
  consumers: signal(
    "queue.consumers",
    "{consumer}",
    "rabbitmq.consumer.count",
    "rabbitmq_queue_consumers",
  ),
  consumerUtilisation: signal(
    "queue.consumer-utilisation",
    "1",
    "rabbitmq_queue_consumer_utilisation",
  ),
  sent: signal(
    "queue.sent",
    "{message}",
    METRIC_MESSAGING_CLIENT_SENT_MESSAGES,
    "rabbitmq.message.published",
    "NumberOfMessagesSent",
  ),
  consumed: signal(
    "queue.consumed",
    "{message}",
    METRIC_MESSAGING_CLIENT_CONSUMED_MESSAGES,
    "rabbitmq.message.acknowledged",
    "NumberOfMessagesDeleted",
  ),
  delivered: signal("queue.delivered", "{message}", "rabbitmq.message.delivered"),
  redelivered: signal(
    "queue.redelivered",
    "{message}",
    "rabbitmq_global_messages_redelivered_total",
  ),
  processTime: signal("queue.process-time", "s", METRIC_MESSAGING_PROCESS_DURATION),
  waitTime: signal("queue.wait-time", "s", "celery_task_queue_wait_time"),
  memoryUsed: signal("queue.node-memory", "By", "rabbitmq.node.mem_used"),
  memoryLimit: signal("queue.node-memory-limit", "By", "rabbitmq.node.mem_limit"),
};

/** Signals of job queues and their workers. */
export const jobSignals = {
  active: signal(
    "jobs.active",
    "{job}",
    "celery_worker_tasks_active",
    named("bullmq.queue.jobs", jobState, ["active"]),
    METRIC_K8S_JOB_POD_ACTIVE,
  ),
  waiting: signal(
    "jobs.waiting",
    "{job}",
    "celery_queue_length",
    "sidekiq_queue_enqueued_jobs",
    named("bullmq.queue.jobs", jobState, ["waiting", "wait", "prioritized"]),
  ),
  latency: signal(
    "jobs.latency",
    "s",
    "sidekiq_queue_latency_seconds",
    "celery_task_queue_wait_time",
  ),
  runtime: signal("jobs.runtime", "s", "celery_task_runtime", METRIC_MESSAGING_PROCESS_DURATION),
  workers: signal("jobs.workers", "{worker}", "celery_active_worker_count"),
  failed: signal("jobs.failed", "{job}", "celery_task_failed_total", METRIC_K8S_JOB_POD_FAILED),
  retried: signal("jobs.retried", "{job}", "celery_task_retried_total"),
};
