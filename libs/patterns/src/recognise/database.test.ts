import { describe, expect, it } from "vitest";
import type { EvidenceSnapshot } from "../evidence/snapshot.ts";
import type { Repetition, SpanShape } from "../evidence/span-evidence.ts";
import { gauge, sketchShape, sketchSnapshot, withMetrics } from "./fixtures.ts";
import { recogniseReadReplicas } from "./read-replicas.ts";
import { recogniseRepeatedQueries } from "./repeated-queries.ts";

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

const often: Repetition = {
  traces: 200,
  perParentP50: 12,
  perParentP95: 30,
  tracesShare: 0.4,
  timeShare: 0.6,
  sequentialShare: 1,
};

function repeated(
  parts: Partial<SpanShape> = {},
  repetition: Partial<Repetition> = {},
): EvidenceSnapshot {
  return sketchSnapshot({
    shapes: [sketchShape({ repetition: { ...often, ...repetition }, ...parts })],
  });
}

describe("repeated queries (P30)", () => {
  const {
    dbSystem: _system,
    dbOperation: _operation,
    ...call
  } = sketchShape({ name: "GET /users/:id", method: "GET" });
  const sources: readonly (readonly [string, EvidenceSnapshot, string])[] = [
    ["equal statements below one request", repeated(), "N+1 (lazy without eager)"],
    [
      "the same, growing with the rows",
      repeated({}, { sizeCorrelation: 0.9 }),
      "N+1 (lazy without eager)",
    ],
    [
      "equal calls to a service",
      sketchSnapshot({ shapes: [{ ...call, repetition: often }] }),
      "N+1 (lazy without eager)",
    ],
    ["a list of keys in one statement", repeated({ batchSize: 12 }), "Eager"],
    ["a loader", repeated({ kind: "internal", name: "dataloader.load users" }), "Eager"],
  ];
  it.each(sources)("recognises %s", (_source, snapshot, variant) => {
    expect(recogniseRepeatedQueries(snapshot).map((one) => one.variant)).toEqual([variant]);
  });

  const lookAlikes: readonly (readonly [string, EvidenceSnapshot])[] = [
    ["a few statements", repeated({}, { perParentP95: 3 })],
    ["one odd trace in many", repeated({}, { tracesShare: 0.001 })],
    [
      "attempts after failures",
      repeated({
        attempts: {
          calls: 10,
          attempts: 60,
          resends: 0,
          resendsAfterRedirect: 0,
          failedFirstShare: 0.9,
          overlapShare: 0,
          maxAttempts: 6,
        },
      }),
    ],
    [
      "a loop in the background",
      sketchSnapshot({
        shapes: [
          (({ entry: _entry, ...shape }) => ({ ...shape, repetition: often }))(sketchShape()),
        ],
      }),
    ],
    [
      "one question to every shard",
      repeated(
        { peerAddresses: Array.from({ length: 12 }, (_, at) => `10.0.0.${at}`) },
        { sequentialShare: 0.1 },
      ),
    ],
    ["inserts in a loop", repeated({ dbOperation: "INSERT" })],
    ["statements that frame transactions", repeated({ dbOperation: "COMMIT" })],
  ];
  it.each(lookAlikes)("rejects %s", (_name, snapshot) => {
    expect(recogniseRepeatedQueries(snapshot)).toEqual([]);
  });
});
