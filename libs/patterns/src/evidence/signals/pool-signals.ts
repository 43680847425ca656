import {
  ATTR_DB_CLIENT_CONNECTION_POOL_NAME,
  ATTR_DB_CLIENT_CONNECTION_STATE,
  ATTR_POOL_NAME,
  ATTR_STATE,
  DB_CLIENT_CONNECTION_STATE_VALUE_IDLE,
  DB_CLIENT_CONNECTION_STATE_VALUE_USED,
  METRIC_DB_CLIENT_CONNECTION_COUNT,
  METRIC_DB_CLIENT_CONNECTION_CREATE_TIME,
  METRIC_DB_CLIENT_CONNECTION_MAX,
  METRIC_DB_CLIENT_CONNECTION_PENDING_REQUESTS,
  METRIC_DB_CLIENT_CONNECTION_TIMEOUTS,
  METRIC_DB_CLIENT_CONNECTION_USE_TIME,
  METRIC_DB_CLIENT_CONNECTION_WAIT_TIME,
} from "@opentelemetry/semantic-conventions/incubating";
import { named, signal } from "../signal.ts";

const stateKeys = [ATTR_DB_CLIENT_CONNECTION_STATE, ATTR_STATE];

/** Labels that name a pool, in the order of trust; the last ones are those of exporters. */
export const poolKeys = [
  ATTR_DB_CLIENT_CONNECTION_POOL_NAME,
  ATTR_POOL_NAME,
  "pool",
  "db_name",
  "database",
  "hostgroup",
];

/** Signals of connection pools of databases, external poolers included. */
export const poolSignals = {
  used: signal(
    "pool.used",
    "{connection}",
    named(METRIC_DB_CLIENT_CONNECTION_COUNT, stateKeys, DB_CLIENT_CONNECTION_STATE_VALUE_USED),
    "pgbouncer_pools_server_active_connections",
    named("proxysql_connpool_conns", "status", "used"),
  ),
  idle: signal(
    "pool.idle",
    "{connection}",
    named(METRIC_DB_CLIENT_CONNECTION_COUNT, stateKeys, DB_CLIENT_CONNECTION_STATE_VALUE_IDLE),
    "go_sql_idle_connections",
    "hikaricp_idle_connections",
    "pgbouncer_pools_server_idle_connections",
    named("proxysql_connpool_conns", "status", "free"),
  ),
  max: signal(
    "pool.max",
    "{connection}",
    METRIC_DB_CLIENT_CONNECTION_MAX,
    "pgbouncer_databases_pool_size",
  ),
  pending: signal(
    "pool.pending",
    "{request}",
    METRIC_DB_CLIENT_CONNECTION_PENDING_REQUESTS,
    "pgbouncer_pools_client_waiting_connections",
  ),
  timeouts: signal(
    "pool.timeouts",
    "{timeout}",
    METRIC_DB_CLIENT_CONNECTION_TIMEOUTS,
    "proxysql_connpool_get_conn_failure_total",
  ),
  createTime: signal("pool.create-time", "s", METRIC_DB_CLIENT_CONNECTION_CREATE_TIME),
  waitTime: signal("pool.wait-time", "s", METRIC_DB_CLIENT_CONNECTION_WAIT_TIME),
  waitCount: signal("pool.wait-count", "{request}", "go_sql_wait_count_total"),
  useTime: signal("pool.use-time", "s", METRIC_DB_CLIENT_CONNECTION_USE_TIME),
  longestWait: signal("pool.longest-wait", "s", "pgbouncer_pools_client_maxwait_seconds"),
};

/** Connections and their maximum as the database server reports them. */
export const serverConnectionSignals = {
  backends: signal(
    "server.backends",
    "{connection}",
    "postgresql.backends",
    "pg_stat_activity_count",
  ),
  max: signal(
    "server.max-connections",
    "{connection}",
    "postgresql.connection.max",
    "pg_settings_max_connections",
    "mysql_global_variables_max_connections",
  ),
};
