import type { TelemetryTable } from "../columns.ts";
import type { OtlpKeyValue } from "../decode-value.ts";
import { decodeAttributes, decodeValue } from "../decode-value.ts";
import type { FlatItem, Json } from "./flatten-request.ts";
import type { NativeRow } from "./read-native.ts";

type Pairs = readonly (readonly [string, string])[];

/** Rebuilds what was sent from a stored row, without the service columns taken from it. */
export function rebuildItem(table: TelemetryTable, row: NativeRow): FlatItem {
  const refs = String(row["resource_entity_refs"]);
  const isMetric = table.startsWith("metrics_");
  return {
    table,
    resource: {
      attributes: attributesOf(row, "resource_attribute"),
      droppedAttributesCount: row["resource_dropped_attributes_count"],
      entityRefs: refs === "" ? [] : JSON.parse(refs),
    },
    resourceSchemaUrl: row["resource_schema_url"],
    scope: {
      name: row["scope_name"],
      version: row["scope_version"],
      attributes: attributesOf(row, "scope_attribute"),
      droppedAttributesCount: row["scope_dropped_attributes_count"],
    },
    scopeSchemaUrl: row["scope_schema_url"],
    ...(isMetric ? { metric: rebuildMetric(row) } : {}),
    item: isMetric
      ? rebuildPoint(table, row)
      : table === "spans"
        ? rebuildSpan(row)
        : rebuildLog(row),
  };
}

function attributesOf(row: NativeRow, prefix: string): OtlpKeyValue[] {
  return decodeAttributes(row[`${prefix}s`] as Pairs, String(row[`${prefix}_types`]));
}

const unsigned = (value: unknown): bigint => BigInt.asUintN(64, value as bigint);

/** The elements of the nested columns `group.…` as rows of their own. */
function nestedRows(row: NativeRow, group: string): NativeRow[] {
  const columns = Object.keys(row).filter((name) => name.startsWith(`${group}.`));
  const [first = []] = columns.map((name) => row[name] as unknown[]);
  return first.map((_, index) =>
    Object.fromEntries(
      columns.map((name) => [name.slice(group.length + 1), (row[name] as unknown[])[index]]),
    ),
  );
}

function rebuildSpan(row: NativeRow): Json {
  const start = unsigned(row["timestamp"]);
  return {
    traceId: row["trace_id"],
    spanId: row["span_id"],
    traceState: row["trace_state"],
    parentSpanId: row["parent_span_id"],
    name: row["name"],
    kind: row["kind"],
    startTimeUnixNano: start,
    endTimeUnixNano: start + unsigned(row["duration_ns"]) - unsigned(row["end_before_start_ns"]),
    attributes: attributesOf(row, "attribute"),
    droppedAttributesCount: row["dropped_attributes_count"],
    events: nestedRows(row, "events").map((event) => ({
      timeUnixNano: unsigned(event["timestamp"]),
      name: event["name"],
      attributes: attributesOf(event, "attribute"),
      droppedAttributesCount: event["dropped_attributes_count"],
    })),
    droppedEventsCount: row["dropped_events_count"],
    links: nestedRows(row, "links").map((link) => ({
      traceId: link["trace_id"],
      spanId: link["span_id"],
      traceState: link["trace_state"],
      flags: link["flags"],
      attributes: attributesOf(link, "attribute"),
      droppedAttributesCount: link["dropped_attributes_count"],
    })),
    droppedLinksCount: row["dropped_links_count"],
    status: { message: row["status_message"], code: row["status_code"] },
    flags: row["flags"],
  };
}

function rebuildLog(row: NativeRow): Json {
  const absent = Number(row["absent_times"]);
  return {
    timeUnixNano: (absent & 1) === 0 ? unsigned(row["timestamp"]) : 0n,
    observedTimeUnixNano: (absent & 2) === 0 ? unsigned(row["observed_timestamp"]) : 0n,
    severityNumber: row["severity_number"],
    severityText: row["severity_text"],
    body: decodeValue(String(row["body"]), String(row["body_type"])),
    attributes: attributesOf(row, "attribute"),
    droppedAttributesCount: row["dropped_attributes_count"],
    flags: row["flags"],
    traceId: row["trace_id"],
    spanId: row["span_id"],
    eventName: row["event_name"],
  };
}

function rebuildMetric(row: NativeRow): Json {
  const text = String(row["metric_metadata"]);
  const metadata = text === "" ? {} : decodeValue(text, String(row["metric_metadata_types"]));
  return {
    name: row["metric_name"],
    description: row["metric_description"],
    unit: row["metric_unit"],
    metadata: "kvlistValue" in metadata ? metadata.kvlistValue.values : [],
    aggregationTemporality: row["temporality"],
    isMonotonic: row["is_monotonic"] === 1,
    isSum: row["is_sum"] === 1,
  };
}

function rebuildPoint(table: TelemetryTable, row: NativeRow): Json {
  const point = {
    startTimeUnixNano: unsigned(row["start_timestamp"]),
    timeUnixNano: unsigned(row["timestamp"]),
    flags: row["flags"],
    attributes: attributesOf(row, "attribute"),
    exemplars: nestedRows(row, "exemplars").map((exemplar) => ({
      timeUnixNano: unsigned(exemplar["timestamp"]),
      ...(exemplar["int_value"] === null
        ? { asDouble: exemplar["value"] }
        : { asInt: exemplar["int_value"] }),
      traceId: exemplar["trace_id"],
      spanId: exemplar["span_id"],
      filteredAttributes: attributesOf(exemplar, "attribute"),
    })),
  };
  const { count, sum, min, max } = row;
  switch (table) {
    case "metrics_number":
      return {
        ...point,
        ...(row["is_int"] === 1 ? { asInt: row["int_value"] } : { asDouble: row["value"] }),
      };
    case "metrics_summary": {
      const values = row["values"] as number[];
      const quantiles = row["quantiles"] as number[];
      const quantileValues = quantiles.map((quantile, at) => ({ quantile, value: values[at] }));
      return { ...point, count, sum, quantileValues };
    }
    case "metrics_histogram": {
      const { bucket_counts: bucketCounts, explicit_bounds: explicitBounds } = row;
      return { ...point, count, sum, min, max, bucketCounts, explicitBounds };
    }
    default:
      return { ...point, count, sum, min, max, ...rebuildBuckets(row) };
  }
}

function rebuildBuckets(row: NativeRow): Json {
  const buckets = (sign: string): Json => ({
    offset: row[`${sign}_offset`],
    bucketCounts: row[`${sign}_bucket_counts`],
  });
  return {
    scale: row["scale"],
    zeroCount: row["zero_count"],
    zeroThreshold: row["zero_threshold"],
    positive: buckets("positive"),
    negative: buckets("negative"),
  };
}
