import { describe, expect, it } from "vitest";
import {
  aliasGroups,
  canonicalName,
  canonicalNames,
  listPrometheusNames,
  namesOf,
} from "./index.ts";

/**
 * Every row of the table of name generations, by hand: the canonical name, then the other names
 * with what differs.
 */
const rows: readonly (readonly [string, ...string[]])[] = [
  [
    "k8s.hpa.pod.desired",
    "k8s.hpa.desired_pods",
    "k8s.hpa.desired_replicas",
    "kube_horizontalpodautoscaler_status_desired_replicas",
  ],
  [
    "k8s.hpa.pod.current",
    "k8s.hpa.current_pods",
    "k8s.hpa.current_replicas",
    "kube_horizontalpodautoscaler_status_current_replicas",
  ],
  [
    "k8s.hpa.pod.max",
    "k8s.hpa.max_pods",
    "k8s.hpa.max_replicas",
    "kube_horizontalpodautoscaler_spec_max_replicas",
  ],
  [
    "k8s.hpa.pod.min",
    "k8s.hpa.min_pods",
    "k8s.hpa.min_replicas",
    "kube_horizontalpodautoscaler_spec_min_replicas",
  ],
  [
    "k8s.deployment.pod.desired",
    "k8s.deployment.desired_pods",
    "k8s.deployment.desired",
    "kube_deployment_spec_replicas",
  ],
  [
    "k8s.deployment.pod.available",
    "k8s.deployment.available_pods",
    "k8s.deployment.available",
    "kube_deployment_status_replicas_available",
  ],
  [
    "k8s.replicaset.pod.desired",
    "k8s.replicaset.desired_pods",
    "k8s.replicaset.desired",
    "kube_replicaset_spec_replicas",
  ],
  [
    "k8s.replicaset.pod.available",
    "k8s.replicaset.available_pods",
    "k8s.replicaset.available",
    "kube_replicaset_status_ready_replicas",
  ],
  ["k8s.statefulset.pod.desired", "k8s.statefulset.desired_pods", "kube_statefulset_replicas"],
  [
    "k8s.statefulset.pod.ready",
    "k8s.statefulset.ready_pods",
    "kube_statefulset_status_replicas_ready",
  ],
  [
    "k8s.statefulset.pod.updated",
    "k8s.statefulset.updated_pods",
    "kube_statefulset_status_replicas_updated",
  ],
  ["k8s.daemonset.node.ready", "k8s.daemonset.ready_nodes", "kube_daemonset_status_number_ready"],
  ["k8s.job.pod.active", "k8s.job.active_pods", "kube_job_status_active"],
  ["k8s.job.pod.failed", "k8s.job.failed_pods", "kube_job_status_failed"],
  ["k8s.cronjob.job.active", "k8s.cronjob.active_jobs", "kube_cronjob_status_active"],
  [
    "k8s.container.cpu.limit.desired",
    "k8s.container.cpu.limit.current",
    "k8s.container.cpu.limit",
    "k8s.container.cpu_limit",
    "kube_pod_container_resource_limits",
  ],
  [
    "k8s.container.cpu.request.desired",
    "k8s.container.cpu.request",
    "k8s.container.cpu_request",
    "kube_pod_container_resource_requests",
  ],
  [
    "k8s.container.memory.limit.desired",
    "k8s.container.memory.limit",
    "k8s.container.memory_limit",
    "kube_pod_container_resource_limits",
  ],
  [
    "k8s.container.memory.request.desired",
    "k8s.container.memory.request",
    "k8s.container.memory_request",
    "kube_pod_container_resource_requests",
  ],
  [
    "k8s.container.cpu.limit.utilization",
    "k8s.container.cpu.limit_utilization",
    "k8s.container.cpu_limit_utilization",
  ],
  ["k8s.container.memory_limit_utilization"],
  [
    "k8s.container.restart.count",
    "k8s.container.restarts",
    "kube_pod_container_status_restarts_total",
  ],
  ["k8s.pod.status.phase", "k8s.pod.phase", "kube_pod_status_phase"],
  ["container.cpu.usage", "container.cpu.utilization", "container_cpu_usage_seconds_total"],
  ["k8s.pod.volume.available", "k8s.volume.available", "kubelet_volume_stats_available_bytes"],
  ["k8s.pod.volume.capacity", "k8s.volume.capacity", "kubelet_volume_stats_capacity_bytes"],
  ["k8s.pod.volume.inode.free", "k8s.volume.inodes.free"],
  [
    "container.paging.faults",
    "container.memory.paging.faults",
    "container.memory.major_page_faults",
    "container_memory_failures_total",
  ],
  ["k8s.resourcequota.cpu.limit.hard", "k8s.resource_quota.hard_limit", "kube_resourcequota"],
  ["k8s.resourcequota.cpu.limit.used", "k8s.resource_quota.used", "kube_resourcequota"],
  [
    "db.client.connection.count",
    "db.client.connections.usage",
    "hikaricp_connections_active",
    "go_sql_in_use_connections",
  ],
  [
    "db.client.connection.max",
    "db.client.connections.max",
    "hikaricp_connections_max",
    "go_sql_max_open_connections",
  ],
  [
    "db.client.connection.pending_requests",
    "db.client.connections.pending_requests",
    "hikaricp_connections_pending",
  ],
  [
    "db.client.connection.wait_time",
    "db.client.connections.wait_time",
    "hikaricp_connections_acquire_seconds",
    "go_sql_wait_duration_seconds_total",
  ],
  ["db.client.connection.pool.name", "db.client.connections.pool.name", "pool"],
  ["rpc.server.call.duration", "rpc.server.duration"],
  ["rpc.status_code", "rpc.response.status_code", "rpc.grpc.status_code", "grpc_code"],
  ["service.peer.name", "peer.service"],
  ["db.system.name", "db.system"],
  ["db.query.text", "db.statement"],
  ["http.response.status_code", "http.status_code", "code"],
  ["http.request.method", "http.method", "method"],
  [
    "messaging.client.consumed.messages",
    "messaging.receive.messages",
    "messaging.process.messages",
  ],
  ["process.thread.count", "process.threads"],
  [
    "process.unix.file_descriptor.count",
    "process.open_file_descriptor.count",
    "process.open_file_descriptors",
    "process_open_fds",
  ],
  ["system.process.count", "system.processes.count", "node_procs_running"],
  ["system.cpu.load_average.1m", "node_load1"],
  ["system.network.packet.dropped", "system.network.dropped", "node_network_receive_drop_total"],
  ["system.network.connection.count", "system.network.connections"],
  ["traces.span.metrics.calls", "calls", "calls_total"],
  ["traces.span.metrics.duration", "duration"],
  ["traces_service_graph_request_total"],
  ["traces_service_graph_request_failed_total"],
  ["traces_service_graph_request_server_seconds"],
  ["traces_service_graph_request_client_seconds"],
];

