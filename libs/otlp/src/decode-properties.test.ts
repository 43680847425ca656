import fc from "fast-check";
import protobuf from "protobufjs";
import { describe, expect, it } from "vitest";
import type { OtlpSignal } from "./batch-builder.ts";
import { createBatchBuilder } from "./batch-builder.ts";
import { toCanonical } from "./testing/canonical.ts";
import { addRequest, decodeRequest, signals, toJsonBody } from "./testing/decode-request.ts";
import { flattenRequest } from "./testing/flatten-request.ts";
import { otlpSchema, requestTypes } from "./testing/otlp-schema.ts";
import { readNativeBlock } from "./testing/read-native.ts";
import { rebuildItem } from "./testing/rebuild-item.ts";
import { reverseFields } from "./testing/reverse-fields.ts";
import { toMessage } from "./testing/to-message.ts";

const root = protobuf.Root.fromJSON(otlpSchema).resolveAll();

function encode(signal: OtlpSignal, document: unknown): Uint8Array {
  const type = root.lookupType(requestTypes[signal]);
  return type.encode(type.fromObject(toMessage(document) as Record<string, unknown>)).finish();
}

describe.each(signals)("any %s request", (signal) => {
  const requests = arbitraryRequest(signal);

  it("gives the same blocks from protobuf and from JSON", () => {
    fc.assert(
      fc.property(requests, (document) => {
        const fromJson = decodeRequest(signal, toJsonBody(document), "json");
        expect(decodeRequest(signal, encode(signal, document))).toEqual(fromJson);
      }),
    );
  });

  it("gives the same blocks in whatever order the fields arrive", () => {
    fc.assert(
      fc.property(requests, (document) => {
        const body = encode(signal, document);
        const type = root.lookupType(requestTypes[signal]);
        const reversed = reverseFields(body, type);
        expect(reversed).toHaveLength(body.length);
        expect(decodeRequest(signal, reversed)).toEqual(decodeRequest(signal, body));
      }),
    );
  });

  it("adds up: two requests in one batch hold the rows of both", () => {
    fc.assert(
      fc.property(requests, requests, (first, second) => {
        const builder = createBatchBuilder();
        const results = [first, second].map((d) => addRequest(builder, signal, encode(signal, d)));
        const accepted = results.reduce((total, result) => total + result.accepted, 0);
        const rows = builder.takeBlocks().reduce((total, block) => total + block.rows, 0);
        expect(rows).toBe(accepted);
      }),
    );
  });

  it.each(["protobuf", "json"] as const)("can be rebuilt from its rows, sent as %s", (encoding) => {
    fc.assert(
      fc.property(arbitraryRequest(signal), (document) => {
        const body = encoding === "json" ? toJsonBody(document) : encode(signal, document);
        const { blocks, result } = decodeRequest(signal, body, encoding);
        const rebuilt = blocks.flatMap(({ table, bytes }) =>
          readNativeBlock(bytes).map((row) => toCanonical(rebuildItem(table, row))),
        );
        const sent = flattenRequest(signal, document);
        expect(result.accepted).toBe(sent.length);
        // Rows are in order within their table.
        const ordered = blocks.flatMap(({ table }) => sent.filter((item) => item.table === table));
        expect(rebuilt).toEqual(ordered.map((item) => toCanonical(item)));
      }),
    );
  });
});

type Fields = Record<string, fc.Arbitrary<unknown>>;

/**
 * Arbitrary OTLP/JSON export requests of a signal, with enums as numbers and most fields optional.
 * Some items carry ids or times that are to be rejected.
 */
function arbitraryRequest(signal: OtlpSignal): fc.Arbitrary<unknown> {
  const make = createArbitraries();
  const item = { traces: make.span, logs: make.logRecord, metrics: make.metric }[signal];
  const [resourceLevel, scopeLevel, itemLevel] = {
    traces: ["resourceSpans", "scopeSpans", "spans"],
    logs: ["resourceLogs", "scopeLogs", "logRecords"],
    metrics: ["resourceMetrics", "scopeMetrics", "metrics"],
  }[signal] as [string, string, string];
  const { some, list } = make;
  const scopeItems = some({ scope: make.scope, [itemLevel]: list(item), schemaUrl: make.text });
  const resourceItems = some({
    resource: some({
      attributes: make.attributes,
      droppedAttributesCount: make.uint32,
      entityRefs: list(make.entityRef),
    }),
    [scopeLevel]: list(scopeItems),
    schemaUrl: make.text,
  });
  return some({ [resourceLevel]: list(resourceItems) });
}

function createScalars() {
  const text = fc.string({ unit: "grapheme", maxLength: 60 });
  const uint32 = fc.nat(2 ** 32 - 1);
  const toDecimal = (value: bigint): string => value.toString();
  const int64 = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map(toDecimal);
  const smallInt = fc.integer({ min: -5, max: 5_000_000 }).map(String);
  const uint64 = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }).map(toDecimal);
  const time = fc.bigInt({ min: 1n, max: 2n ** 63n - 1n }).map(toDecimal);
  const anyTime = fc.oneof({ weight: 9, arbitrary: time }, { weight: 1, arbitrary: uint64 });
  // JSON has neither NaN nor infinities, and JSON.stringify forgets the sign of −0.
  const double = fc.double().map((value) => {
    if (Object.is(value, -0)) return "-0";
    return Number.isFinite(value) ? value : String(value);
  });
  const hex = (width: number) =>
    fc
      .uint8Array({ minLength: width, maxLength: width })
      .map((bytes) => [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join(""));
  const id = (width: number) =>
    fc.oneof(
      { weight: 12, arbitrary: hex(width) },
      { weight: 1, arbitrary: fc.constantFrom("", "00".repeat(width), "0102") },
    );
  return { text, uint32, int64, smallInt, uint64, time: anyTime, double, id };
}

