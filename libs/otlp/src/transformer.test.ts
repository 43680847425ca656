import {
  JsonLogsSerializer,
  JsonMetricsSerializer,
  JsonTraceSerializer,
  ProtobufLogsSerializer,
  ProtobufMetricsSerializer,
  ProtobufTraceSerializer,
} from "@opentelemetry/otlp-transformer";
import { describe, expect, it } from "vitest";
import { decodeRequest, rowsOf } from "./testing/decode-request.ts";

type Spans = Parameters<typeof ProtobufTraceSerializer.serializeRequest>[0];
type Logs = Parameters<typeof ProtobufLogsSerializer.serializeRequest>[0];
type Metrics = Parameters<typeof ProtobufMetricsSerializer.serializeRequest>[0];

const traceId = "0123456789abcdef0123456789abcdef";
const spanId = "fedcba9876543210";
const spanContext = { traceId, spanId, traceFlags: 1 };
const attributes = { "http.route": "/a", retries: 3, ratio: 0.25, ok: true, tags: ["x", "y"] };
const attributeTexts = [
  ["http.route", "/a"],
  ["retries", "3"],
  ["ratio", "0.25"],
  ["ok", "true"],
  ["tags", '["x","y"]'],
];
const resourceAttributes = { "service.name": "cart", "service.namespace": "shop" };
const resource = {
  attributes: resourceAttributes,
  asyncAttributesPending: false,
  getRawAttributes: () => Object.entries(resourceAttributes),
} as unknown as Spans[number]["resource"];
const scope = { name: "lib", version: "1.0", schemaUrl: "schema:scope" };
const start: [number, number] = [1_760_000_000, 123_456_789];
const end: [number, number] = [1_760_000_001, 123_456_790];
const startNs = 1_760_000_000_123_456_789n;
const endNs = 1_760_000_001_123_456_790n;

const spans: Spans = [
  {
    name: "GET /a",
    kind: 1,
    spanContext: () => spanContext,
    parentSpanContext: { ...spanContext, spanId: "00000000000000aa" },
    startTime: start,
    endTime: end,
    status: { code: 2, message: "failed" },
    attributes,
    links: [{ context: { ...spanContext, spanId: "00000000000000bb" }, attributes: { l: 1 } }],
    events: [{ name: "exception", time: end, attributes: { e: "1" }, droppedAttributesCount: 2 }],
    duration: [1, 1],
    ended: true,
    resource,
    instrumentationScope: scope,
    droppedAttributesCount: 1,
    droppedEventsCount: 2,
    droppedLinksCount: 3,
  },
];

const logs = [
  {
    hrTime: start,
    hrTimeObserved: end,
    spanContext,
    severityNumber: 13,
    severityText: "WARN",
    body: { text: "slow", values: [1, null, 2.5] },
    eventName: "slow.request",
    resource,
    instrumentationScope: scope,
    attributes,
    droppedAttributesCount: 4,
  },
] as unknown as Logs;

const descriptor = (name: string, valueType: number) => ({
  name,
  description: `about ${name}`,
  unit: "ms",
  type: "COUNTER",
  valueType,
});
const point = (value: unknown) => ({ startTime: start, endTime: end, attributes, value });
const metrics = {
  resource,
  scopeMetrics: [
    {
      scope,
      metrics: [
        {
          descriptor: descriptor("requests", 0),
          aggregationTemporality: 1,
          dataPointType: 3,
          isMonotonic: true,
          dataPoints: [point(12)],
        },
        {
          descriptor: descriptor("load", 1),
          aggregationTemporality: 1,
          dataPointType: 2,
          dataPoints: [point(0.5)],
        },
        {
          descriptor: descriptor("latency", 1),
          aggregationTemporality: 0,
          dataPointType: 0,
          dataPoints: [
            point({
              buckets: { boundaries: [1, 5], counts: [2, 0, 1] },
              count: 3,
              sum: 9.5,
              min: 0.5,
              max: 8,
            }),
          ],
        },
        {
          descriptor: descriptor("size", 1),
          aggregationTemporality: 1,
          dataPointType: 1,
          dataPoints: [
            point({
              count: 4,
              sum: 10,
              scale: 2,
              zeroCount: 1,
              positive: { offset: -2, bucketCounts: [1, 2] },
              negative: { offset: 0, bucketCounts: [] },
              min: 0,
              max: 6,
            }),
          ],
        },
      ],
    },
  ],
} as unknown as Metrics;

