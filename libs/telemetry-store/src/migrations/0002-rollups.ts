import type { Migration, SchemaDialect } from "./topology.ts";

// A t-digest state of one bucket costs a sixth of a DDSketch's to make and a quarter to merge
// (measured with this engine), and most buckets hold few calls. It is closest at the tails.
const durationSketch = "quantilesTDigestWeighted(0.5, 0.95, 0.99)";

// A sampled span stands for 1 / p calls. The sampler writes the rejection threshold T to the trace
// state, left-aligned hexadecimal digits of 2^56 (OpenTelemetry: trace state probability sampling).
const samplingThreshold = `rightPad(extract(trace_state, '(?:^|,) *ot=(?:[^,]*;)?th:([0-9a-f]{1,14})'), 14, '0')`;
/** SQL of the number of calls that a span stands for. */
export const adjustedCount = `if(trace_state = '', 1, 1 / (1 - least(reinterpretAsUInt64(reverse(unhex(${samplingThreshold}))) / exp2(56), 0.9999999)))`;

const redColumns = `
  bucket DateTime('UTC') CODEC(Delta, ZSTD(1)),
  service_name LowCardinality(String) CODEC(ZSTD(1)),
  operation LowCardinality(String) CODEC(ZSTD(1)),
  kind UInt8 CODEC(ZSTD(1)),
  is_entry UInt8 CODEC(ZSTD(1)),
  calls SimpleAggregateFunction(sum, Float64) CODEC(ZSTD(1)),
  errors SimpleAggregateFunction(sum, Float64) CODEC(ZSTD(1)),
  duration_sum_ns SimpleAggregateFunction(sum, Float64) CODEC(ZSTD(1)),
  duration_max_ns SimpleAggregateFunction(max, UInt64) CODEC(ZSTD(1)),
  duration_sketch AggregateFunction(${durationSketch}, Float32, UInt64) CODEC(ZSTD(1))`;

interface RedDesign {
  readonly name: string;
  readonly stepSeconds: number;
  readonly partitionBy: string;
  readonly keepDays: number;
}

const redDesigns: readonly RedDesign[] = [
  { name: "red_10s", stepSeconds: 10, partitionBy: "toDate(bucket)", keepDays: 3 },
  { name: "red_1m", stepSeconds: 60, partitionBy: "toMonday(bucket)", keepDays: 90 },
];

function rollupSettings(dialect: SchemaDialect): string {
  return `SETTINGS ttl_only_drop_parts = 1, fsync_after_insert = 1, fsync_part_directory = 1, ${dialect.deduplication}`;
}

// A call is counted when it ends: a window that has passed gets no late long calls any more.
function redStatements(design: RedDesign, dialect: SchemaDialect): string[] {
  const stepNs = `${design.stepSeconds}000000000`;
  return [
    `CREATE TABLE IF NOT EXISTS ${dialect.local(design.name)} ${dialect.onCluster}
(${redColumns}
)
ENGINE = ${dialect.engine("AggregatingMergeTree")}
PARTITION BY ${design.partitionBy}
ORDER BY (service_name, is_entry, bucket, operation, kind)
TTL bucket + INTERVAL ${design.keepDays} DAY
${rollupSettings(dialect)}`,
    ...dialect.distributed(design.name, "cityHash64(service_name)"),
    `CREATE MATERIALIZED VIEW IF NOT EXISTS ${design.name}_view ${dialect.onCluster}
TO ${dialect.local(design.name)} AS
WITH ${adjustedCount} AS weight
SELECT
  toDateTime(intDiv(toUnixTimestamp64Nano(timestamp) + toInt64(duration_ns), ${stepNs}) * ${design.stepSeconds}, 'UTC') AS bucket,
  service_name,
  name AS operation,
  kind,
  toUInt8(kind IN (2, 5) OR parent_span_id = toFixedString('', 8)) AS is_entry,
  sum(toFloat64(weight)) AS calls,
  sumIf(toFloat64(weight), status_code = 2) AS errors,
  sum(duration_ns * toFloat64(weight)) AS duration_sum_ns,
  max(duration_ns) AS duration_max_ns,
  quantilesTDigestWeightedState(0.5, 0.95, 0.99)(toFloat32(duration_ns), toUInt64(round(weight))) AS duration_sketch
FROM ${dialect.local("spans")}
GROUP BY bucket, service_name, operation, kind, is_entry`,
  ];
}

// Severity classes: 0 unset, 1 trace, 2 debug, 3 info, 4 warn, 5 error, 6 fatal.
function logCountStatements(dialect: SchemaDialect): string[] {
  return [
    `CREATE TABLE IF NOT EXISTS ${dialect.local("log_counts_1m")} ${dialect.onCluster}
(
  bucket DateTime('UTC') CODEC(Delta, ZSTD(1)),
  service_name LowCardinality(String) CODEC(ZSTD(1)),
  severity UInt8 CODEC(ZSTD(1)),
  records SimpleAggregateFunction(sum, UInt64) CODEC(T64, ZSTD(1))
)
ENGINE = ${dialect.engine("AggregatingMergeTree")}
PARTITION BY toMonday(bucket)
ORDER BY (service_name, bucket, severity)
TTL bucket + INTERVAL 90 DAY
${rollupSettings(dialect)}`,
    ...dialect.distributed("log_counts_1m", "cityHash64(service_name)"),
    `CREATE MATERIALIZED VIEW IF NOT EXISTS log_counts_1m_view ${dialect.onCluster}
TO ${dialect.local("log_counts_1m")} AS
SELECT
  toDateTime(intDiv(toUnixTimestamp64Nano(timestamp), 60000000000) * 60, 'UTC') AS bucket,
  service_name,
  toUInt8(least(intDiv(severity_number + 3, 4), 6)) AS severity,
  count() AS records
FROM ${dialect.local("logs")}
GROUP BY bucket, service_name, severity`,
  ];
}

/** RED per operation in two resolutions and log counts by severity, each fed by a view. */
export const rollupsMigration: Migration = {
  version: 2,
  name: "rollups",
  statements: (dialect) => [
    ...redDesigns.flatMap((design) => redStatements(design, dialect)),
    ...logCountStatements(dialect),
  ],
};