function createValue(scalars: ReturnType<typeof createScalars>) {
  const { text } = scalars;
  const list = (item: fc.Arbitrary<unknown>) => fc.array(item, { maxLength: 4 });
  const some = (fields: Fields) => fc.record(fields, { requiredKeys: [] });
  const { value } = fc.letrec<{ value: unknown; pair: unknown }>((tie) => ({
    value: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      fc.record({ stringValue: text }),
      fc.record({ boolValue: fc.boolean() }),
      fc.record({ intValue: fc.oneof(scalars.int64, scalars.smallInt) }),
      fc.record({ doubleValue: scalars.double }),
      fc.record({ bytesValue: fc.constantFrom("", "AA==", "AP8=", "+/+/", "c29tZQ==") }),
      fc.constant({}),
      fc.record({ arrayValue: some({ values: list(tie("value")) }) }),
      fc.record({ kvlistValue: some({ values: list(tie("pair")) }) }),
    ),
    pair: some({ key: text, value: tie("value") }),
  }));
  return value;
}

function createArbitraries() {
  const scalars = createScalars();
  const { text, uint32, time, id } = scalars;
  const list = (item: fc.Arbitrary<unknown>) => fc.array(item, { maxLength: 4 });
  const some = (fields: Fields) => fc.record(fields, { requiredKeys: [] });
  const value = createValue(scalars);
  const key = fc.oneof(text, fc.constantFrom("service.name", "service.namespace"));
  const attributes = list(some({ key, value }));
  const dropped = { attributes, droppedAttributesCount: uint32 };
  const scope = some({ name: text, version: text, ...dropped });
  const entityRef = some({
    schemaUrl: text,
    type: text,
    idKeys: list(text),
    descriptionKeys: list(text),
  });
  const event = some({ timeUnixNano: time, name: text, ...dropped });
  const link = some({
    traceId: id(16),
    spanId: id(8),
    traceState: text,
    flags: uint32,
    ...dropped,
  });
  const span = fc.record(
    {
      traceId: id(16),
      spanId: id(8),
      traceState: text,
      parentSpanId: id(8),
      name: text,
      kind: fc.nat(6),
      startTimeUnixNano: time,
      endTimeUnixNano: time,
      events: list(event),
      droppedEventsCount: uint32,
      links: list(link),
      droppedLinksCount: uint32,
      status: some({ message: text, code: fc.nat(2) }),
      flags: uint32,
      ...dropped,
    },
    { requiredKeys: ["traceId", "spanId", "startTimeUnixNano"] },
  );
  const logRecord = some({
    timeUnixNano: time,
    severityNumber: fc.nat(24),
    severityText: text,
    body: value,
    flags: uint32,
    traceId: id(16),
    spanId: id(8),
    observedTimeUnixNano: time,
    eventName: text,
    ...dropped,
  });
  return {
    some,
    list,
    text,
    uint32,
    attributes,
    entityRef,
    scope,
    span,
    logRecord,
    metric: createMetric(scalars, attributes),
  };
}

function createMetric(
  { text, uint32, int64, uint64, time, double, id }: ReturnType<typeof createScalars>,
  attributes: fc.Arbitrary<unknown>,
) {
  const list = (item: fc.Arbitrary<unknown>) => fc.array(item, { maxLength: 4 });
  const some = (fields: Fields) => fc.record(fields, { requiredKeys: [] });
  const number = fc.oneof(fc.record({ asDouble: double }), fc.record({ asInt: int64 }));
  const join = ([left, right]: readonly [object, object]): object => ({ ...left, ...right });
  const exemplarRest = some({
    timeUnixNano: time,
    spanId: id(8),
    traceId: id(16),
    filteredAttributes: attributes,
  });
  const exemplars = list(fc.tuple(exemplarRest as fc.Arbitrary<object>, number).map(join));
  const point = (fields: Fields) =>
    fc.record(
      { startTimeUnixNano: time, timeUnixNano: time, flags: uint32, attributes, ...fields },
      { requiredKeys: ["timeUnixNano"] },
    ) as fc.Arbitrary<object>;
  const numberPoint = fc.tuple(point({ exemplars }), number).map(join);
  const totals = { count: uint64, sum: double, min: double, max: double, exemplars };
  const histogramPoint = point({
    ...totals,
    bucketCounts: list(uint64),
    explicitBounds: list(double),
  });
  const int32 = fc.integer();
  const buckets = some({ offset: int32, bucketCounts: list(uint64) });
  const expPoint = point({
    ...totals,
    scale: int32,
    zeroCount: uint64,
    zeroThreshold: double,
    positive: buckets,
    negative: buckets,
  });
  const quantileValues = list(some({ quantile: double, value: double }));
  const summaryPoint = point({ count: uint64, sum: double, quantileValues });
  const aggregationTemporality = fc.nat(2);
  const data = fc.oneof(
    fc.constant({}),
    fc.record({ gauge: some({ dataPoints: list(numberPoint) }) }),
    fc.record({
      sum: some({
        dataPoints: list(numberPoint),
        aggregationTemporality,
        isMonotonic: fc.boolean(),
      }),
    }),
    fc.record({ histogram: some({ dataPoints: list(histogramPoint), aggregationTemporality }) }),
    fc.record({
      exponentialHistogram: some({ dataPoints: list(expPoint), aggregationTemporality }),
    }),
    fc.record({ summary: some({ dataPoints: list(summaryPoint) }) }),
  );
  const names = some({ name: text, description: text, unit: text, metadata: attributes });
  return fc.tuple(names as fc.Arbitrary<object>, data).map(join);
}
