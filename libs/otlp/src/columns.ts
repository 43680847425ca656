/**
 * The columns that a decoded OTLP batch is written to, in order, with the ClickHouse type of
 * each in a Native block. The telemetry store creates its tables from the same names; where a
 * table says LowCardinality the block carries the plain type and ClickHouse converts on insert.
 */
export type ColumnType =
  | "UInt8"
  | "Int32"
  | "UInt32"
  | "Int64"
  | "UInt64"
  | "Float64"
  | "Nullable(Float64)"
  | "DateTime64(9)"
  | "FixedString(8)"
  | "FixedString(16)"
  | "String"
  | "Map(String, String)"
  | "Array(UInt32)"
  | "Array(UInt64)"
  | "Array(Float64)"
  | "Array(String)"
  | "Array(Nullable(Int64))"
  | "Array(DateTime64(9))"
  | "Array(FixedString(8))"
  | "Array(FixedString(16))"
  | "Array(Map(String, String))";

export interface ColumnSpec {
  readonly name: string;
  readonly type: ColumnType;
}

/** One destination table of decoded telemetry. */
export type TelemetryTable =
  | "spans"
  | "logs"
  | "metrics_number"
  | "metrics_histogram"
  | "metrics_exp_histogram"
  | "metrics_summary";

const column = (name: string, type: ColumnType): ColumnSpec => ({ name, type });

const resource: readonly ColumnSpec[] = [
  column("service_name", "String"),
  column("service_namespace", "String"),
  column("resource_attributes", "Map(String, String)"),
  column("resource_schema_url", "String"),
  column("resource_dropped_attributes_count", "UInt32"),
  column("scope_name", "String"),
  column("scope_version", "String"),
  column("scope_attributes", "Map(String, String)"),
  column("scope_schema_url", "String"),
  column("scope_dropped_attributes_count", "UInt32"),
];

const exemplars: readonly ColumnSpec[] = [
  column("exemplars.timestamp", "Array(DateTime64(9))"),
  column("exemplars.value", "Array(Float64)"),
  column("exemplars.trace_id", "Array(FixedString(16))"),
  column("exemplars.span_id", "Array(FixedString(8))"),
  column("exemplars.attributes", "Array(Map(String, String))"),
];

const metric: readonly ColumnSpec[] = [
  ...resource,
  column("metric_name", "String"),
  column("metric_description", "String"),
  column("metric_unit", "String"),
  column("attributes", "Map(String, String)"),
  column("start_timestamp", "DateTime64(9)"),
  column("timestamp", "DateTime64(9)"),
  column("flags", "UInt32"),
];

/**
 * kind, status_code: the OTLP enum numbers. Ids are raw bytes (zero bytes where absent).
 * duration_ns: end − start, 0 where the end lies before the start.
 */
const spans: readonly ColumnSpec[] = [
  ...resource,
  column("timestamp", "DateTime64(9)"),
  column("duration_ns", "UInt64"),
  column("trace_id", "FixedString(16)"),
  column("span_id", "FixedString(8)"),
  column("parent_span_id", "FixedString(8)"),
  column("trace_state", "String"),
  column("flags", "UInt32"),
  column("name", "String"),
  column("kind", "UInt8"),
  column("status_code", "UInt8"),
  column("status_message", "String"),
  column("attributes", "Map(String, String)"),
  column("dropped_attributes_count", "UInt32"),
  column("events.timestamp", "Array(DateTime64(9))"),
  column("events.name", "Array(String)"),
  column("events.attributes", "Array(Map(String, String))"),
  column("events.dropped_attributes_count", "Array(UInt32)"),
  column("dropped_events_count", "UInt32"),
  column("links.trace_id", "Array(FixedString(16))"),
  column("links.span_id", "Array(FixedString(8))"),
  column("links.trace_state", "Array(String)"),
  column("links.flags", "Array(UInt32)"),
  column("links.attributes", "Array(Map(String, String))"),
  column("links.dropped_attributes_count", "Array(UInt32)"),
  column("dropped_links_count", "UInt32"),
];

/** timestamp: the event time, or the observed time where the event time is absent. */
const logs: readonly ColumnSpec[] = [
  ...resource,
  column("timestamp", "DateTime64(9)"),
  column("observed_timestamp", "DateTime64(9)"),
  column("trace_id", "FixedString(16)"),
  column("span_id", "FixedString(8)"),
  column("flags", "UInt32"),
  column("severity_number", "UInt8"),
  column("severity_text", "String"),
  column("event_name", "String"),
  column("body", "String"),
  column("attributes", "Map(String, String)"),
  column("dropped_attributes_count", "UInt32"),
];

