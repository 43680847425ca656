import { T10, T11, T9 } from "../../limits/data-limits.ts";
import {
  anomaly,
  crosses,
  defined,
  forecast,
  indicator,
  leavesBand,
  log,
  metric,
  ownBaseline,
  reaches,
  threshold,
  verify,
} from "../build.ts";
import type { PatternRecord } from "../types.ts";

/** P24: Database server headroom: connections, locks, tickets. */
export const databaseHeadroom: PatternRecord = {
  id: "P24",
  slug: "database-headroom",
  family: "database",

  name: "Database server headroom: connections, locks, tickets",
  what: "A database server takes a limited number of connections and works on a limited number of requests at once. Pools of many instances add up quickly, and locks make the rest wait.",
  whenToUse:
    "Watch it for every database. Check the sum of all client pools against the server maximum whenever the number of instances may grow.",
  grade: "direct",
  evidence: [
    metric("collector-2026", [
      "postgresql.backends",
      "postgresql.connection.max",
      "postgresql.database.locks",
      "postgresql.deadlocks",
    ]),
    metric(
      "collector",
      ["mysql.threads", "mysql.connection.count", "mysql.connection.errors"],
      "Threads connected and running.",
    ),
    metric("collector-2026", ["mysql.max_used_connections", "mysql.innodb.row_lock.wait.count"]),
    metric(
      "collector",
      [
        "mongodb.connection.count",
        "oracledb.sessions.usage",
        "oracledb.sessions.limit",
        "sqlserver.user.connection.count",
        "sqlserver.processes.blocked",
        "sqlserver.lock.wait.rate",
      ],
      "The MongoDB count is active, available and current.",
    ),
    metric("exporter", [
      "pg_stat_activity_count",
      "pg_settings_max_connections",
      "pg_locks_count",
      "mysql_global_status_threads_connected",
      "mysql_global_variables_max_connections",
      "mysql_global_status_threads_running",
    ]),
    metric("rules", ["mongodb_ss_wt_concurrentTransactions_available"]),
    metric("docs", ["DatabaseConnections"], "CloudWatch, RDS."),
    log("code", ["too many clients already"], "PostgreSQL."),
    log("unverified", ["Too many connections"], "MySQL."),
  ],
  detect:
    "Always on for a known server. The sum of the client pools' maxima over all instances compared with the server maximum gives the oversubscription.",
  indicators: [
    indicator(
      "connection-utilisation",
      "Connections of the maximum",
      "1",
      "Connections divided by the maximum less reserved ones.",
      ["F1", "connections / (maximum − reserved)"],
      {
        weight: 0.3,
        good: 0.5,
        limits: [
          T9.limits.connectionsWarning,
          T10.limits.connections,
          T11.limits.connections,
          T9.limits.connectionsCritical,
        ],
      },
    ),
    indicator(
      "oversubscription",
      "Oversubscription",
      "1",
      "What all client pools may open together, divided by the server maximum.",
      "Σ pool maximum × instances / server maximum",
      { weight: 0.2, good: 0.8, limits: [defined("warning", "gt", 1, "1")], bad: 1.5 },
    ),
    indicator(
      "running-threads",
      "Running threads",
      "1",
      "Running threads divided by the maximum of connections (MySQL).",
      ["F1", "running threads / maximum"],
      { weight: 0.1, good: 0.3, limits: [T10.limits.runningThreads] },
    ),
    indicator(
      "idle-in-transaction",
      "Idle in transaction",
      "1",
      "Connections that hold a transaction open and do nothing.",
      "idle in transaction / connections",
      { weight: 0.1, noLimit: ownBaseline },
    ),
    indicator(
      "lock-table",
      "Lock table",
      "1",
      "Held locks divided by the size of the lock table.",
      ["F1", "locks / size of the lock table"],
      { weight: 0.1, good: 0.05, limits: [T9.limits.lockTable] },
    ),
    indicator(
      "lock-waits",
      "Lock waits",
      "{wait}/s",
      "Statements per second that had to wait for a lock.",
      "increase of lock waits per second",
      { weight: 0.05, noLimit: ownBaseline },
    ),
    indicator(
      "deadlocks",
      "Deadlocks",
      "{deadlock}/min",
      "Deadlocks per minute.",
      "increase of deadlocks per minute",
      { weight: 0.1, good: 0, limits: [T9.limits.deadlocks] },
    ),
    indicator(
      "free-tickets",
      "Free tickets",
      "{ticket}",
      "Free WiredTiger tickets (MongoDB).",
      "available tickets",
      { weight: 0.05, good: 100, limits: [T11.limits.freeTickets], bad: 0 },
    ),
  ],
  verify: [
    verify(
      "maximum-fits",
      "The maximum of connections at the database is configured for the whole fleet.",
      ["001"],
      "yes",
      "Oversubscription.",
    ),
  ],
  alerts: [
    threshold(
      "Connections are above 80 % of the maximum.",
      crosses("connection-utilisation", T9.limits.connectionsWarning),
    ),
    threshold(
      "Connections have reached the maximum.",
      crosses("connection-utilisation", T9.limits.connectionsCritical),
      "critical",
    ),
    threshold("More than 5 deadlocks per minute.", crosses("deadlocks", T9.limits.deadlocks)),
    threshold("Fewer than 50 tickets are free.", crosses("free-tickets", T11.limits.freeTickets)),
    anomaly(
      "More connections than usual are idle in a transaction.",
      leavesBand("idle-in-transaction"),
    ),
    forecast(
      "The maximum replicas of the autoscaler times the pool maximum exceeds the server maximum: an arithmetic forecast.",
      reaches("oversubscription", "gt", 1),
    ),
  ],
  capacity: {
    model: "little",
    formulae: ["F7"],
    text: "Little's law over all clients: connections needed = rate of uses times the time of one use.",
  },
  actions: [
    "Put an external pooler in front.",
    "Lower the pool size.",
    "Run fewer instances.",
    "Raise the maximum of the server.",
  ],
  visibility: ["Reserved connections are configuration; without them the maximum itself is used."],
};
