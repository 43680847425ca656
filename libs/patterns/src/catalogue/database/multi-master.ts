import { ATTR_DB_NAMESPACE, ATTR_SERVER_ADDRESS } from "@opentelemetry/semantic-conventions";
import {
  ATTR_AZURE_COSMOSDB_OPERATION_CONTACTED_REGIONS,
  ATTR_CASSANDRA_CONSISTENCY_LEVEL,
  ATTR_CASSANDRA_COORDINATOR_DC,
} from "@opentelemetry/semantic-conventions/incubating";
import { minuteMs } from "../../limits/limit.ts";
import {
  anomaly,
  attribute,
  crosses,
  forecast,
  indicator,
  leavesBand,
  metric,
  ownBaseline,
  reaches,
  ruled,
  threshold,
  traceShape,
  verify,
} from "../build.ts";
import type { PatternRecord } from "../types.ts";

/** P26: Multi-master. */
export const multiMaster: PatternRecord = {
  id: "P26",
  slug: "multi-master",
  family: "database",
  name: "Multi-master",
  what: "Several database nodes accept writes of the same data and exchange them. Writes survive the loss of a node or region, at the price of conflicts and of coordination that grows with every node.",
  whenToUse:
    "Use it for writes in several regions or for availability of writes; not as a way to scale writes of the same rows.",
  grade: "direct",
  evidence: [
    metric("collector", ["couchdb.<name>"], "The family has no conflict metric."),
    metric(
      "exporter",
      [
        "mysql_global_status_wsrep_ready",
        "mysql_global_status_wsrep_local_state",
        "mysql_global_status_wsrep_local_recv_queue",
      ],
      "Galera.",
    ),
    attribute("semconv", [
      ATTR_CASSANDRA_CONSISTENCY_LEVEL,
      ATTR_CASSANDRA_COORDINATOR_DC,
      ATTR_AZURE_COSMOSDB_OPERATION_CONTACTED_REGIONS,
    ]),
    metric("docs", ["AuroraGlobalDBReplicationLag"], "CloudWatch, Aurora."),
    traceShape("Write operations go to at least 2 server addresses of one database."),
    attribute("semconv", [ATTR_DB_NAMESPACE, ATTR_SERVER_ADDRESS]),
  ],
  detect: "Writes on at least 2 peers in one window without a failover between them.",
  indicators: [
    indicator(
      "receive-queue",
      "Receive queue",
      "{transaction}",
      "Write sets that wait to be applied on a node.",
      ["F2", "length of the receive queue"],
      { weight: 0.25, good: 0, limits: [ruled("warning", "gt", 100, "{transaction}")] },
    ),
    indicator(
      "not-ready",
      "Nodes not ready or not synced",
      "{node}",
      "Nodes that are not ready, or not synced for 5 minutes.",
      "nodes with ready = 0 or a state other than synced",
      { weight: 0.3, good: 0, bad: 1, limits: [ruled("warning", "gt", 0, "{node}", 5 * minuteMs)] },
    ),
    indicator(
      "conflict-share",
      "Conflicts",
      "1",
      "Transactions rolled back at certification or after commit.",
      "conflicts / transactions",
      { weight: 0.2, noLimit: ownBaseline },
    ),
    indicator(
      "write-cv",
      "Uneven writes",
      "1",
      "Coefficient of variation of writes over nodes.",
      ["F4", "σ/μ of writes per node"],
      {
        weight: 0.1,
        noLimit: "Pinning writes to a home node is a good reason for an uneven spread.",
      },
    ),
    indicator(
      "cross-region-latency",
      "Cross-region write latency",
      "s",
      "p95 of write latency between regions.",
      "p95 of write spans with another region",
      { weight: 0.15, noLimit: ownBaseline },
    ),
  ],
  verify: [
    verify(
      "write-scaling",
      "Writes really scale.",
      ["002"],
      "partly",
      "Throughput of writes over the number of nodes (F11).",
    ),
  ],
  alerts: [
    threshold(
      "The receive queue of a donor holds more than 100 write sets.",
      crosses("receive-queue", ruled("warning", "gt", 100, "{transaction}")),
    ),
    threshold(
      "A node is not ready, or not synced for 5 minutes.",
      crosses("not-ready", ruled("warning", "gt", 0, "{node}", 5 * minuteMs)),
    ),
    anomaly("Conflicts rise.", leavesBand("conflict-share")),
    forecast("The queue grows and does not drain.", reaches("receive-queue", "gt", 100)),
  ],
  capacity: {
    model: "usl",
    formulae: ["F11", "F13"],
    text: "The universal scalability law with a high coherency κ; the drain of the queue tells whether a node keeps up.",
  },
  actions: ["Pin entities to a home master."],
  visibility: ["CouchDB reports no conflicts."],
};
