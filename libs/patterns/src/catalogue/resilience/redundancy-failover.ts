import {
  ATTR_K8S_NODE_NAME,
  ATTR_SERVICE_INSTANCE_ID,
  ATTR_SERVICE_NAME,
} from "@opentelemetry/semantic-conventions";
import {
  ATTR_CLOUD_AVAILABILITY_ZONE,
  ATTR_CLOUD_PROVIDER,
  ATTR_CLOUD_REGION,
  METRIC_K8S_DEPLOYMENT_POD_AVAILABLE,
} from "@opentelemetry/semantic-conventions/incubating";
import { T9 } from "../../limits/data-limits.ts";
import {
  anomaly,
  crosses,
  defined,
  forecast,
  indicator,
  log,
  metric,
  ownObjective,
  reaches,
  resource,
  ruled,
  threshold,
  traceShape,
  verify,
} from "../build.ts";
import type { PatternRecord } from "../types.ts";

/** P54: Redundancy and failover. */
export const redundancyFailover: PatternRecord = {
  id: "P54",
  slug: "redundancy-failover",
  family: "resilience",
  name: "Redundancy and failover",
  what: "More members exist than the load needs, so that others take over when one fails. They stand by, or all work at once, or there is one more than needed, or they live in other regions or with other providers.",
  whenToUse:
    "Use it for everything whose loss users would feel. Rehearse it: a standby that never took over may not be able to.",
  grade: "inferred",
  evidence: [
    resource("semconv", [
      ATTR_CLOUD_REGION,
      ATTR_CLOUD_AVAILABILITY_ZONE,
      ATTR_CLOUD_PROVIDER,
      ATTR_SERVICE_NAME,
      ATTR_SERVICE_INSTANCE_ID,
      ATTR_K8S_NODE_NAME,
    ]),
    metric("collector-2026", ["redis.role", "haproxy.active", "haproxy.backup"], "Roles."),
    metric(
      "exporter",
      ["pg_replication_is_replica", "patroni_primary", "kafka.controller.active.count"],
      "Roles.",
    ),
    metric("rules", ["mongodb_rs_myState"], "Roles."),
    metric("collector", ["zookeeper.follower.count"], "Roles."),
    metric("semconv", [METRIC_K8S_DEPLOYMENT_POD_AVAILABLE]),
    metric(
      "exporter",
      [
        "traces_service_graph_request_total",
        "traces_service_graph_request_failed_total",
        "traces_service_graph_request_server_seconds",
        "traces_service_graph_request_client_seconds",
      ],
      "Edges per region.",
    ),
    log(
      "unverified",
      ["leader election"],
      "Texts of leader election; leases of Kubernetes are not exported.",
    ),
    log(
      "docs",
      ["UH", "UF", "NR"],
      "Response flags of Envoy: no healthy host, connection failure, no route.",
    ),
    log("semconv", ["UNAVAILABLE"], "gRPC status during a failover."),
    traceShape("Traffic moves to another member within minutes and the old one goes silent."),
  ],
  detect:
    "The kinds are told apart by who is alive, who takes the traffic, and where the members are. Automatic failover has a gap below 2 minutes and no human change event; a longer gap means manual.",
  variants: [
    {
      name: "Active-passive",
      signature:
        "At least 2 members alive (heartbeats, CPU, replication) but at least 99 % of the traffic on one.",
    },
    { name: "Active-active", signature: "All members take user traffic of the same routes." },
    { name: "N+1", signature: "The remaining instances can carry the peak." },
    { name: "Geographic", signature: "At least 2 regions for one service." },
    { name: "Multi-cloud", signature: "At least 2 cloud providers." },
    { name: "Master and slave", signature: "Roles with one primary, as for read replicas (P23)." },
    { name: "Automatic failover", signature: "Gap below 2 minutes and no human change event." },
    { name: "Manual failover", signature: "A longer gap." },
  ],
  indicators: [
    indicator(
      "survivor-load",
      "Load on the survivors",
      "1",
      "Peak load divided by what remains after the loss of one member.",
      ["F14", "peak / ((N−1)·C₁)"],
      { weight: 0.25, good: 0.7, limits: [defined("warning", "gt", 1, "1")] },
    ),
    indicator(
      "standby-lag",
      "Freshness of the standby",
      "s",
      "Replication lag of the standby (P23).",
      "lag",
      { weight: 0.15, good: 1, limits: [T9.limits.replicaLag], bad: 30 },
    ),
    indicator(
      "standby-missing",
      "Standby not ready",
      "{member}",
      "Standbys that are missing or fail their probe.",
      "expected − ready standbys",
      { weight: 0.15, good: 0, bad: 1, limits: [defined("warning", "gt", 0, "{member}")] },
    ),
    indicator(
      "primaries-off",
      "Wrong number of primaries",
      "{member}",
      "Difference of the number of primaries from one: none, or a split brain.",
      "|primaries − 1|",
      { weight: 0.2, good: 0, bad: 1, limits: [ruled("critical", "gt", 0, "{member}")] },
    ),
    indicator(
      "failover-time",
      "Observed recovery time",
      "s",
      "Last good answer of the old member to the first good one of the new.",
      "first good on new − last good on old",
      { weight: 0.1, noLimit: "The limit is the recovery time objective of the owner." },
    ),
    indicator(
      "lost-writes",
      "Observed recovery point",
      "By",
      "Offset gap at the switch.",
      "offset of the old − offset of the new at the switch",
      { weight: 0.1, noLimit: "The limit is the recovery point objective of the owner." },
    ),
    indicator(
      "last-test",
      "Last failover",
      "d",
      "Days since the last failover or rehearsal.",
      "now − last failover",
      { weight: 0.05, noLimit: ownObjective },
    ),
  ],
  verify: [
    verify(
      "planned",
      "Failover is planned.",
      ["000", "002", "001"],
      "partly",
      "State of the standby and past failovers.",
    ),
    verify(
      "works",
      "Failover works.",
      ["000", "002", "001"],
      "yes",
      "Observed recovery time of past failovers.",
    ),
  ],
  alerts: [
    threshold(
      "A standby is missing.",
      crosses("standby-missing", defined("warning", "gt", 0, "{member}")),
    ),
    threshold(
      "The standby is further behind than the recovery point objective.",
      crosses("standby-lag", T9.limits.replicaLag),
    ),
    threshold(
      "The survivors could not carry the peak.",
      crosses("survivor-load", defined("warning", "gt", 1, "1")),
    ),
    threshold(
      "There is no primary, or more than one: Redis, PostgreSQL, Patroni or MongoDB.",
      crosses("primaries-off", ruled("critical", "gt", 0, "{member}")),
      "critical",
    ),
    anomaly("A role changed.", undefined, "info"),
    forecast(
      "The forecast peak exceeds what all members but one can carry.",
      reaches("survivor-load", "gt", 1),
    ),
  ],
  capacity: {
    model: "none",
    formulae: ["F14"],
    text: "The N+1 check for each failure domain: instance, node, zone, region.",
  },
  actions: ["Add a member.", "Rehearse the failover.", "Fence the old primary."],
  visibility: [
    "The intent of zones, regions and N+1 and the objectives for recovery time and point are not state: they must be set by the user.",
  ],
};
