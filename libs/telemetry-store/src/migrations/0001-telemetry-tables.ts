import type { Migration, SchemaDialect } from "./topology.ts";

const text = "LowCardinality(String) CODEC(ZSTD(1))";
const attributeMap = "Map(LowCardinality(String), String) CODEC(ZSTD(1))";
const attributeMaps = "Array(Map(LowCardinality(String), String)) CODEC(ZSTD(1))";
const time = "DateTime64(9, 'UTC') CODEC(Delta, ZSTD(1))";
const times = "Array(DateTime64(9, 'UTC')) CODEC(ZSTD(1))";
const counter = "UInt32 CODEC(T64, ZSTD(1))";
const total = "UInt64 CODEC(T64, ZSTD(1))";
const double = "Float64 CODEC(Gorilla, ZSTD(1))";
const optionalDouble = "Nullable(Float64) CODEC(ZSTD(1))";

const resource = `
  service_name ${text},
  service_namespace ${text},
  resource_attributes ${attributeMap},
  resource_schema_url ${text},
  resource_dropped_attributes_count ${counter},
  scope_name ${text},
  scope_version ${text},
  scope_attributes ${attributeMap},
  scope_schema_url ${text},
  scope_dropped_attributes_count ${counter}`;

const metric = `${resource},
  metric_name ${text},
  metric_description ${text},
  metric_unit ${text},
  attributes ${attributeMap},
  start_timestamp ${time},
  timestamp DateTime64(9, 'UTC') CODEC(DoubleDelta, ZSTD(1)),
  flags ${counter},
  series_id UInt64 MATERIALIZED cityHash64(service_name, mapSort(resource_attributes), scope_name, scope_version, mapSort(attributes)) CODEC(ZSTD(1))`;

const exemplars = `
  \`exemplars.timestamp\` ${times},
  \`exemplars.value\` Array(Float64) CODEC(ZSTD(1)),
  \`exemplars.trace_id\` Array(FixedString(16)) CODEC(ZSTD(1)),
  \`exemplars.span_id\` Array(FixedString(8)) CODEC(ZSTD(1)),
  \`exemplars.attributes\` ${attributeMaps}`;

const distribution = `
  temporality UInt8 CODEC(ZSTD(1)),
  count ${total},
  sum ${optionalDouble},
  min ${optionalDouble},
  max ${optionalDouble}`;

const attributeIndexes = `
  INDEX attribute_keys mapKeys(attributes) TYPE bloom_filter(0.01) GRANULARITY 1,
  INDEX attribute_values mapValues(attributes) TYPE bloom_filter(0.01) GRANULARITY 1,
  INDEX resource_values mapValues(resource_attributes) TYPE bloom_filter(0.01) GRANULARITY 1`;

const spanColumns = `${resource},
  timestamp ${time},
  duration_ns ${total},
  trace_id FixedString(16) CODEC(ZSTD(1)),
  span_id FixedString(8) CODEC(ZSTD(1)),
  parent_span_id FixedString(8) CODEC(ZSTD(1)),
  trace_state String CODEC(ZSTD(1)),
  flags ${counter},
  name ${text},
  kind UInt8 CODEC(ZSTD(1)),
  status_code UInt8 CODEC(ZSTD(1)),
  status_message String CODEC(ZSTD(1)),
  attributes ${attributeMap},
  dropped_attributes_count ${counter},
  \`events.timestamp\` ${times},
  \`events.name\` Array(LowCardinality(String)) CODEC(ZSTD(1)),
  \`events.attributes\` ${attributeMaps},
  \`events.dropped_attributes_count\` Array(UInt32) CODEC(ZSTD(1)),
  dropped_events_count ${counter},
  \`links.trace_id\` Array(FixedString(16)) CODEC(ZSTD(1)),
  \`links.span_id\` Array(FixedString(8)) CODEC(ZSTD(1)),
  \`links.trace_state\` Array(String) CODEC(ZSTD(1)),
  \`links.flags\` Array(UInt32) CODEC(ZSTD(1)),
  \`links.attributes\` ${attributeMaps},
  \`links.dropped_attributes_count\` Array(UInt32) CODEC(ZSTD(1)),
  dropped_links_count ${counter},
  INDEX trace_id trace_id TYPE bloom_filter(0.001) GRANULARITY 1,${attributeIndexes}`;

