import { describe, expect, it } from "vitest";
import type { EvidenceSnapshot } from "../evidence/snapshot.ts";
import { gauge, sketchShape, sketchSnapshot, withMetrics } from "./fixtures.ts";
import { recogniseReadReplicas } from "./read-replicas.ts";

const write = sketchShape({ name: "UPDATE orders", dbOperation: "UPDATE" });

const replicaRead = sketchShape({ serverAddress: "db-2:5432" });

describe("read replicas (P23)", () => {
  const sources: readonly (readonly [string, EvidenceSnapshot])[] = [
    [
      "the PostgreSQL receiver",
      withMetrics(
        gauge("postgresql.replication.data_delay", 100, { replication_client: "10.0.0.2" }),
      ),
    ],
    [
      "its lag in time",
      withMetrics(
        gauge("postgresql.wal.lag", 1, { replication_client: "10.0.0.2", operation: "replay" }),
      ),
    ],
    [
      "the PostgreSQL exporter on a replica",
      withMetrics(gauge("pg_replication_lag_seconds", 0), gauge("pg_replication_is_replica", 1)),
    ],
    ["the PostgreSQL exporter with a lag", withMetrics(gauge("pg_replication_lag_seconds", 0.4))],
    ["Patroni", withMetrics(gauge("patroni_replica", 1))],
    ["the MySQL receiver", withMetrics(gauge("mysql.replica.time_behind_source", 0))],
    ["the MySQL exporter", withMetrics(gauge("mysql_slave_status_seconds_behind_master", 0))],
    [
      "MongoDB's exporter",
      withMetrics(gauge("mongodb_mongod_replset_member_replication_lag", 0, { name: "m2" })),
    ],
    ["a MongoDB that replicates", withMetrics(gauge("mongodb.operation.repl.count", 40))],
    ["RDS", withMetrics(gauge("ReplicaLag", 0, { DBInstanceIdentifier: "shop-2" }))],
    ["Aurora", withMetrics(gauge("AuroraReplicaLag", 20, { DBInstanceIdentifier: "shop-2" }))],
    ["split reads and writes", sketchSnapshot({ shapes: [write, replicaRead] })],
  ];
  it.each(sources)("recognises %s", (_source, snapshot) => {
    expect(recogniseReadReplicas(snapshot)).toHaveLength(1);
  });

  const lookAlikes: readonly (readonly [string, EvidenceSnapshot])[] = [
    [
      "a stand-alone server whose exporter says lag 0",
      withMetrics(gauge("pg_replication_lag_seconds", 0), gauge("pg_replication_is_replica", 0)),
    ],
    [
      "replicas of a workload",
      withMetrics(
        gauge("kube_deployment_spec_replicas", 3),
        gauge("k8s.replicaset.pod.desired", 3),
      ),
    ],
    ["a lone MongoDB", withMetrics(gauge("mongodb.operation.repl.count", 0))],
    ["age of the archive", withMetrics(gauge("postgresql.wal.age", 30))],
    [
      "a reporting database of its own",
      sketchSnapshot({ shapes: [write, sketchShape({ ...replicaRead, dbNamespace: "reports" })] }),
    ],
    ["a database that is only read", sketchSnapshot({ shapes: [replicaRead] })],
    [
      "shards that all take writes",
      sketchSnapshot({
        shapes: [write, sketchShape({ ...write, serverAddress: "db-2:5432" }), replicaRead],
      }),
    ],
    [
      "reads that miss the primary too seldom to tell",
      sketchSnapshot({ shapes: [write, sketchShape({ ...replicaRead, calls: 20 })] }),
    ],
  ];
  it.each(lookAlikes)("rejects %s", (_name, snapshot) => {
    expect(recogniseReadReplicas(snapshot)).toEqual([]);
  });
});
