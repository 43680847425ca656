/** A field as protobufjs describes it in JSON. */
interface FieldDescriptor {
  readonly id: number;
  readonly type: string;
  readonly rule?: "repeated";
  readonly options?: { readonly packed: boolean };
}

interface MessageDescriptor {
  readonly fields: Record<string, FieldDescriptor>;
  readonly oneofs: Record<string, { readonly oneof: string[] }>;
}

/**
 * Describes a message by lines such as `traceId: bytes 1` or `repeated values: AnyValue 1`.
 * `present` names the members of a oneof and optional fields: sent even when they are zero.
 */
function describe(lines: string, present: readonly string[] = []): MessageDescriptor {
  const fields: Record<string, FieldDescriptor> = {};
  for (const line of lines.split(",")) {
    const [, repeated, name, type, id] = /^\s*(repeated )?(\w+): (\w+) (\d+)\s*$/.exec(line) ?? [];
    if (name === undefined || type === undefined) throw new RangeError(`Cannot read ${line}`);
    const field = { id: Number(id), type };
    // The descriptor format follows proto2, where repeated numbers are not packed by default.
    const isPacked = ["fixed64", "uint64", "double"].includes(type);
    fields[name] =
      repeated === undefined
        ? field
        : { ...field, rule: "repeated", ...(isPacked ? { options: { packed: true } } : {}) };
  }
  const oneofs = Object.fromEntries(present.map((name) => [`_${name}`, { oneof: [name] }]));
  return { fields, oneofs };
}

const envelope = (signal: string, resourceLevel: string, scopeLevel: string, items: string) => ({
  [`Export${signal}`]: describe(`repeated ${resourceLevel}: Resource${signal} 1`),
  [`Resource${signal}`]: describe(
    `resource: Resource 1, repeated ${scopeLevel}: Scope${signal} 2, schemaUrl: string 3`,
  ),
  [`Scope${signal}`]: describe(
    `scope: Scope 1, repeated ${items}: ${signal}Item 2, schemaUrl: string 3`,
  ),
});

const times = "startTimeUnixNano: fixed64 2, timeUnixNano: fixed64 3";
const totals = "count: fixed64 4, sum: double 5";

/**
 * The OTLP messages for `Root.fromJSON` of protobufjs, written apart from the decoder under test.
 * Request types: ExportTraces, ExportLogs, ExportMetrics.
 */
