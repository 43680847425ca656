import {
  ATTR_SERVICE_VERSION,
  ATTR_TELEMETRY_SDK_LANGUAGE,
} from "@opentelemetry/semantic-conventions";
import type { Migration, SchemaDialect } from "./topology.ts";

const seen = `
  first_seen SimpleAggregateFunction(min, DateTime64(9, 'UTC')) CODEC(ZSTD(1)),
  last_seen SimpleAggregateFunction(max, DateTime64(9, 'UTC')) CODEC(ZSTD(1))`;

function catalogueEngine(dialect: SchemaDialect, orderBy: string): string {
  return `ENGINE = ${dialect.engine("AggregatingMergeTree")}
ORDER BY ${orderBy}
TTL toDateTime(last_seen) + INTERVAL 90 DAY
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, ${dialect.deduplication}`;
}

const metricSources: readonly {
  table: string;
  type: string;
  temporality: string;
  monotonic: string;
}[] = [
  {
    table: "metrics_number",
    type: "if(is_sum = 1, 'sum', 'gauge')",
    temporality: "temporality",
    monotonic: "is_monotonic",
  },
  {
    table: "metrics_histogram",
    type: "'histogram'",
    temporality: "temporality",
    monotonic: "toUInt8(1)",
  },
  {
    table: "metrics_exp_histogram",
    type: "'exp_histogram'",
    temporality: "temporality",
    monotonic: "toUInt8(1)",
  },
  {
    table: "metrics_summary",
    type: "'summary'",
    temporality: "toUInt8(2)",
    monotonic: "toUInt8(1)",
  },
];

function metricCatalogStatements(dialect: SchemaDialect): string[] {
  const views = metricSources.map(
    (
      source,
    ) => `CREATE MATERIALIZED VIEW IF NOT EXISTS metric_catalog_${source.table}_view ${dialect.onCluster}
TO ${dialect.local("metric_catalog")} AS
SELECT
  metric_name,
  service_name,
  ${source.type} AS type,
  ${source.temporality} AS temporality,
  ${source.monotonic} AS is_monotonic,
  anyLast(metric_unit) AS unit,
  anyLast(metric_description) AS description,
  min(timestamp) AS first_seen,
  max(timestamp) AS last_seen
FROM ${dialect.local(source.table)}
GROUP BY metric_name, service_name, type, temporality, is_monotonic`,
  );
  return [
    `CREATE TABLE IF NOT EXISTS ${dialect.local("metric_catalog")} ${dialect.onCluster}
(
  metric_name LowCardinality(String) CODEC(ZSTD(1)),
  service_name LowCardinality(String) CODEC(ZSTD(1)),
  type LowCardinality(String) CODEC(ZSTD(1)),
  temporality UInt8 CODEC(ZSTD(1)),
  is_monotonic UInt8 CODEC(ZSTD(1)),
  unit SimpleAggregateFunction(anyLast, String) CODEC(ZSTD(1)),
  description SimpleAggregateFunction(anyLast, String) CODEC(ZSTD(1)),${seen}
)
${catalogueEngine(dialect, "(metric_name, service_name, type, temporality, is_monotonic)")}`,
    ...dialect.distributed("metric_catalog", "cityHash64(metric_name)"),
    ...views,
  ];
}

function serviceCatalogStatements(dialect: SchemaDialect): string[] {
  const sources = ["spans", "logs", ...metricSources.map((source) => source.table)];
  const views = sources.map(
    (
      table,
    ) => `CREATE MATERIALIZED VIEW IF NOT EXISTS service_catalog_${table}_view ${dialect.onCluster}
TO ${dialect.local("service_catalog")} AS
SELECT
  service_name,
  service_namespace,
  groupUniqArrayIf(20)(resource_attributes['${ATTR_SERVICE_VERSION}'], mapContains(resource_attributes, '${ATTR_SERVICE_VERSION}')) AS versions,
  anyLast(resource_attributes['${ATTR_TELEMETRY_SDK_LANGUAGE}']) AS sdk_language,
  min(timestamp) AS first_seen,
  max(timestamp) AS last_seen
FROM ${dialect.local(table)}
GROUP BY service_name, service_namespace`,
  );
  return [
    `CREATE TABLE IF NOT EXISTS ${dialect.local("service_catalog")} ${dialect.onCluster}
(
  service_name LowCardinality(String) CODEC(ZSTD(1)),
  service_namespace LowCardinality(String) CODEC(ZSTD(1)),
  versions SimpleAggregateFunction(groupUniqArrayArray(20), Array(String)) CODEC(ZSTD(1)),
  sdk_language SimpleAggregateFunction(anyLast, String) CODEC(ZSTD(1)),${seen}
)
${catalogueEngine(dialect, "(service_name, service_namespace)")}`,
    ...dialect.distributed("service_catalog", "cityHash64(service_name)"),
    ...views,
  ];
}

/** Which metrics and services exist, fed by every telemetry table. */
export const cataloguesMigration: Migration = {
  version: 3,
  name: "catalogues",
  statements: (dialect) => [
    ...metricCatalogStatements(dialect),
    ...serviceCatalogStatements(dialect),
  ],
};
