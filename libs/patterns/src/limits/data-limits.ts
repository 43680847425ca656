import { buildTable, dayMs, hourMs, minuteMs } from "./limit.ts";

/** T9: rules for PostgreSQL of awesome-prometheus-alerts and postgres-mixin. */
export const T9 = buildTable("T9", "awesome-prometheus-alerts and postgres-mixin", {
  connectionsWarning: {
    comparison: "gt",
    value: 0.8,
    unit: "1",
    meaning: "Connections divided by the maximum less the reserved ones.",
  },
  connectionsCritical: {
    severity: "critical",
    comparison: "gte",
    value: 1,
    unit: "1",
    meaning: "Connections divided by the maximum less the reserved ones.",
  },
  blockHitRatio: {
    comparison: "lt",
    value: 0.98,
    unit: "1",
    meaning: "Blocks found in the buffer cache divided by all blocks read.",
  },
  rollbacks: {
    comparison: "gt",
    value: 0.1,
    unit: "1",
    meaning: "Rolled-back transactions divided by all transactions.",
  },
  deadlocks: {
    comparison: "gt",
    value: 5,
    unit: "{deadlock}/min",
    meaning: "Deadlocks per minute.",
  },
  lockTable: {
    comparison: "gt",
    value: 0.2,
    unit: "1",
    meaning: "Held locks divided by the size of the lock table.",
  },
  replicaLag: {
    comparison: "gt",
    value: 5,
    unit: "s",
    meaning: "Replication lag (awesome-prometheus-alerts).",
  },
  replicaLagMixin: {
    severity: "critical",
    comparison: "gt",
    value: hourMs / 1000,
    unit: "s",
    meaning: "Replication lag (postgres-mixin).",
  },
  oldestTransaction: {
    comparison: "gt",
    value: 120,
    unit: "s",
    meaning: "Age of the oldest open transaction.",
  },
  deadTuples: {
    comparison: "gte",
    value: 0.1,
    unit: "1",
    meaning: "Dead tuples divided by all tuples of a table.",
  },
  timedCheckpoints: {
    comparison: "lt",
    value: 0.5,
    unit: "1",
    meaning: "Checkpoints started by the timer divided by all checkpoints.",
  },
});

/** T10: rules for MySQL of awesome-prometheus-alerts and mysqld-mixin. */
export const T10 = buildTable("T10", "awesome-prometheus-alerts and mysqld-mixin", {
  connections: {
    comparison: "gt",
    value: 0.8,
    unit: "1",
    meaning: "Connections divided by the maximum.",
  },
  runningThreads: {
    comparison: "gt",
    value: 0.6,
    unit: "1",
    meaning: "Running threads divided by the maximum of connections.",
  },
  replicaLag: {
    comparison: "gt",
    value: 30,
    unit: "s",
    meaning: "Replication lag that is also predicted to rise over the next 2 minutes.",
  },
  logWaits: {
    comparison: "gt",
    value: 10,
    unit: "{wait}/s",
    meaning: "Waits per second because the log buffer was too small.",
  },
  replicationThreadsStopped: {
    severity: "critical",
    comparison: "gt",
    value: 0,
    unit: "{thread}",
    meaning: "Replication threads (IO or SQL) that are stopped.",
  },
});

/** T11: rules for MongoDB of awesome-prometheus-alerts. */
export const T11 = buildTable("T11", "awesome-prometheus-alerts", {
  connections: {
    comparison: "gt",
    value: 0.8,
    unit: "1",
    meaning: "Connections divided by the maximum.",
  },
  lagWarning: {
    comparison: "gt",
    value: 10,
    unit: "s",
    meaning: "Replication lag; the rules in use range from 10 to 30 seconds.",
  },
  lagCritical: {
    severity: "critical",
    comparison: "gt",
    value: 30,
    unit: "s",
    meaning: "Replication lag; the rules in use range from 10 to 30 seconds.",
  },
  freeTickets: {
    comparison: "lt",
    value: 50,
    unit: "{ticket}",
    meaning: "Free WiredTiger tickets.",
  },
  oplogWindowOverLag: {
    severity: "critical",
    comparison: "lte",
    value: 1,
    unit: "1",
    meaning: "Time covered by the operation log divided by the replication lag.",
  },
  primaries: {
    severity: "critical",
    comparison: "lt",
    value: 1,
    unit: "{member}",
    meaning: "Members of a replica set that are primary.",
  },
});

/**
 * T12: rules for Redis of awesome-prometheus-alerts, the Redis documentation and the AWS
 * documentation. There is no universal hit ratio: compare with the expected share of hot data.
 */
