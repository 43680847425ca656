import protobuf from "protobufjs";
import { describe, expect, it } from "vitest";
import type { OtlpEncoding, OtlpSignal } from "./batch-builder.ts";
import { decodeRequest, rowsOf, testNowNs, toJsonBody } from "./testing/decode-request.ts";
import { otlpSchema, requestTypes } from "./testing/otlp-schema.ts";
import {
  anyValueCodes,
  anyValueTexts,
  sampleRequests,
  sampleResourceColumns,
} from "./testing/sample-requests.ts";
import { toMessage } from "./testing/to-message.ts";

const root = protobuf.Root.fromJSON(otlpSchema);
const traceId = "0123456789abcdef0123456789abcdef";
const spanId = "0123456789abcdef";
const time = 1_760_000_000_123_456_789n;

function encode(signal: OtlpSignal, document: unknown): Uint8Array {
  const type = root.lookupType(requestTypes[signal]);
  return type.encode(type.fromObject(toMessage(document) as Record<string, unknown>)).finish();
}

function decodeSample(signal: OtlpSignal, encoding: OtlpEncoding) {
  const document = sampleRequests[signal];
  return decodeRequest(
    signal,
    encoding === "json" ? toJsonBody(document) : encode(signal, document),
    encoding,
  );
}

const exemplarColumns = {
  "exemplars.timestamp": [time, time],
  "exemplars.value": [1.5, -3],
  "exemplars.trace_id": [traceId, "0".repeat(32)],
  "exemplars.span_id": [spanId, "0".repeat(16)],
  "exemplars.attributes": [[["e", "1"]], []],
  "exemplars.attribute_types": ["", ""],
  "exemplars.int_value": [null, -3n],
};
const noExemplars = {
  "exemplars.timestamp": [],
  "exemplars.value": [],
  "exemplars.trace_id": [],
  "exemplars.span_id": [],
  "exemplars.attributes": [],
  "exemplars.attribute_types": [],
  "exemplars.int_value": [],
};
const pointColumns = {
  ...sampleResourceColumns,
  metric_description: "",
  metric_unit: "",
  metric_metadata: "",
  metric_metadata_types: "",
  attributes: [],
  attribute_types: "",
  start_timestamp: 1_760_000_000_000_000_000n,
  timestamp: time,
  flags: 0,
};