describe("name generations", () => {
  it.each(rows)("reads every name of %s, in both directions", (canonical, ...others) => {
    expect(canonicalName(canonical)).toEqual({ canonical, generation: "current" });
    for (const other of others) {
      expect(canonicalNames(other).map((entry) => entry.canonical)).toContain(canonical);
      expect(namesOf(canonical)).toContain(other);
    }
    for (const name of namesOf(canonical)) {
      expect(canonicalNames(name).map((entry) => entry.canonical)).toContain(canonical);
    }
  });

  it("lists the canonical name first and no name twice", () => {
    for (const { canonical } of aliasGroups) {
      const names = namesOf(canonical);
      expect(names[0]).toBe(canonical);
      expect(new Set(names).size).toBe(names.length);
    }
  });

  it("has one group for each canonical name", () => {
    const canonicals = aliasGroups.map(({ canonical }) => canonical);
    expect(new Set(canonicals).size).toBe(canonicals.length);
  });

  it("names the generation", () => {
    expect(canonicalName("k8s.hpa.desired_pods")?.generation).toBe("earlier");
    expect(canonicalName("k8s.hpa.desired_replicas")?.generation).toBe("collector");
    expect(canonicalName("kube_deployment_spec_replicas")?.generation).toBe("exporter");
    expect(canonicalName("k8s_hpa_pod_desired")?.generation).toBe("prometheus");
  });

  it("knows conventional and collector names without another", () => {
    expect(canonicalName("jvm.memory.used_after_last_gc")?.canonical).toBe(
      "jvm.memory.used_after_last_gc",
    );
    expect(canonicalName("redis_keyspace_hits_total")?.canonical).toBe("redis.keyspace.hits");
    expect(canonicalName("service_instance_id")?.canonical).toBe("service.instance.id");
    expect(namesOf("redis.keyspace.hits")).toEqual(["redis.keyspace.hits", "redis_keyspace_hits"]);
  });

  it("knows nothing else", () => {
    for (const name of ["", "no.such.metric", "no_such_metric_total", "_total", "seconds"]) {
      expect(canonicalName(name)).toBeUndefined();
      expect(namesOf(name)).toEqual([]);
    }
    expect(namesOf("db.system")).toEqual([]);
  });
});

