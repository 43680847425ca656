import {
  ATTR_JVM_THREAD_STATE,
  METRIC_DOTNET_THREAD_POOL_QUEUE_LENGTH,
  METRIC_DOTNET_THREAD_POOL_THREAD_COUNT,
  METRIC_DOTNET_THREAD_POOL_WORK_ITEM_COUNT,
  METRIC_JVM_THREAD_COUNT,
  METRIC_KESTREL_QUEUED_CONNECTIONS,
  METRIC_KESTREL_QUEUED_REQUESTS,
  METRIC_NODEJS_EVENTLOOP_DELAY_P99,
  METRIC_NODEJS_EVENTLOOP_TIME,
  METRIC_NODEJS_EVENTLOOP_UTILIZATION,
} from "@opentelemetry/semantic-conventions/incubating";
import { named, signal } from "../signal.ts";

/** Labels that name a thread pool. */
export const threadPoolKeys = ["name", "executor", "thread_pool_name", "pool", "type"];

/** Signals of thread pools: Micrometer, Java's JMX metrics, .NET, Elasticsearch, Apache, PHP-FPM. */
export const threadPoolSignals = {
  busy: signal(
    "threads.busy",
    "{thread}",
    "executor.active",
    "executor_active_threads",
    "tomcat.threads.busy",
    "tomcat_threads_busy_threads",
    "jetty.threads.busy",
    "tomcat.thread.busy.count",
    "jetty.thread.busy.count",
    named("apache.workers", "state", ["busy"]),
    named("elasticsearch.node.thread_pool.threads", "state", ["active"]),
  ),
  count: signal(
    "threads.count",
    "{thread}",
    "executor.pool.size",
    "executor_pool_size_threads",
    METRIC_DOTNET_THREAD_POOL_THREAD_COUNT,
  ),
  max: signal(
    "threads.max",
    "{thread}",
    "executor.pool.max",
    "executor_pool_max_threads",
    "tomcat.threads.config.max",
    "tomcat_threads_config_max_threads",
    "jetty.threads.config.max",
    "tomcat.thread.limit",
    "jetty.thread.limit",
  ),
  queued: signal(
    "threads.queued",
    "{task}",
    "executor.queued",
    "executor_queued_tasks",
    "jetty.thread.queue.size",
    "elasticsearch.node.thread_pool.tasks.queued",
    "phpfpm_listen_queue_connections",
    "iis.request.queue.count",
    METRIC_DOTNET_THREAD_POOL_QUEUE_LENGTH,
  ),
  /** Requests that wait before the pool; a server has this queue whether or not it has a pool. */
  serverQueued: signal(
    "threads.server-queued",
    "{request}",
    METRIC_KESTREL_QUEUED_REQUESTS,
    METRIC_KESTREL_QUEUED_CONNECTIONS,
  ),
  rejected: signal(
    "threads.rejected",
    "{task}",
    named("elasticsearch.node.thread_pool.tasks.finished", "state", ["rejected"]),
    "phpfpm_max_children_reached_total",
  ),
  completed: signal(
    "threads.completed",
    "{task}",
    "executor.completed",
    "executor_completed_tasks_total",
    METRIC_DOTNET_THREAD_POOL_WORK_ITEM_COUNT,
    named("elasticsearch.node.thread_pool.tasks.finished", "state", ["completed"]),
  ),
  waitTime: signal("threads.wait-time", "s", "executor.idle"),
};

/** Signals of the event loop of Node.js. */
export const eventLoopSignals = {
  utilisation: signal("event-loop.utilisation", "1", METRIC_NODEJS_EVENTLOOP_UTILIZATION),
  delay: signal("event-loop.delay", "s", METRIC_NODEJS_EVENTLOOP_DELAY_P99),
  time: signal("event-loop.time", "s", METRIC_NODEJS_EVENTLOOP_TIME),
};

/** Signals of a runtime that add to the health of its pools, but show none by themselves. */
export const runtimeSignals = {
  blocked: signal(
    "runtime.blocked",
    "{thread}",
    named(METRIC_JVM_THREAD_COUNT, [ATTR_JVM_THREAD_STATE, "state"], ["blocked"]),
    named("jvm.threads.states", "state", ["blocked"]),
  ),
  deadlocked: signal("runtime.deadlocked", "{thread}", "jvm_threads_deadlocked"),
};
