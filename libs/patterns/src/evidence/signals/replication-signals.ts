import { ATTR_SERVER_ADDRESS } from "@opentelemetry/semantic-conventions";
import { named, signal } from "../signal.ts";

/** Labels that name a replica. */
export const replicaKeys = [
  "replication_client",
  "application_name",
  "slot_name",
  ATTR_SERVER_ADDRESS,
  "server",
  "instance",
  "DBInstanceIdentifier",
  "name",
];

/** Signals of replication: PostgreSQL, Patroni, MySQL, MongoDB, and the databases of AWS. */
export const replicationSignals = {
  lag: signal(
    "replication.lag",
    "s",
    named("postgresql.wal.lag", "operation", ["replay"]),
    "postgresql.wal.delay",
    "pg_replication_lag_seconds",
    "mysql.replica.time_behind_source",
    "mysql_slave_status_seconds_behind_master",
    "mongodb_mongod_replset_member_replication_lag",
    "ReplicaLag",
    { name: "AuroraReplicaLag", unitScale: 0.001 },
    { name: "AuroraReplicaLagMaximum", unitScale: 0.001 },
  ),
  lagBytes: signal(
    "replication.lag-bytes",
    "By",
    "postgresql.replication.data_delay",
    "pg_stat_replication_pg_wal_lsn_diff",
  ),
  isReplica: signal("replication.is-replica", "1", "pg_replication_is_replica", "patroni_replica"),
  receiver: signal("replication.receiver", "s", "pg_stat_wal_receiver_latest_end_time"),
  syncStandby: signal("replication.sync-standby", "1", "patroni_sync_standby"),
  ioRunning: signal("replication.io-running", "1", "mysql_slave_status_slave_io_running"),
  sqlRunning: signal("replication.sql-running", "1", "mysql_slave_status_slave_sql_running"),
  replicated: signal("replication.replicated", "{operation}", "mongodb.operation.repl.count"),
};
