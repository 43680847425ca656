import {
  ATTR_DB_QUERY_SUMMARY,
  METRIC_DB_CLIENT_OPERATION_DURATION,
} from "@opentelemetry/semantic-conventions";
import { ATTR_DB_RESPONSE_RETURNED_ROWS } from "@opentelemetry/semantic-conventions/incubating";
import {
  anomaly,
  attribute,
  crosses,
  forecast,
  indicator,
  leavesBand,
  log,
  metric,
  own,
  ownBaseline,
  reaches,
  ruled,
  threshold,
  verify,
} from "../build.ts";
import type { PatternRecord } from "../types.ts";

/** P29: Indexing and query optimisation. */
export const indexing: PatternRecord = {
  id: "P29",
  slug: "indexing",
  family: "database",
  name: "Indexing and query optimisation",
  what: "An index lets the database find rows without reading the whole table. Queries without a fitting index grow slower with the data, until one day they are too slow.",
  whenToUse:
    "Look here first when a database is busy: most of its time is usually spent in a few statements.",
  grade: "inferred",
  evidence: [
    metric("collector-2026", ["postgresql.sequential_scans"], "Off by default."),
    metric("collector-2026", [
      "postgresql.index.scans",
      "postgresql.tup_returned",
      "postgresql.tup_fetched",
      "postgresql.temp_files",
      "postgresql.query.execution.time",
    ]),
    log(
      "collector-2026",
      ["db.server.top_query", "db.server.query_sample"],
      "Events with the plan; off by default.",
    ),
    metric("collector", [
      "mysql.query.slow.count",
      "mysql.sorts",
      "mysql.tmp_resources",
      "mysql.handlers",
      "mysql.index.io.wait.count",
      "mysql.statement_event.wait.time",
    ]),
    metric("collector", ["mysql.joins"], "Full, full_range and others; off by default."),
    metric("collector", [
      "mongodb.index.access.count",
      "mongodb.operation.time",
      "sqlserver.batch.sql_recompilation.rate",
    ]),
    metric("exporter", [
      "pg_stat_statements_seconds_total",
      "pg_stat_statements_calls_total",
      "pg_stat_user_tables_seq_scan",
      "pg_stat_user_tables_idx_scan",
      "mysql_global_status_select_full_join",
      "mysql_global_status_select_scan",
      "mysql_global_status_slow_queries",
    ]),
    metric("semconv", [METRIC_DB_CLIENT_OPERATION_DURATION]),
    attribute(
      "semconv",
      [ATTR_DB_QUERY_SUMMARY, ATTR_DB_RESPONSE_RETURNED_ROWS],
      "The number of rows is in development.",
    ),
  ],
  detect:
    "Missing index: sequential scans of a large table and more than 100 rows read per row returned. Unused index: no scans for 30 days with a size above 0. Regression: p95 of one statement doubles at equal rows.",
  variants: [
    {
      name: "Missing index",
      signature: "Sequential scans × table rows large, and rows read / rows returned above 100.",
    },
    { name: "Unused index", signature: "No index scans for 30 days and a size above 0." },
    { name: "Regression", signature: "p95 of one statement doubles at equal rows." },
  ],
  indicators: [
    indicator(
      "read-efficiency",
      "Rows read per row returned",
      "1",
      "Rows the database read for one row it returned.",
      "rows read / rows returned",
      { weight: 0.35, good: 2, limits: [own("warning", "gt", 100, "1")] },
    ),
    indicator(
      "slow-queries",
      "Slow queries",
      "{query}/s",
      "Statements over the server's own limit, per second.",
      "increase of slow queries per second",
      { weight: 0.25, good: 0, limits: [ruled("warning", "gt", 0, "{query}/s")], bad: 1 },
    ),
    indicator(
      "top-statement-share",
      "Time share of the top statement",
      "1",
      "Database time spent in the costliest statement.",
      "max over statements of time / time of all",
      { weight: 0.1, noLimit: ownBaseline },
    ),
    indicator(
      "statement-ratio",
      "Statement against its past",
      "1",
      "p95 of a statement divided by its p95 before, at equal rows.",
      "p95 now / p95 before",
      { weight: 0.15, good: 1, limits: [own("warning", "gte", 2, "1")] },
    ),
    indicator(
      "temp-files",
      "Temporary files",
      "{file}/s",
      "Temporary files written per second because memory was too small for sorts and joins.",
      "increase of temporary files per second",
      { weight: 0.1, noLimit: ownBaseline },
    ),
    indicator(
      "index-size",
      "Size of indexes",
      "1",
      "Size of the indexes divided by the size of the table.",
      "index size / table size",
      { weight: 0.05, noLimit: ownBaseline },
    ),
  ],
  verify: [
    verify(
      "effective-indexes",
      "Indexes are effective.",
      ["000", "002", "003"],
      "yes",
      "Rows read per row returned, unused indexes.",
    ),
    verify(
      "regular-analysis",
      "Queries are analysed regularly.",
      ["000", "002", "003"],
      "partly",
      "Time share per statement is available; whether someone looks is not visible.",
    ),
  ],
  alerts: [
    threshold(
      "There are slow queries.",
      crosses("slow-queries", ruled("warning", "gt", 0, "{query}/s")),
    ),
    anomaly("Latency or rows of one statement shifted.", leavesBand("statement-ratio")),
    forecast(
      "Scan time grows with the rows of the table until it breaches the objective.",
      reaches("statement-ratio", "gte", 2),
    ),
  ],
  capacity: {
    model: "growth",
    formulae: ["F10"],
    text: "Growth of the table times the cost per row.",
  },
  actions: ["Add an index.", "Rewrite the query.", "Cache the result.", "Materialise the result."],
  visibility: [
    "The plan of a statement is visible only through server events that are off by default.",
  ],
};