/** Gauges and sums. is_sum 0: gauge. is_int 1: int_value is exact and value is its nearest double. */
const metricsNumber: readonly ColumnSpec[] = [
  ...metric,
  column("is_sum", "UInt8"),
  column("is_monotonic", "UInt8"),
  column("temporality", "UInt8"),
  column("is_int", "UInt8"),
  column("int_value", "Int64"),
  column("value", "Float64"),
  ...exemplars,
];

const histogramTotals: readonly ColumnSpec[] = [
  column("temporality", "UInt8"),
  column("count", "UInt64"),
  column("sum", "Nullable(Float64)"),
  column("min", "Nullable(Float64)"),
  column("max", "Nullable(Float64)"),
];

const metricsHistogram: readonly ColumnSpec[] = [
  ...metric,
  ...histogramTotals,
  column("bucket_counts", "Array(UInt64)"),
  column("explicit_bounds", "Array(Float64)"),
  ...exemplars,
];

const metricsExpHistogram: readonly ColumnSpec[] = [
  ...metric,
  ...histogramTotals,
  column("scale", "Int32"),
  column("zero_count", "UInt64"),
  column("zero_threshold", "Float64"),
  column("positive_offset", "Int32"),
  column("positive_bucket_counts", "Array(UInt64)"),
  column("negative_offset", "Int32"),
  column("negative_bucket_counts", "Array(UInt64)"),
  ...exemplars,
];

const metricsSummary: readonly ColumnSpec[] = [
  ...metric,
  column("count", "UInt64"),
  column("sum", "Float64"),
  column("quantiles", "Array(Float64)"),
  column("values", "Array(Float64)"),
];

/** …_types: type codes of the values beside them, see `decodeValue`; entity refs as OTLP/JSON. */
const resourceTypes: readonly ColumnSpec[] = [
  column("resource_attribute_types", "String"),
  column("resource_entity_refs", "String"),
  column("scope_attribute_types", "String"),
  column("attribute_types", "String"),
];

/** end_before_start_ns: start − end where the end lies before the start or is absent, else 0. */
const spanTypes: readonly ColumnSpec[] = [
  ...resourceTypes,
  column("events.attribute_types", "Array(String)"),
  column("links.attribute_types", "Array(String)"),
  column("end_before_start_ns", "UInt64"),
];

/** absent_times: 1 where the event time was absent, 2 the observed time, 3 both. */
const logTypes: readonly ColumnSpec[] = [
  ...resourceTypes,
  column("body_type", "String"),
  column("absent_times", "UInt8"),
];

/** metric_metadata: key-value pairs as JSON, empty where there are none. */
const metricTypes: readonly ColumnSpec[] = [
  ...resourceTypes,
  column("metric_metadata", "String"),
  column("metric_metadata_types", "String"),
];

/** exemplars.int_value: exact where the exemplar is an integer; its value is the nearest double. */
const exemplarTypes: readonly ColumnSpec[] = [
  ...metricTypes,
  column("exemplars.attribute_types", "Array(String)"),
  column("exemplars.int_value", "Array(Nullable(Int64))"),
];

/** Columns of each table in block order. New ones are appended, so that old blocks stay a prefix. */
export const telemetryColumns: Readonly<Record<TelemetryTable, readonly ColumnSpec[]>> = {
  spans: [...spans, ...spanTypes],
  logs: [...logs, ...logTypes],
  metrics_number: [...metricsNumber, ...exemplarTypes],
  metrics_histogram: [...metricsHistogram, ...exemplarTypes],
  metrics_exp_histogram: [...metricsExpHistogram, ...exemplarTypes],
  metrics_summary: [...metricsSummary, ...metricTypes],
};

/** How many columns the blocks of each table had before value types were kept. */
const untypedColumnCounts: Readonly<Record<TelemetryTable, number>> = {
  spans: spans.length,
  logs: logs.length,
  metrics_number: metricsNumber.length,
  metrics_histogram: metricsHistogram.length,
  metrics_exp_histogram: metricsExpHistogram.length,
  metrics_summary: metricsSummary.length,
};

/**
 * The columns of a Native block of `table`, which says at its start that it has `columnCount`:
 * fewer than now where an older version wrote it, the present ones where no version ever wrote
 * that many.
 */
export function columnsOfBlock(table: TelemetryTable, columnCount: number): readonly ColumnSpec[] {
  const columns = telemetryColumns[table];
  return columnCount === untypedColumnCounts[table] ? columns.slice(0, columnCount) : columns;
}

/** All telemetry tables, in a stable order. */
export const telemetryTables = Object.keys(telemetryColumns) as readonly TelemetryTable[];
