import { describe, expect, it } from "vitest";
import type { MetricEvidence } from "../evidence/metric-evidence.ts";
import {
  gauge,
  histogram,
  sketchPoints,
  sketchShape,
  sketchSnapshot,
  withMetrics,
} from "./fixtures.ts";
import { recogniseDatabasePools } from "./database-pool.ts";

const pool = { "db.client.connection.pool.name": "orders" };

describe("database pool (P33)", () => {
  const sources: readonly (readonly [string, readonly MetricEvidence[], string])[] = [
    [
      "current convention",
      [
        gauge("db.client.connection.count", 3, { ...pool, "db.client.connection.state": "used" }),
        gauge("db.client.connection.max", 10, pool),
        gauge("db.client.connection.pending_requests", 0, pool),
        histogram("db.client.connection.use_time", 0.01, pool),
        histogram("db.client.connection.wait_time", 0.001, pool),
      ],
      "orders",
    ],
    [
      "Java agent's default, earlier convention",
      [
        gauge("db.client.connections.usage", 3, { "pool.name": "orders", state: "used" }),
        gauge("db.client.connections.max", 10, { "pool.name": "orders" }),
        histogram("db.client.connections.use_time", 10, { "pool.name": "orders" }, "ms"),
      ],
      "orders",
    ],
    [
      "earlier convention with long attribute names",
      [
        gauge("db.client.connections.usage", 3, {
          "db.client.connections.pool.name": "orders",
          "db.client.connections.state": "used",
        }),
      ],
      "orders",
    ],
    [
      "Micrometer with dots",
      [
        gauge("hikaricp.connections.active", 3, { pool: "HikariPool-1" }),
        gauge("hikaricp.connections.max", 10, { pool: "HikariPool-1" }),
      ],
      "HikariPool-1",
    ],
    [
      "Micrometer for Prometheus",
      [
        gauge("hikaricp_connections_active", 3, { pool: "HikariPool-1" }),
        gauge("hikaricp_connections_pending", 0, { pool: "HikariPool-1" }),
      ],
      "HikariPool-1",
    ],
    [
      "Hikari's own tracker",
      [
        gauge("hikaricp_active_connections", 3, { pool: "main" }),
        gauge("hikaricp_pending_threads", 0, { pool: "main" }),
      ],
      "main",
    ],
    [
      "client_golang's collector",
      [
        gauge("go_sql_in_use_connections", 3, { db_name: "shop" }),
        gauge("go_sql_max_open_connections", 10, { db_name: "shop" }),
      ],
      "shop",
    ],
    [
      "convention in its Prometheus form",
      [
        gauge("db_client_connection_count", 3, {
          db_client_connection_pool_name: "orders",
          db_client_connection_state: "used",
        }),
      ],
      "orders",
    ],
    [
      "PgBouncer's exporter",
      [
        gauge("pgbouncer_pools_server_active_connections", 3, { database: "shop" }),
        gauge("pgbouncer_pools_client_waiting_connections", 0, { database: "shop" }),
      ],
      "shop",
    ],
    ["ProxySQL", [gauge("proxysql_connpool_conns", 3, { hostgroup: "1", status: "used" })], "1"],
  ];
  it.each(sources)("recognises %s", (_source, metrics, subject) => {
    const found = recogniseDatabasePools(withMetrics(...metrics));
    expect(found.map((one) => one.subject)).toEqual([subject]);
    expect(found[0]?.confidence).toBeGreaterThan(0.7);
    expect(metrics.map(({ name }) => name)).toContain(found[0]?.evidence[0]?.signal);
  });

  const lookAlikes: readonly (readonly [string, readonly MetricEvidence[]])[] = [
    [
      "an HTTP client's pool",
      [gauge("http.client.open_connections", 3, { "http.connection.state": "active" })],
    ],
    [
      "Micrometer's HTTP pool",
      [
        gauge("httpcomponents.httpclient.pool.total.connections", 3, { pool: "x" }),
        gauge("httpcomponents.httpclient.pool.total.max", 10),
      ],
    ],
    [
      "connections that a server counts",
      [gauge("mysql.connection.count", 30), gauge("postgresql.connection.max", 100)],
    ],
    [
      "connections of a web server",
      [gauge("kestrel.active_connections", 3), gauge("tomcat.connections.current", 3)],
    ],
    ["time of database operations", [histogram("db.client.operation.duration", 0.01)]],
    ["clients of a cache server", [gauge("redis.clients.connected", 30)]],
    ["a maximum without any use", [gauge("db.client.connection.max", 10, pool)]],
    ["a memory pool", [gauge("jvm.memory.used", 3, { "jvm.memory.pool.name": "G1 Eden" })]],
  ];
  it.each(lookAlikes)("rejects %s", (_name, metrics) => {
    expect(recogniseDatabasePools(withMetrics(...metrics))).toEqual([]);
  });

  it("finds every pool by name and lists what is missing", () => {
    const found = recogniseDatabasePools(
      withMetrics(
        gauge("db.client.connection.count", 3, { ...pool, "db.client.connection.state": "used" }),
        gauge("hikaricp_connections_active", 1, { pool: "audit" }),
      ),
    );
    expect(found.map(({ subject }) => subject).toSorted()).toEqual(["audit", "orders"]);
    expect(found[0]?.missing.map(({ signal }) => signal)).toContain("db.client.connection.max");
  });

  it("is surer with more signals and with newer names", () => {
    const [lone] = recogniseDatabasePools(withMetrics(gauge("hikaricp_active_connections", 3)));
    const [full] = recogniseDatabasePools(withMetrics(...(sources[0]?.[1] ?? [])));
    expect(full?.confidence).toBeGreaterThan(lone?.confidence ?? 1);
  });

  it("takes spans of taking a connection and flat server connections as weaker evidence", () => {
    const spans = sketchSnapshot({ shapes: [sketchShape({ name: "pg-pool.connect" })] });
    expect(recogniseDatabasePools(spans)[0]?.confidence).toBe(0.65);
    const flat = sketchSnapshot({
      metrics: [gauge("postgresql.backends", 12)],
      timeline: sketchPoints((minute) => 5 + minute).map(({ atMs, value }) => ({
        atMs,
        requestsPerS: value,
        instances: 1,
      })),
    });
    expect(recogniseDatabasePools(flat)[0]?.confidence).toBe(0.45);
  });
});
