import * as conventions from "@opentelemetry/semantic-conventions/incubating";

/** Instrument of a metric, which decides the suffixes of its Prometheus form. */
export type Instrument = "counter" | "up-down-counter" | "histogram" | "gauge";

/** Unit (UCUM code) and instrument of a metric. */
export interface MetricShape {
  readonly unit: string;
  readonly instrument: Instrument;
}

interface MetricGroup extends MetricShape {
  readonly names: readonly string[];
}

const groups: readonly MetricGroup[] = [
  {
    unit: "s",
    instrument: "histogram",
    names: [
      conventions.METRIC_HTTP_SERVER_REQUEST_DURATION,
      conventions.METRIC_HTTP_CLIENT_REQUEST_DURATION,
      conventions.METRIC_HTTP_CLIENT_CONNECTION_DURATION,
      conventions.METRIC_RPC_SERVER_CALL_DURATION,
      conventions.METRIC_RPC_CLIENT_CALL_DURATION,
      conventions.METRIC_DB_CLIENT_OPERATION_DURATION,
      conventions.METRIC_DB_CLIENT_CONNECTION_CREATE_TIME,
      conventions.METRIC_DB_CLIENT_CONNECTION_WAIT_TIME,
      conventions.METRIC_DB_CLIENT_CONNECTION_USE_TIME,
      conventions.METRIC_MESSAGING_CLIENT_OPERATION_DURATION,
      conventions.METRIC_MESSAGING_PROCESS_DURATION,
      conventions.METRIC_JVM_GC_DURATION,
      conventions.METRIC_V8JS_GC_DURATION,
      conventions.METRIC_GO_MEMORY_GC_PAUSE_DURATION,
      conventions.METRIC_GO_SCHEDULE_DURATION,
      conventions.METRIC_KESTREL_TLS_HANDSHAKE_DURATION,
      conventions.METRIC_ASPNETCORE_RATE_LIMITING_REQUEST_TIME_IN_QUEUE,
      conventions.METRIC_FAAS_INIT_DURATION,
      conventions.METRIC_FAAS_INVOKE_DURATION,
      conventions.METRIC_DNS_LOOKUP_DURATION,
      conventions.METRIC_CICD_PIPELINE_RUN_DURATION,
    ],
  },
  {
    unit: "{request}",
    instrument: "up-down-counter",
    names: [
      conventions.METRIC_HTTP_SERVER_ACTIVE_REQUESTS,
      conventions.METRIC_HTTP_CLIENT_ACTIVE_REQUESTS,
      conventions.METRIC_DB_CLIENT_CONNECTION_PENDING_REQUESTS,
      conventions.METRIC_KESTREL_QUEUED_REQUESTS,
      conventions.METRIC_ASPNETCORE_RATE_LIMITING_QUEUED_REQUESTS,
      conventions.METRIC_ASPNETCORE_RATE_LIMITING_ACTIVE_REQUEST_LEASES,
    ],
  },
  {
    unit: "By",
    instrument: "histogram",
    names: [conventions.METRIC_HTTP_SERVER_RESPONSE_BODY_SIZE, conventions.METRIC_FAAS_MEM_USAGE],
  },
  {
    unit: "{connection}",
    instrument: "up-down-counter",
    names: [
      conventions.METRIC_HTTP_CLIENT_OPEN_CONNECTIONS,
      conventions.METRIC_DB_CLIENT_CONNECTION_COUNT,
      conventions.METRIC_DB_CLIENT_CONNECTION_MAX,
      conventions.METRIC_DB_CLIENT_CONNECTION_IDLE_MAX,
      conventions.METRIC_DB_CLIENT_CONNECTION_IDLE_MIN,
      conventions.METRIC_KESTREL_ACTIVE_CONNECTIONS,
      conventions.METRIC_KESTREL_QUEUED_CONNECTIONS,
      conventions.METRIC_SIGNALR_SERVER_ACTIVE_CONNECTIONS,
      conventions.METRIC_SYSTEM_NETWORK_CONNECTION_COUNT,
    ],
  },
  {
    unit: "{row}",
    instrument: "histogram",
    names: [conventions.METRIC_DB_CLIENT_RESPONSE_RETURNED_ROWS],
  },
  {
    unit: "{timeout}",
    instrument: "counter",
    names: [conventions.METRIC_DB_CLIENT_CONNECTION_TIMEOUTS, conventions.METRIC_FAAS_TIMEOUTS],
  },
  {
    unit: "{request_unit}",
    instrument: "histogram",
    names: [conventions.METRIC_AZURE_COSMOSDB_CLIENT_OPERATION_REQUEST_CHARGE],
  },
  {
    unit: "{message}",
    instrument: "counter",
    names: [
      conventions.METRIC_MESSAGING_CLIENT_SENT_MESSAGES,
      conventions.METRIC_MESSAGING_CLIENT_CONSUMED_MESSAGES,
    ],
  },
  {
    unit: "By",
    instrument: "up-down-counter",
    names: [
      conventions.METRIC_JVM_MEMORY_USED,
      conventions.METRIC_JVM_MEMORY_COMMITTED,
      conventions.METRIC_JVM_MEMORY_LIMIT,
      conventions.METRIC_JVM_MEMORY_USED_AFTER_LAST_GC,
      conventions.METRIC_JVM_BUFFER_MEMORY_USED,
      conventions.METRIC_V8JS_MEMORY_HEAP_USED,
      conventions.METRIC_V8JS_MEMORY_HEAP_SPACE_SIZE,
      conventions.METRIC_GO_MEMORY_USED,
      conventions.METRIC_GO_MEMORY_LIMIT,
      conventions.METRIC_GO_MEMORY_GC_GOAL,
      conventions.METRIC_DOTNET_GC_LAST_COLLECTION_HEAP_SIZE,
      conventions.METRIC_ASPNETCORE_MEMORY_POOL_POOLED,
      conventions.METRIC_PROCESS_MEMORY_USAGE,
      conventions.METRIC_PROCESS_MEMORY_VIRTUAL,
      conventions.METRIC_SYSTEM_MEMORY_USAGE,
      conventions.METRIC_SYSTEM_MEMORY_LIMIT,
      conventions.METRIC_SYSTEM_MEMORY_LINUX_AVAILABLE,
      conventions.METRIC_SYSTEM_FILESYSTEM_USAGE,
      conventions.METRIC_SYSTEM_FILESYSTEM_LIMIT,
      conventions.METRIC_CONTAINER_MEMORY_USAGE,
      conventions.METRIC_CONTAINER_MEMORY_WORKING_SET,
      conventions.METRIC_CONTAINER_MEMORY_AVAILABLE,
      conventions.METRIC_CONTAINER_MEMORY_RSS,
      conventions.METRIC_CONTAINER_FILESYSTEM_USAGE,
      conventions.METRIC_K8S_CONTAINER_MEMORY_LIMIT_DESIRED,
      conventions.METRIC_K8S_CONTAINER_MEMORY_REQUEST_DESIRED,
      conventions.METRIC_K8S_POD_MEMORY_WORKING_SET,
      conventions.METRIC_K8S_POD_VOLUME_AVAILABLE,
      conventions.METRIC_K8S_POD_VOLUME_CAPACITY,
      conventions.METRIC_K8S_POD_VOLUME_USAGE,
      conventions.METRIC_K8S_NODE_MEMORY_ALLOCATABLE,
    ],
  },
  {
    unit: "{thread}",
    instrument: "up-down-counter",
    names: [
      conventions.METRIC_JVM_THREAD_COUNT,
      conventions.METRIC_GO_PROCESSOR_LIMIT,
      conventions.METRIC_DOTNET_THREAD_POOL_THREAD_COUNT,
      conventions.METRIC_PROCESS_THREAD_COUNT,
    ],
  },
  {
    unit: "s",
    instrument: "counter",
    names: [
      conventions.METRIC_JVM_CPU_TIME,
      conventions.METRIC_NODEJS_EVENTLOOP_TIME,
      conventions.METRIC_GO_CPU_TIME,
      conventions.METRIC_DOTNET_GC_PAUSE_TIME,
      conventions.METRIC_DOTNET_PROCESS_CPU_TIME,
      conventions.METRIC_PROCESS_CPU_TIME,
      conventions.METRIC_SYSTEM_CPU_TIME,
      conventions.METRIC_SYSTEM_DISK_IO_TIME,
      conventions.METRIC_SYSTEM_DISK_OPERATION_TIME,
      conventions.METRIC_CONTAINER_CPU_TIME,
    ],
  },
  {
    unit: "{cpu}",
    instrument: "up-down-counter",
    names: [
      conventions.METRIC_JVM_CPU_COUNT,
      conventions.METRIC_SYSTEM_CPU_LOGICAL_COUNT,
      conventions.METRIC_K8S_CONTAINER_CPU_LIMIT_DESIRED,
      conventions.METRIC_K8S_CONTAINER_CPU_REQUEST_DESIRED,
      conventions.METRIC_K8S_NODE_CPU_ALLOCATABLE,
      conventions.METRIC_K8S_RESOURCEQUOTA_CPU_LIMIT_USED,
      conventions.METRIC_K8S_RESOURCEQUOTA_CPU_LIMIT_HARD,
    ],
  },
  {
    unit: "1",
    instrument: "gauge",
    names: [
      conventions.METRIC_JVM_CPU_RECENT_UTILIZATION,
      conventions.METRIC_NODEJS_EVENTLOOP_UTILIZATION,
      conventions.METRIC_PROCESS_CPU_UTILIZATION,
      conventions.METRIC_SYSTEM_CPU_UTILIZATION,
      conventions.METRIC_SYSTEM_MEMORY_UTILIZATION,
      conventions.METRIC_SYSTEM_PAGING_UTILIZATION,
      conventions.METRIC_SYSTEM_FILESYSTEM_UTILIZATION,
      conventions.METRIC_K8S_HPA_METRIC_TARGET_CPU_AVERAGE_UTILIZATION,
      conventions.METRIC_K8S_CONTAINER_CPU_LIMIT_UTILIZATION,
    ],
  },
  {
    unit: "{file_descriptor}",
    instrument: "up-down-counter",
    names: [
      conventions.METRIC_JVM_FILE_DESCRIPTOR_COUNT,
      conventions.METRIC_JVM_FILE_DESCRIPTOR_LIMIT,
      conventions.METRIC_PROCESS_UNIX_FILE_DESCRIPTOR_COUNT,
    ],
  },
  {
    unit: "s",
    instrument: "gauge",
    names: [
      conventions.METRIC_NODEJS_EVENTLOOP_DELAY_P50,
      conventions.METRIC_NODEJS_EVENTLOOP_DELAY_P90,
      conventions.METRIC_NODEJS_EVENTLOOP_DELAY_P99,
      conventions.METRIC_NODEJS_EVENTLOOP_DELAY_MAX,
      conventions.METRIC_PROCESS_UPTIME,
      conventions.METRIC_SYSTEM_UPTIME,
      conventions.METRIC_CONTAINER_UPTIME,
      conventions.METRIC_K8S_POD_UPTIME,
    ],
  },
  { unit: "{resource}", instrument: "gauge", names: [conventions.METRIC_V8JS_RESOURCE_ACTIVE] },
  {
    unit: "{goroutine}",
    instrument: "up-down-counter",
    names: [conventions.METRIC_GO_GOROUTINE_COUNT],
  },
  {
    unit: "By",
    instrument: "counter",
    names: [
      conventions.METRIC_GO_MEMORY_ALLOCATED,
      conventions.METRIC_DOTNET_GC_HEAP_TOTAL_ALLOCATED,
      conventions.METRIC_ASPNETCORE_MEMORY_POOL_RENTED,
      conventions.METRIC_PROCESS_DISK_IO,
      conventions.METRIC_SYSTEM_DISK_IO,
      conventions.METRIC_SYSTEM_NETWORK_IO,
      conventions.METRIC_CONTAINER_NETWORK_IO,
    ],
  },
  {
    unit: "{work_item}",
    instrument: "up-down-counter",
    names: [conventions.METRIC_DOTNET_THREAD_POOL_QUEUE_LENGTH],
  },
  {
    unit: "{work_item}",
    instrument: "counter",
    names: [conventions.METRIC_DOTNET_THREAD_POOL_WORK_ITEM_COUNT],
  },
  {
    unit: "{contention}",
    instrument: "counter",
    names: [conventions.METRIC_DOTNET_MONITOR_LOCK_CONTENTIONS],
  },
  {
    unit: "{connection}",
    instrument: "counter",
    names: [conventions.METRIC_KESTREL_REJECTED_CONNECTIONS],
  },
  {
    unit: "{request}",
    instrument: "counter",
    names: [conventions.METRIC_ASPNETCORE_RATE_LIMITING_REQUESTS],
  },
  {
    unit: "{collection}",
    instrument: "counter",
    names: [conventions.METRIC_CPYTHON_GC_COLLECTIONS],
  },
  {
    unit: "{context_switch}",
    instrument: "counter",
    names: [conventions.METRIC_PROCESS_CONTEXT_SWITCHES],
  },
  {
    unit: "{fault}",
    instrument: "counter",
    names: [conventions.METRIC_PROCESS_PAGING_FAULTS, conventions.METRIC_SYSTEM_PAGING_FAULTS],
  },
  {
    unit: "{operation}",
    instrument: "counter",
    names: [conventions.METRIC_SYSTEM_DISK_OPERATIONS],
  },
  {
    unit: "{error}",
    instrument: "counter",
    names: [conventions.METRIC_SYSTEM_NETWORK_ERRORS, conventions.METRIC_FAAS_ERRORS],
  },
  {
    unit: "{packet}",
    instrument: "counter",
    names: [conventions.METRIC_SYSTEM_NETWORK_PACKET_DROPPED],
  },
  {
    unit: "{process}",
    instrument: "up-down-counter",
    names: [conventions.METRIC_SYSTEM_PROCESS_COUNT],
  },
  {
    unit: "{cpu}",
    instrument: "gauge",
    names: [conventions.METRIC_CONTAINER_CPU_USAGE, conventions.METRIC_K8S_POD_CPU_USAGE],
  },
  {
    unit: "{pod}",
    instrument: "up-down-counter",
    names: [
      conventions.METRIC_K8S_HPA_POD_CURRENT,
      conventions.METRIC_K8S_HPA_POD_DESIRED,
      conventions.METRIC_K8S_HPA_POD_MAX,
      conventions.METRIC_K8S_HPA_POD_MIN,
      conventions.METRIC_K8S_DEPLOYMENT_POD_DESIRED,
      conventions.METRIC_K8S_DEPLOYMENT_POD_AVAILABLE,
      conventions.METRIC_K8S_REPLICASET_POD_DESIRED,
      conventions.METRIC_K8S_REPLICASET_POD_AVAILABLE,
      conventions.METRIC_K8S_STATEFULSET_POD_DESIRED,
      conventions.METRIC_K8S_STATEFULSET_POD_READY,
      conventions.METRIC_K8S_STATEFULSET_POD_UPDATED,
      conventions.METRIC_K8S_JOB_POD_ACTIVE,
      conventions.METRIC_K8S_JOB_POD_FAILED,
      conventions.METRIC_K8S_JOB_POD_SUCCESSFUL,
      conventions.METRIC_K8S_POD_STATUS_PHASE,
      conventions.METRIC_K8S_NODE_POD_ALLOCATABLE,
    ],
  },
  {
    unit: "{node}",
    instrument: "up-down-counter",
    names: [
      conventions.METRIC_K8S_DAEMONSET_NODE_READY,
      conventions.METRIC_K8S_NODE_CONDITION_STATUS,
    ],
  },
  {
    unit: "{job}",
    instrument: "up-down-counter",
    names: [conventions.METRIC_K8S_CRONJOB_JOB_ACTIVE],
  },
  {
    unit: "{container}",
    instrument: "up-down-counter",
    names: [
      conventions.METRIC_K8S_CONTAINER_READY,
      conventions.METRIC_K8S_CONTAINER_STATUS_REASON,
      conventions.METRIC_K8S_CONTAINER_STATUS_STATE,
    ],
  },
  {
    unit: "{restart}",
    instrument: "up-down-counter",
    names: [conventions.METRIC_K8S_CONTAINER_RESTART_COUNT],
  },
  {
    unit: "{inode}",
    instrument: "up-down-counter",
    names: [conventions.METRIC_K8S_POD_VOLUME_INODE_FREE],
  },
  {
    unit: "{endpoint}",
    instrument: "gauge",
    names: [conventions.METRIC_K8S_SERVICE_ENDPOINT_COUNT],
  },
  {
    unit: "{ingress}",
    instrument: "gauge",
    names: [conventions.METRIC_K8S_SERVICE_LOAD_BALANCER_INGRESS_COUNT],
  },
  { unit: "{invocation}", instrument: "counter", names: [conventions.METRIC_FAAS_INVOCATIONS] },
  { unit: "{coldstart}", instrument: "counter", names: [conventions.METRIC_FAAS_COLDSTARTS] },
  {
    unit: "{worker}",
    instrument: "up-down-counter",
    names: [conventions.METRIC_CICD_WORKER_COUNT],
  },
  {
    unit: "{span}",
    instrument: "counter",
    names: [
      conventions.METRIC_OTEL_SDK_SPAN_STARTED,
      conventions.METRIC_OTEL_SDK_EXPORTER_SPAN_EXPORTED,
    ],
  },
  {
    unit: "{span}",
    instrument: "up-down-counter",
    names: [
      conventions.METRIC_OTEL_SDK_PROCESSOR_SPAN_QUEUE_SIZE,
      conventions.METRIC_OTEL_SDK_PROCESSOR_SPAN_QUEUE_CAPACITY,
    ],
  },
];

/** Shape of the conventional metrics that the catalogue and its aliases use, by name. */
export const metricShapes: ReadonlyMap<string, MetricShape> = new Map(
  groups.flatMap(({ unit, instrument, names }) =>
    names.map((name) => [name, { unit, instrument }] as const),
  ),
);
