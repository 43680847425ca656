import { ATTR_DB_QUERY_SUMMARY, ATTR_DB_QUERY_TEXT } from "@opentelemetry/semantic-conventions";
import { T9 } from "../../limits/data-limits.ts";
import {
  anomaly,
  attribute,
  crosses,
  forecast,
  indicator,
  leavesBand,
  metric,
  ownBaseline,
  ownObjective,
  reaches,
  threshold,
  verify,
} from "../build.ts";
import type { PatternRecord } from "../types.ts";

/** P16: Database cache, query cache and materialised views. */
export const databaseCache: PatternRecord = {
  id: "P16",
  slug: "database-cache",
  family: "caching",
  name: "Database cache, query cache and materialised views",
  what: "Databases keep hot pages in memory, some keep results of queries, and materialised views store a computed result as a table. All of them trade memory or staleness for reads that need no disk or no computation.",
  whenToUse:
    "Give the buffer cache enough memory for the working set. Use materialised views for costly queries whose result may be some minutes old.",
  grade: "direct",
  evidence: [
    metric("collector-2026", ["postgresql.blks_hit", "postgresql.blks_read"], "Off by default."),
    metric("collector-2026", ["postgresql.blocks_read"], "By source; on by default."),
    metric("exporter", ["pg_stat_database_blks_hit", "pg_stat_database_blks_read"]),
    metric("collector", [
      "mysql.buffer_pool.operations",
      "mysql.buffer_pool.pages",
      "mysql.buffer_pool.limit",
      "mysql.buffer_pool.usage",
      "mysql.table_open_cache",
    ]),
    metric("exporter", [
      "mysql_global_status_qcache_hits",
      "mysql_global_variables_innodb_buffer_pool_size",
    ]),
    metric("collector", ["mongodb.cache.operations"], "Hits and misses."),
    metric("collector-2026", ["mongodb.wtcache.bytes.read"]),
    metric("collector", [
      "sqlserver.page.buffer_cache.hit_ratio",
      "sqlserver.page.life_expectancy",
      "oracledb.physical_reads",
      "oracledb.logical_reads",
      "elasticsearch.node.cache.evictions",
      "elasticsearch.node.cache.memory.usage",
      "elasticsearch.node.cache.count",
    ]),
    metric("exporter", [
      "proxysql_query_cache_count_get_total",
      "proxysql_query_cache_entries_total",
    ]),
    attribute(
      "semconv",
      [ATTR_DB_QUERY_SUMMARY, ATTR_DB_QUERY_TEXT],
      "Periodic REFRESH MATERIALIZED VIEW; the text is opt-in.",
    ),
  ],
  detect:
    "Buffer caches are always there. A query cache is in use if its counters move. A materialised view shows as periodic refresh statements and reads of that relation.",
  variants: [
    { name: "Buffer cache", signature: "Always present for a known database." },
    { name: "Query cache", signature: "Its counters move." },
    {
      name: "Materialised view",
      signature: "Periodic refresh statements plus reads of the relation.",
      confidence: "low",
    },
  ],
  indicators: [
    indicator(
      "block-hit-ratio",
      "Block hit ratio",
      "1",
      "Blocks found in memory divided by all blocks read.",
      ["F3", "blocks hit / (blocks hit + blocks read)"],
      { weight: 0.5, good: 0.995, limits: [T9.limits.blockHitRatio], bad: 0.95 },
    ),
    indicator(
      "disk-reads",
      "Reads from disk",
      "{read}/s",
      "Blocks read from disk per second.",
      "increase of blocks read per second",
      { weight: 0.2, noLimit: ownBaseline },
    ),
    indicator(
      "page-life",
      "Page life expectancy",
      "s",
      "Time a page stays in the buffer.",
      "page life expectancy of the server",
      { weight: 0.15, noLimit: ownBaseline },
    ),
    indicator(
      "refresh-age",
      "Age of the materialised view",
      "s",
      "Time since the last refresh, and how long a refresh takes.",
      "now − last refresh statement",
      { weight: 0.15, noLimit: ownObjective },
    ),
  ],
  verify: [
    verify(
      "results-fresh",
      "Pre-computed results are fresh.",
      ["002"],
      "partly",
      "Age of the last refresh statement.",
    ),
    verify(
      "queries-cached",
      "Frequent queries are cached.",
      ["002"],
      "yes",
      "Hit ratio of the buffers and of the query cache.",
    ),
  ],
  alerts: [
    threshold(
      "Fewer than 98 % of the blocks come from memory.",
      crosses("block-hit-ratio", T9.limits.blockHitRatio),
    ),
    anomaly(
      "The hit ratio made a step: the plan or the working set changed.",
      leavesBand("block-hit-ratio", "below"),
    ),
    forecast("The working set outgrows the buffer.", reaches("block-hit-ratio", "lt", 0.98)),
  ],
  capacity: {
    model: "growth",
    formulae: ["F16"],
    text: "The cache formula with the disk as origin.",
  },
  actions: ["Give the buffer more memory.", "Add an index.", "Partition cold data away."],
  visibility: [
    "Which relation a materialised view serves is known only from statement text, which is opt-in.",
  ],
};