describe.each(["protobuf", "json"] as const)("decoding %s", (encoding) => {
  it("writes every field of a span", () => {
    const { result, blocks } = decodeSample("traces", encoding);
    expect(result).toMatchObject({ accepted: 2, rejected: 0, reasons: new Map() });
    expect(blocks.map(({ table, rows }) => ({ table, rows }))).toEqual([
      { table: "spans", rows: 2 },
    ]);
    const [full] = rowsOf(blocks, "spans");
    expect(full).toEqual({
      ...sampleResourceColumns,
      timestamp: time,
      duration_ns: 5_000_000_001n,
      trace_id: traceId,
      span_id: spanId,
      parent_span_id: "ffeeddccbbaa9988",
      trace_state: "a=b",
      flags: 257,
      name: "GET /",
      kind: 2,
      status_code: 2,
      status_message: "broken",
      attributes: anyValueTexts,
      attribute_types: anyValueCodes,
      end_before_start_ns: 0n,
      dropped_attributes_count: 4294967295,
      "events.timestamp": [time, 1_760_000_000_000_000_001n],
      "events.name": ["exception", "second"],
      "events.attributes": [[["k", "v"]], []],
      "events.attribute_types": ["", ""],
      "events.dropped_attributes_count": [5, 0],
      dropped_events_count: 6,
      "links.trace_id": ["f".repeat(32)],
      "links.span_id": ["1".repeat(16)],
      "links.trace_state": ["c=d"],
      "links.flags": [769],
      "links.attributes": [[["l", "1"]]],
      "links.attribute_types": ["i"],
      "links.dropped_attributes_count": [7],
      dropped_links_count: 8,
    });
  });

  it("fills what a sparse span leaves out, and no negative duration", () => {
    const [, sparse] = rowsOf(decodeSample("traces", encoding).blocks, "spans");
    expect(sparse).toMatchObject({
      ...sampleResourceColumns,
      duration_ns: 0n,
      end_before_start_ns: 1n,
      parent_span_id: "0".repeat(16),
      attributes: [],
      "events.name": [],
      "links.span_id": [],
      status_code: 0,
      kind: 0,
    });
  });

  it("writes log records and falls back to the observed and the receive time", () => {
    const rows = rowsOf(decodeSample("logs", encoding).blocks, "logs");
    expect(rows[0]).toEqual({
      ...sampleResourceColumns,
      timestamp: time,
      observed_timestamp: 1_760_000_001_000_000_000n,
      trace_id: traceId,
      span_id: spanId,
      flags: 1,
      severity_number: 17,
      severity_text: "ERROR",
      event_name: "order.failed",
      body: "no stock",
      body_type: "",
      absent_times: 0,
      attributes: anyValueTexts,
      attribute_types: anyValueCodes,
      dropped_attributes_count: 2,
    });
    expect(rows[1]).toMatchObject({
      timestamp: 1_760_000_002_000_000_000n,
      observed_timestamp: 1_760_000_002_000_000_000n,
      body: '{"a":1e+21}',
      body_type: "{d}",
      absent_times: 1,
      trace_id: "0".repeat(32),
    });
    expect(rows[2]).toMatchObject({
      timestamp: testNowNs,
      observed_timestamp: testNowNs,
      severity_number: 9,
      body: "",
      body_type: "n",
      absent_times: 3,
    });
  });

  it("writes gauges and sums", () => {
    const rows = rowsOf(decodeSample("metrics", encoding).blocks, "metrics_number");
    expect(rows).toEqual([
      {
        ...pointColumns,
        ...noExemplars,
        metric_name: "queue",
        metric_description: "depth",
        metric_unit: "{item}",
        start_timestamp: 0n,
        is_sum: 0,
        is_monotonic: 0,
        temporality: 0,
        is_int: 0,
        int_value: 0n,
        value: -2.5,
      },
      {
        ...pointColumns,
        ...exemplarColumns,
        metric_name: "requests",
        metric_unit: "1",
        attributes: anyValueTexts,
        attribute_types: anyValueCodes,
        is_sum: 1,
        is_monotonic: 1,
        temporality: 2,
        is_int: 1,
        int_value: 9_007_199_254_740_993n,
        value: 9_007_199_254_740_992,
      },
      expect.objectContaining({ metric_name: "requests", flags: 1, value: 0, is_int: 0 }),
    ]);
  });

  it("writes histograms", () => {
    const rows = rowsOf(decodeSample("metrics", encoding).blocks, "metrics_histogram");
    expect(rows).toEqual([
      {
        ...pointColumns,
        ...exemplarColumns,
        metric_name: "latency",
        attributes: [["route", "/"]],
        temporality: 1,
        count: 18_446_744_073_709_551_615n,
        sum: 12.5,
        min: 0,
        max: 9.75,
        bucket_counts: [1n, 2n, 18_446_744_073_709_551_612n],
        explicit_bounds: [0.5, 10],
      },
      {
        ...pointColumns,
        ...noExemplars,
        metric_name: "latency",
        temporality: 1,
        count: 0n,
        sum: null,
        min: null,
        max: null,
        bucket_counts: [],
        explicit_bounds: [],
      },
    ]);
  });

  it("writes exponential histograms and summaries", () => {
    const { blocks } = decodeSample("metrics", encoding);
    expect(rowsOf(blocks, "metrics_exp_histogram")).toEqual([
      {
        ...pointColumns,
        ...exemplarColumns,
        metric_name: "sizes",
        temporality: 2,
        count: 6n,
        sum: -1,
        min: null,
        max: 8,
        scale: -3,
        zero_count: 1n,
        zero_threshold: 0.001,
        positive_offset: -5,
        positive_bucket_counts: [1n, 18_446_744_073_709_551_615n],
        negative_offset: 4,
        negative_bucket_counts: [300n],
      },
    ]);
    expect(rowsOf(blocks, "metrics_summary")).toEqual([
      {
        ...pointColumns,
        metric_name: "pauses",
        count: 3n,
        sum: 4.5,
        quantiles: [0.5, 0.99],
        values: [1, 3],
      },
    ]);
  });
});

describe("type codes", () => {
  const ints = (count: number) =>
    Array.from({ length: count }, (_, index) => ({ intValue: String(index) }));

  it.each([126, 127, 128, 20_000])("may be longer than a short text: a list of %d", (count) => {
    const strings = [{ key: "a", value: { stringValue: "" } }];
    const list = { key: "l", value: { arrayValue: { values: ints(count) } } };
    const logRecords = [
      { attributes: [...strings, list, ...strings] },
      { attributes: [...strings, { key: "i", value: { intValue: "1" } }] },
      { attributes: strings },
    ];
    const body = encode("logs", { resourceLogs: [{ scopeLogs: [{ logRecords }] }] });
    expect(rowsOf(decodeRequest("logs", body).blocks, "logs")).toMatchObject([
      { attribute_types: `s[${"i".repeat(count)}]s` },
      { attribute_types: "si" },
      { attribute_types: "" },
    ]);
  });
});

describe("resources", () => {
  const decodeResource = (resource: unknown) =>
    rowsOf(
      decodeRequest(
        "logs",
        encode("logs", { resourceLogs: [{ resource, scopeLogs: [{ logRecords: [{}] }] }] }),
      ).blocks,
      "logs",
    )[0];

  it("are called unknown_service without a usable service.name", () => {
    expect(decodeResource({})).toMatchObject({ service_name: "unknown_service" });
    const attributes = [{ key: "service.name", value: { stringValue: "" } }];
    expect(decodeResource({ attributes })).toMatchObject({ service_name: "unknown_service" });
  });

  it("may carry names of any type and length", () => {
    const long = "n".repeat(300);
    const attributes = [
      { key: "service.namespace", value: { intValue: "12" } },
      { key: "service.name", value: { stringValue: long } },
    ];
    expect(decodeResource({ attributes })).toMatchObject({
      service_name: long,
      service_namespace: "12",
    });
  });
});