export const T12 = buildTable("T12", "awesome-prometheus-alerts, Redis and AWS documentation", {
  memory: {
    comparison: "gt",
    value: 0.9,
    unit: "1",
    meaning: "Used memory divided by maxmemory.",
  },
  clients: {
    comparison: "gt",
    value: 0.9,
    unit: "1",
    meaning: "Connected clients divided by maxclients.",
  },
  rejectedConnections: {
    comparison: "gt",
    value: 5,
    unit: "{connection}/min",
    meaning: "Rejected connections per minute.",
  },
  clusterStateBad: {
    severity: "critical",
    comparison: "gt",
    value: 0,
    unit: "1",
    heldMs: 5 * minuteMs,
    meaning: "1 while the cluster state is not ok.",
  },
  slotsFailing: {
    comparison: "gt",
    value: 0,
    unit: "{slot}",
    meaning: "Slots in the state fail or pfail.",
  },
  replicaChanges: {
    comparison: "gt",
    value: 1,
    unit: "{change}/min",
    meaning: "Changes of the number of connected replicas per minute.",
  },
  lastSaveAge: {
    comparison: "gt",
    value: (2 * dayMs) / 1000,
    unit: "s",
    meaning: "Age of the last snapshot on disk.",
  },
  elastiCacheCpu: {
    comparison: "gt",
    value: 0.9,
    unit: "1",
    meaning: "ElastiCache host CPU times the number of cores: Redis commands run on one core.",
  },
});

/** T13: rules for Memcached of awesome-prometheus-alerts. */
export const T13 = buildTable("T13", "awesome-prometheus-alerts", {
  memory: {
    comparison: "gt",
    value: 0.9,
    unit: "1",
    meaning: "Stored bytes divided by the limit.",
  },
  hitRatio: {
    comparison: "lt",
    value: 0.8,
    unit: "1",
    heldMs: 10 * minuteMs,
    meaning: "Hits divided by all gets.",
  },
  evictions: {
    comparison: "gt",
    value: 10,
    unit: "{item}/s",
    meaning: "Evicted items per second.",
  },
  connectionsWarning: {
    comparison: "gt",
    value: 0.8,
    unit: "1",
    meaning: "Connections divided by the maximum.",
  },
  connectionsCritical: {
    severity: "critical",
    comparison: "gt",
    value: 0.95,
    unit: "1",
    meaning: "Connections divided by the maximum.",
  },
});

/** T16: rules for PgBouncer of awesome-prometheus-alerts. */
export const T16 = buildTable("T16", "awesome-prometheus-alerts", {
  waitingClients: {
    comparison: "gt",
    value: 20,
    unit: "{request}",
    meaning: "Requests of clients that wait for a server connection.",
  },
  longestWait: {
    comparison: "gt",
    value: 15,
    unit: "s",
    meaning: "How long the oldest client has waited.",
  },
  serverConnectionsWarning: {
    comparison: "gt",
    value: 0.8,
    unit: "1",
    meaning: "Server connections divided by the maximum of the user.",
  },
  serverConnectionsCritical: {
    severity: "critical",
    comparison: "gt",
    value: 0.9,
    unit: "1",
    meaning: "Server connections divided by the maximum of the user.",
  },
  clientConnections: {
    severity: "critical",
    comparison: "gte",
    value: 1,
    unit: "1",
    meaning: "Client connections divided by max_client_conn.",
  },
});

/** T27: rules for Elasticsearch of awesome-prometheus-alerts. */
export const T27 = buildTable("T27", "awesome-prometheus-alerts", {
  rejections: {
    comparison: "gt",
    value: 0.05,
    unit: "1",
    meaning: "Rejected tasks of a thread pool divided by all tasks.",
  },
  breakerTrips: {
    comparison: "gt",
    value: 0,
    unit: "{trip}",
    meaning: "Trips of a memory breaker.",
  },
  heapWarning: { comparison: "gt", value: 0.8, unit: "1", meaning: "Used share of the heap." },
  heapCritical: {
    severity: "critical",
    comparison: "gt",
    value: 0.9,
    unit: "1",
    meaning: "Used share of the heap.",
  },
  diskFreeWarning: { comparison: "lt", value: 0.2, unit: "1", meaning: "Free share of the disk." },
  diskFreeCritical: {
    severity: "critical",
    comparison: "lt",
    value: 0.1,
    unit: "1",
    meaning: "Free share of the disk.",
  },
});