// row_id breaks ties between records of the same nanosecond when paging.
const logColumns = `${resource},
  timestamp ${time},
  observed_timestamp ${time},
  trace_id FixedString(16) CODEC(ZSTD(1)),
  span_id FixedString(8) CODEC(ZSTD(1)),
  flags ${counter},
  severity_number UInt8 CODEC(ZSTD(1)),
  severity_text ${text},
  event_name ${text},
  body String CODEC(ZSTD(1)),
  attributes ${attributeMap},
  dropped_attributes_count ${counter},
  row_id UInt64 MATERIALIZED cityHash64(service_name, timestamp, observed_timestamp, trace_id, span_id, severity_number, body, mapSort(attributes), mapSort(resource_attributes)) CODEC(ZSTD(1)),
  INDEX trace_id trace_id TYPE bloom_filter(0.001) GRANULARITY 1,
  INDEX body_words lower(body) TYPE text(tokenizer = 'splitByNonAlpha') GRANULARITY 1,${attributeIndexes}`;

const numberColumns = `${metric},
  is_sum UInt8 CODEC(ZSTD(1)),
  is_monotonic UInt8 CODEC(ZSTD(1)),
  temporality UInt8 CODEC(ZSTD(1)),
  is_int UInt8 CODEC(ZSTD(1)),
  int_value Int64 CODEC(Delta, ZSTD(1)),
  value ${double},${exemplars}`;

const histogramColumns = `${metric},${distribution},
  bucket_counts Array(UInt64) CODEC(ZSTD(1)),
  explicit_bounds Array(Float64) CODEC(ZSTD(1)),${exemplars}`;

const expHistogramColumns = `${metric},${distribution},
  scale Int32 CODEC(ZSTD(1)),
  zero_count ${total},
  zero_threshold Float64 CODEC(ZSTD(1)),
  positive_offset Int32 CODEC(ZSTD(1)),
  positive_bucket_counts Array(UInt64) CODEC(ZSTD(1)),
  negative_offset Int32 CODEC(ZSTD(1)),
  negative_bucket_counts Array(UInt64) CODEC(ZSTD(1)),${exemplars}`;

const summaryColumns = `${metric},
  count ${total},
  sum ${double},
  quantiles Array(Float64) CODEC(ZSTD(1)),
  values Array(Float64) CODEC(ZSTD(1))`;

interface TableDesign {
  readonly name: string;
  readonly columns: string;
  readonly orderBy: string;
  readonly keepDays: number;
  readonly shardingKey: string;
}

const metricOrder = "(metric_name, service_name, series_id, timestamp)";
// series_id is computed on the shard; the Distributed table needs columns that are sent.
const seriesShard = "cityHash64(metric_name, service_name, mapSort(attributes))";

const designs: readonly TableDesign[] = [
  {
    name: "spans",
    columns: spanColumns,
    orderBy: "(service_name, toStartOfHour(timestamp), name, timestamp)",
    keepDays: 14,
    shardingKey: "cityHash64(trace_id)",
  },
  {
    name: "logs",
    columns: logColumns,
    orderBy: "(service_name, timestamp)",
    keepDays: 14,
    shardingKey: "cityHash64(trace_id, timestamp)",
  },
  ...[
    ["metrics_number", numberColumns],
    ["metrics_histogram", histogramColumns],
    ["metrics_exp_histogram", expHistogramColumns],
    ["metrics_summary", summaryColumns],
  ].map(([name = "", columns = ""]) => ({
    name,
    columns,
    orderBy: metricOrder,
    keepDays: 30,
    shardingKey: seriesShard,
  })),
];

function createTable(design: TableDesign, dialect: SchemaDialect): string {
  return `CREATE TABLE IF NOT EXISTS ${dialect.local(design.name)} ${dialect.onCluster}
(${design.columns}
)
ENGINE = ${dialect.engine("MergeTree")}
PARTITION BY toDate(timestamp)
ORDER BY ${design.orderBy}
TTL toDateTime(timestamp) + INTERVAL ${design.keepDays} DAY
SETTINGS ttl_only_drop_parts = 1, fsync_after_insert = 1, fsync_part_directory = 1, ${dialect.deduplication}`;
}

/** The six tables that decoded telemetry is loaded into. */
export const telemetryTablesMigration: Migration = {
  version: 1,
  name: "telemetry-tables",
  statements: (dialect) =>
    designs.flatMap((design) => [
      createTable(design, dialect),
      ...dialect.distributed(design.name, design.shardingKey),
    ]),
};
