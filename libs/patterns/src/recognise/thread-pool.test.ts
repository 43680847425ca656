import { describe, expect, it } from "vitest";
import type { MetricEvidence } from "../evidence/metric-evidence.ts";
import { counter, gauge, withMetrics } from "./fixtures.ts";
import { recogniseThreadPools } from "./thread-pool.ts";

describe("thread pool and event loop (P35)", () => {
  const sources: readonly (readonly [string, readonly MetricEvidence[], string])[] = [
    [
      "Node.js event loop",
      [gauge("nodejs.eventloop.utilization", 0.1), gauge("nodejs.eventloop.delay.p99", 0.01)],
      "event loop",
    ],
    [
      "Node.js event loop by time",
      [counter("nodejs.eventloop.time", 100, { "nodejs.eventloop.state": "active" })],
      "event loop",
    ],
    [
      "Node.js event loop for Prometheus",
      [gauge("nodejs_eventloop_utilization_ratio", 0.1)],
      "event loop",
    ],
    [
      "Micrometer's executor",
      [
        gauge("executor.active", 3, { name: "tasks" }),
        gauge("executor.pool.max", 8, { name: "tasks" }),
      ],
      "tasks",
    ],
    [
      "Micrometer's executor for Prometheus",
      [
        gauge("executor_active_threads", 3, { name: "tasks" }),
        gauge("executor_pool_max_threads", 8, { name: "tasks" }),
      ],
      "tasks",
    ],
    [
      "Tomcat by Micrometer",
      [
        gauge("tomcat.threads.busy", 3, { name: "http-nio-8080" }),
        gauge("tomcat.threads.config.max", 200, { name: "http-nio-8080" }),
      ],
      "http-nio-8080",
    ],
    [
      "Tomcat by JMX metrics",
      [gauge("tomcat.thread.busy.count", 3), gauge("tomcat.thread.limit", 200)],
      "tomcat",
    ],
    [
      "Jetty by JMX metrics",
      [gauge("jetty.thread.busy.count", 3), gauge("jetty.thread.limit", 200)],
      "jetty",
    ],
    [
      ".NET thread pool",
      [gauge("dotnet.thread_pool.thread.count", 8), gauge("dotnet.thread_pool.queue.length", 0)],
      "dotnet",
    ],
    ["Apache workers", [gauge("apache.workers", 3, { state: "busy" })], "apache"],
    [
      "Elasticsearch thread pool",
      [
        gauge("elasticsearch.node.thread_pool.threads", 3, {
          thread_pool_name: "search",
          state: "active",
        }),
      ],
      "search",
    ],
    ["PHP-FPM", [gauge("phpfpm_listen_queue_connections", 0, { pool: "www" })], "www"],
  ];
  it.each(sources)("recognises %s", (_source, metrics, subject) => {
    expect(recogniseThreadPools(withMetrics(...metrics)).map((one) => one.subject)).toEqual([
      subject,
    ]);
  });

  const lookAlikes: readonly (readonly [string, readonly MetricEvidence[]])[] = [
    ["all threads of a JVM", [gauge("jvm.thread.count", 40, { "jvm.thread.state": "runnable" })]],
    ["all threads of a process", [gauge("process.thread.count", 40), gauge("process.threads", 40)]],
    ["goroutines", [gauge("go.goroutine.count", 400), gauge("go_goroutines", 400)]],
    ["a database pool", [gauge("hikaricp.connections.active", 3, { pool: "x" })]],
    [
      "requests queued by a web server",
      [gauge("kestrel.queued_requests", 0), gauge("http.server.active_requests", 3)],
    ],
  ];
  it.each(lookAlikes)("rejects %s", (_name, metrics) => {
    expect(recogniseThreadPools(withMetrics(...metrics))).toEqual([]);
  });
});