const origin = { service_name: "cart", service_namespace: "shop", scope_name: "lib" };

function demand(body: Uint8Array | undefined): Uint8Array {
  if (body === undefined) throw new Error("The serializer gave nothing.");
  return body;
}

describe("requests of the OpenTelemetry SDK", () => {
  const encodings = ["protobuf", "json"] as const;

  it.each(encodings)("decodes spans sent as %s", (encoding) => {
    const serializer = encoding === "json" ? JsonTraceSerializer : ProtobufTraceSerializer;
    const body = demand(serializer.serializeRequest(spans));
    expect(rowsOf(decodeRequest("traces", body, encoding).blocks, "spans")).toMatchObject([
      {
        ...origin,
        timestamp: startNs,
        duration_ns: endNs - startNs,
        trace_id: traceId,
        span_id: spanId,
        parent_span_id: "00000000000000aa",
        name: "GET /a",
        kind: 2,
        status_code: 2,
        status_message: "failed",
        attributes: attributeTexts,
        dropped_attributes_count: 1,
        "events.timestamp": [endNs],
        "events.name": ["exception"],
        "events.attributes": [[["e", "1"]]],
        "events.dropped_attributes_count": [2],
        dropped_events_count: 2,
        "links.trace_id": [traceId],
        "links.span_id": ["00000000000000bb"],
        "links.attributes": [[["l", "1"]]],
        dropped_links_count: 3,
      },
    ]);
  });

  it.each(encodings)("decodes log records sent as %s", (encoding) => {
    const serializer = encoding === "json" ? JsonLogsSerializer : ProtobufLogsSerializer;
    const body = demand(serializer.serializeRequest(logs));
    expect(rowsOf(decodeRequest("logs", body, encoding).blocks, "logs")).toMatchObject([
      {
        ...origin,
        timestamp: startNs,
        observed_timestamp: endNs,
        trace_id: traceId,
        span_id: spanId,
        flags: 1,
        severity_number: 13,
        severity_text: "WARN",
        event_name: "slow.request",
        body: '{"text":"slow","values":[1,null,2.5]}',
        attributes: attributeTexts,
        dropped_attributes_count: 4,
      },
    ]);
  });

  it.each(encodings)("decodes metrics sent as %s", (encoding) => {
    const serializer = encoding === "json" ? JsonMetricsSerializer : ProtobufMetricsSerializer;
    const { result, blocks } = decodeRequest(
      "metrics",
      demand(serializer.serializeRequest(metrics)),
      encoding,
    );
    expect(result).toMatchObject({ accepted: 4, rejected: 0 });
    const shared = { ...origin, metric_unit: "ms", timestamp: endNs, start_timestamp: startNs };
    expect(rowsOf(blocks, "metrics_number")).toMatchObject([
      { ...shared, metric_name: "requests", is_sum: 1, is_monotonic: 1, temporality: 2, value: 12 },
      { ...shared, metric_name: "load", is_sum: 0, temporality: 0, is_int: 0, value: 0.5 },
    ]);
    expect(rowsOf(blocks, "metrics_histogram")).toMatchObject([
      {
        ...shared,
        temporality: 1,
        count: 3n,
        sum: 9.5,
        min: 0.5,
        max: 8,
        bucket_counts: [2n, 0n, 1n],
        explicit_bounds: [1, 5],
        attributes: attributeTexts,
      },
    ]);
    expect(rowsOf(blocks, "metrics_exp_histogram")).toMatchObject([
      {
        ...shared,
        scale: 2,
        zero_count: 1n,
        positive_offset: -2,
        positive_bucket_counts: [1n, 2n],
      },
    ]);
  });
});
