import {
  ATTR_DB_COLLECTION_NAME,
  ATTR_DB_NAMESPACE,
  ATTR_DB_QUERY_SUMMARY,
  ATTR_NETWORK_PEER_ADDRESS,
  ATTR_SERVER_ADDRESS,
} from "@opentelemetry/semantic-conventions";
import {
  ATTR_AWS_DYNAMODB_CONSUMED_CAPACITY,
  ATTR_MESSAGING_DESTINATION_PARTITION_ID,
  METRIC_AZURE_COSMOSDB_CLIENT_OPERATION_REQUEST_CHARGE,
} from "@opentelemetry/semantic-conventions/incubating";
import { T27 } from "../../limits/data-limits.ts";
import {
  anomaly,
  attribute,
  crosses,
  forecast,
  indicator,
  leavesBand,
  metric,
  own,
  ownBaseline,
  reaches,
  threshold,
  verify,
} from "../build.ts";
import type { PatternRecord } from "../types.ts";

/** P25: Sharding. */
export const sharding: PatternRecord = {
  id: "P25",
  slug: "sharding",
  family: "database",
  name: "Sharding",
  what: "Data is split over several databases by a key, so that each holds and serves a part. Writes and storage scale, but queries over all parts become costly and a bad key makes one part hot.",
  whenToUse:
    "Use it when writes or data outgrow the largest sensible machine and most requests touch a single key. Cache, replicate and scale up first.",
  grade: "inferred",
  evidence: [
    attribute(
      "semconv",
      [
        ATTR_DB_NAMESPACE,
        ATTR_DB_COLLECTION_NAME,
        ATTR_SERVER_ADDRESS,
        ATTR_NETWORK_PEER_ADDRESS,
        ATTR_DB_QUERY_SUMMARY,
        ATTR_MESSAGING_DESTINATION_PARTITION_ID,
      ],
      "Names with an ordinal suffix such as orders_01 to orders_16 are a sign.",
    ),
    attribute("semconv", [ATTR_AWS_DYNAMODB_CONSUMED_CAPACITY]),
    metric("semconv", [METRIC_AZURE_COSMOSDB_CLIENT_OPERATION_REQUEST_CHARGE]),
    metric("collector", ["elasticsearch.cluster.shards", "elasticsearch.node.shards.size"]),
    metric("collector-2026", ["kafka.topic.partitions", "redis.cluster.slots_assigned"]),
    metric("exporter", [
      "mongodb_shards_collection_chunks_count",
      "vttablet_query_counts",
      "vttablet_conn_pool_capacity",
      "redis_db_keys",
    ]),
    metric("rules", ["elasticsearch_cluster_health_unassigned_shards"]),
  ],
  detect:
    "At least 2 nodes hold disjoint data with the same schema: the same statements, different server addresses, and each entity key always on one node (from traces with keys); or metrics of a sharded product. A router is one address that fans out to many.",
  indicators: [
    indicator(
      "peak-ratio",
      "Busiest shard",
      "1",
      "Load of the busiest shard divided by the mean.",
      ["F4", "max/μ of load per shard"],
      { weight: 0.25, good: 1.1, limits: [own("warning", "gt", 2, "1")] },
    ),
    indicator(
      "hot-shard",
      "Hot-shard factor",
      "1",
      "Share of the hottest shard times the number of shards; 1 is even.",
      ["F17", "share × shards"],
      { weight: 0.15, good: 1.1, limits: [own("warning", "gt", 2, "1")] },
    ),
    indicator(
      "size-cv",
      "Uneven sizes",
      "1",
      "Coefficient of variation of data size over shards.",
      ["F4", "σ/μ of size per shard"],
      { weight: 0.1, good: 0.1, limits: [own("warning", "gt", 0.25, "1")] },
    ),
    indicator(
      "latency-cv",
      "Uneven latency",
      "1",
      "Coefficient of variation of latency over shards.",
      ["F4", "σ/μ of latency per shard"],
      { weight: 0.05, good: 0.1, limits: [own("warning", "gt", 0.25, "1")] },
    ),
    indicator(
      "hottest-utilisation",
      "Utilisation of the hottest shard",
      "1",
      "The scarcest resource of the hottest shard, used divided by limit.",
      ["F1", "used / limit on the hottest shard"],
      { weight: 0.2, good: 0.5, limits: [own("critical", "gt", 0.8, "1")], bad: 0.95 },
    ),
    indicator(
      "cross-shard-share",
      "Cross-shard requests",
      "1",
      "Requests that touch at least 2 shards divided by all.",
      "requests with ≥ 2 shards / requests",
      { weight: 0.1, noLimit: ownBaseline },
    ),
    indicator(
      "scatter-width",
      "Scatter width",
      "{shard}",
      "Shards touched by a cross-shard request.",
      "mean shards per cross-shard request",
      { weight: 0.05, noLimit: ownBaseline },
    ),
    indicator(
      "disk-free",
      "Free disk of the fullest shard",
      "1",
      "Free share of the disk of the fullest shard.",
      ["F1", "free / size"],
      {
        weight: 0.05,
        good: 0.4,
        limits: [T27.limits.diskFreeWarning, T27.limits.diskFreeCritical],
      },
    ),
    indicator(
      "rebalancing",
      "Rebalancing in progress",
      "{shard}",
      "Shards or chunks that are moving.",
      "relocating shards, or chunk moves",
      {
        weight: 0.05,
        noLimit: "Moving shards is normal for a while; it matters with its duration.",
      },
    ),
  ],
  verify: [
    verify(
      "shard-key",
      "The shard key is a good one.",
      ["001"],
      "partly",
      "Hot-shard factor and cross-shard share.",
    ),
    verify("hot-spots", "There are no hot spots.", ["001"], "yes", "Peak ratio."),
    verify(
      "routing",
      "Routing is in place.",
      ["001"],
      "yes",
      "Share of requests that touch a single shard.",
    ),
    verify("cross-shard-joins", "Joins over shards are rare.", ["001"], "yes", "Scatter width."),
    verify(
      "rebalancing",
      "Rebalancing is planned.",
      ["001"],
      "partly",
      "Series of relocations and the trend of the skew.",
    ),
  ],
  alerts: [
    threshold("Shards are unassigned.", undefined, "critical"),
    threshold(
      "The hottest shard is above 80 % of its scarcest resource.",
      crosses("hottest-utilisation", own("critical", "gt", 0.8, "1")),
      "critical",
    ),
    threshold(
      "The busiest shard takes more than twice the mean load.",
      crosses("peak-ratio", own("warning", "gt", 2, "1")),
    ),
    anomaly("The peak ratio rises.", leavesBand("peak-ratio")),
    forecast(
      "Disk or CPU of the hottest shard reaches its limit.",
      reaches("hottest-utilisation", "gte", 1),
    ),
  ],
  capacity: {
    model: "growth",
    formulae: ["F17", "F10", "F11"],
    text: "Time to limit on the hottest shard rather than on the mean; the universal scalability law over shards for scatter queries.",
  },
  actions: ["Split or move the hot range.", "Use a composite key.", "Cache hot keys."],
  visibility: [
    "No key is in telemetry by default: hot keys show only in spans sampled with key capture.",
  ],
};