export const otlpSchema = {
  nested: {
    ...envelope("Traces", "resourceSpans", "scopeSpans", "spans"),
    ...envelope("Logs", "resourceLogs", "scopeLogs", "logRecords"),
    ...envelope("Metrics", "resourceMetrics", "scopeMetrics", "metrics"),
    Resource: describe(
      `repeated attributes: KeyValue 1, droppedAttributesCount: uint32 2,
      repeated entityRefs: EntityRef 3`,
    ),
    EntityRef: describe(
      `schemaUrl: string 1, type: string 2, repeated idKeys: string 3,
      repeated descriptionKeys: string 4`,
    ),
    Scope: describe(
      `name: string 1, version: string 2, repeated attributes: KeyValue 3,
      droppedAttributesCount: uint32 4`,
    ),
    KeyValue: describe("key: string 1, value: AnyValue 2"),
    AnyValue: describe(
      `stringValue: string 1, boolValue: bool 2, intValue: int64 3, doubleValue: double 4,
      arrayValue: ArrayValue 5, kvlistValue: KvList 6, bytesValue: bytes 7`,
      ["stringValue", "boolValue", "intValue", "doubleValue", "bytesValue"],
    ),
    ArrayValue: describe("repeated values: AnyValue 1"),
    KvList: describe("repeated values: KeyValue 1"),
    TracesItem: describe(
      `traceId: bytes 1, spanId: bytes 2, traceState: string 3, parentSpanId: bytes 4,
      name: string 5, kind: int32 6, startTimeUnixNano: fixed64 7, endTimeUnixNano: fixed64 8,
      repeated attributes: KeyValue 9, droppedAttributesCount: uint32 10,
      repeated events: Event 11, droppedEventsCount: uint32 12, repeated links: Link 13,
      droppedLinksCount: uint32 14, status: Status 15, flags: fixed32 16`,
    ),
    Event: describe(
      `timeUnixNano: fixed64 1, name: string 2, repeated attributes: KeyValue 3,
      droppedAttributesCount: uint32 4`,
    ),
    Link: describe(
      `traceId: bytes 1, spanId: bytes 2, traceState: string 3, repeated attributes: KeyValue 4,
      droppedAttributesCount: uint32 5, flags: fixed32 6`,
    ),
    Status: describe("message: string 2, code: int32 3"),
    LogsItem: describe(
      `timeUnixNano: fixed64 1, severityNumber: int32 2, severityText: string 3,
      body: AnyValue 5, repeated attributes: KeyValue 6, droppedAttributesCount: uint32 7,
      flags: fixed32 8, traceId: bytes 9, spanId: bytes 10, observedTimeUnixNano: fixed64 11,
      eventName: string 12`,
    ),
    MetricsItem: describe(
      `name: string 1, description: string 2, unit: string 3, gauge: Gauge 5, sum: Sum 7,
      histogram: Histogram 9, exponentialHistogram: ExpHistogram 10, summary: Summary 11,
      repeated metadata: KeyValue 12`,
    ),
    Gauge: describe("repeated dataPoints: NumberPoint 1"),
    Sum: describe(
      "repeated dataPoints: NumberPoint 1, aggregationTemporality: int32 2, isMonotonic: bool 3",
    ),
    Histogram: describe("repeated dataPoints: HistogramPoint 1, aggregationTemporality: int32 2"),
    ExpHistogram: describe(
      "repeated dataPoints: ExpHistogramPoint 1, aggregationTemporality: int32 2",
    ),
    Summary: describe("repeated dataPoints: SummaryPoint 1"),
    NumberPoint: describe(
      `${times}, asDouble: double 4, repeated exemplars: Exemplar 5, asInt: sfixed64 6,
      repeated attributes: KeyValue 7, flags: uint32 8`,
      ["asDouble", "asInt"],
    ),
    HistogramPoint: describe(
      `${times}, ${totals}, repeated bucketCounts: fixed64 6, repeated explicitBounds: double 7,
      repeated exemplars: Exemplar 8, repeated attributes: KeyValue 9, flags: uint32 10,
      min: double 11, max: double 12`,
      ["sum", "min", "max"],
    ),
    ExpHistogramPoint: describe(
      `repeated attributes: KeyValue 1, ${times}, ${totals}, scale: sint32 6,
      zeroCount: fixed64 7, positive: Buckets 8, negative: Buckets 9, flags: uint32 10,
      repeated exemplars: Exemplar 11, min: double 12, max: double 13, zeroThreshold: double 14`,
      ["sum", "min", "max"],
    ),
    Buckets: describe("offset: sint32 1, repeated bucketCounts: uint64 2"),
    SummaryPoint: describe(
      `${times}, ${totals}, repeated quantileValues: QuantileValue 6,
      repeated attributes: KeyValue 7, flags: uint32 8`,
    ),
    QuantileValue: describe("quantile: double 1, value: double 2"),
    Exemplar: describe(
      `timeUnixNano: fixed64 2, asDouble: double 3, spanId: bytes 4, traceId: bytes 5,
      asInt: sfixed64 6, repeated filteredAttributes: KeyValue 7`,
      ["asDouble", "asInt"],
    ),
    ExportResponse: describe("partialSuccess: PartialSuccess 1"),
    PartialSuccess: describe("rejected: int64 1, errorMessage: string 2"),
    RpcStatus: describe("code: int32 1, message: string 2, repeated details: Any 3"),
    Any: describe("typeUrl: string 1, value: bytes 2"),
    RetryInfo: describe("retryDelay: Duration 1"),
    Duration: describe("seconds: int64 1, nanos: int32 2"),
  },
};

/** Request type of each signal in `otlpSchema`. */
export const requestTypes = {
  traces: "ExportTraces",
  logs: "ExportLogs",
  metrics: "ExportMetrics",
} as const;