describe("units and forms", () => {
  it("turns milliseconds of the earlier generation into seconds", () => {
    for (const name of [
      "db.client.connections.wait_time",
      "db.client.connections.use_time",
      "db.client.connections.create_time",
      "rpc.server.duration",
      "http.server.duration",
      "db_client_connections_wait_time_milliseconds_bucket",
      "http_server_duration_sum",
    ]) {
      expect(canonicalName(name)?.unitScale).toBe(0.001);
    }
  });

  it("lets a unit in the name win over that of its generation", () => {
    expect(canonicalName("http_server_duration_seconds_bucket")).toEqual({
      canonical: "http.server.request.duration",
      generation: "prometheus",
    });
    expect(canonicalName("http_server_request_duration_milliseconds_sum")?.unitScale).toBe(0.001);
  });

  it("needs no scale where the unit is the same", () => {
    expect(canonicalName("http_server_request_duration_seconds_count")).toEqual({
      canonical: "http.server.request.duration",
      generation: "prometheus",
    });
    expect(canonicalName("hikaricp_connections_acquire_seconds")?.unitScale).toBeUndefined();
  });

  it("says where a counter stands for a gauge or for a sum", () => {
    expect(canonicalName("container_cpu_usage_seconds_total")?.form).toBe("rate");
    expect(canonicalName("go_sql_wait_duration_seconds_total")?.form).toBe("histogram-sum");
    expect(canonicalName("k8s.pod.phase")?.form).toBe("numbered-states");
  });
});

describe("attributes of a point", () => {
  it("choose between series that share a name", () => {
    const limits = "kube_pod_container_resource_limits";
    expect(canonicalName(limits, { resource: "memory" })?.canonical).toBe(
      "k8s.container.memory.limit.desired",
    );
    expect(canonicalName(limits, { resource: "cpu" })?.canonical).toBe(
      "k8s.container.cpu.limit.desired",
    );
    expect(canonicalName(limits, { resource: "ephemeral_storage" })).toBeUndefined();
    expect(canonicalNames(limits)).toHaveLength(2);
  });

  it("are set where the other name implies them", () => {
    expect(canonicalName("hikaricp_connections_active")?.as).toEqual({
      "db.client.connection.state": "used",
    });
    expect(canonicalName("container.memory.major_page_faults")?.as).toEqual({
      "system.paging.fault.type": "major",
    });
  });
});

describe("listPrometheusNames", () => {
  it.each([
    [
      "http.server.request.duration",
      "s",
      "histogram",
      "http_server_request_duration_seconds_bucket",
    ],
    [
      "messaging.client.sent.messages",
      "{message}",
      "counter",
      "messaging_client_sent_messages_total",
    ],
    ["system.cpu.time", "s", "counter", "system_cpu_time_seconds_total"],
    ["system.memory.usage", "By", "up-down-counter", "system_memory_usage_bytes"],
    ["system.memory.utilization", "1", "gauge", "system_memory_utilization_ratio"],
    ["k8s.pod.cpu-time", "s", "gauge", "k8s_pod_cpu_time_seconds"],
  ] as const)("spells %s", (name, unit, instrument, expected) => {
    expect(listPrometheusNames(name, { unit, instrument })).toContain(expected);
  });

  it("repeats no suffix", () => {
    const names = listPrometheusNames("wait.seconds", { unit: "s", instrument: "counter" });
    expect(names).toEqual(["wait_seconds", "wait_seconds_total"]);
    const total = listPrometheusNames("jobs.total", { unit: "{job}", instrument: "counter" });
    expect(total).toEqual(["jobs_total"]);
  });
});
