import type { OtlpAnyValue, OtlpKeyValue } from "@headroom/otlp";
import { ATTR_SERVICE_NAME } from "@opentelemetry/semantic-conventions";
import fc from "fast-check";

/** An OTLP/JSON object. */
export type Json = Readonly<Record<string, unknown>>;

const nsPerHour = 3_600_000_000_000n;
const text = fc.string({ unit: "grapheme", maxLength: 30 });
const count = fc.nat(2 ** 32 - 1);
const toDecimal = (value: bigint): string => value.toString();
const int64 = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map(toDecimal);
const uint64 = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }).map(toDecimal);
const double = fc
  .double()
  .map((value) => (Number.isFinite(value) ? value : (String(value) as "NaN" | "Infinity")));
const bytes = fc
  .uint8Array({ maxLength: 9 })
  .map((content) => Buffer.from(content).toString("base64"));
const list = <Item>(item: fc.Arbitrary<Item>): fc.Arbitrary<Item[]> =>
  fc.array(item, { maxLength: 3 });
const id = (width: number): fc.Arbitrary<string> =>
  fc
    .uint8Array({ minLength: width, maxLength: width })
    .map((bytes) => Buffer.from([...bytes.subarray(1), 1]).toString("hex"));

const { value, pair } = fc.letrec<{ value: OtlpAnyValue; pair: OtlpKeyValue }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small" },
    fc.record({ stringValue: fc.oneof(text, fc.constantFrom("", "3", "true", "[]", "AA==")) }),
    fc.record({ boolValue: fc.boolean() }),
    fc.record({ intValue: fc.oneof(int64, fc.nat(9).map(String)) }),
    fc.record({ doubleValue: double }),
    fc.record({ bytesValue: bytes }),
    fc.constant({}),
    fc.record({ arrayValue: fc.record({ values: list(tie("value")) }) }),
    fc.record({ kvlistValue: fc.record({ values: list(tie("pair")) }) }),
  ) as fc.Arbitrary<OtlpAnyValue>,
  pair: fc.record({ key: fc.oneof(text, fc.constantFrom("a", "1")), value: tie("value") }),
}));
const attributes = list(pair);
const described = { attributes, droppedAttributesCount: count };

function itemArbitraries(nowNs: bigint) {
  // Rows of long ago would be dropped at once; other times may be anything.
  const recent = fc.bigInt({ min: nowNs - nsPerHour, max: nowNs }).map(toDecimal);
  const event = fc.record({ timeUnixNano: uint64, name: text, ...described });
  const link = fc.record({
    traceId: id(16),
    spanId: id(8),
    traceState: text,
    flags: count,
    ...described,
  });
  const span = fc.record({
    traceId: id(16),
    spanId: id(8),
    parentSpanId: fc.oneof(id(8), fc.constant("")),
    // No sampling threshold is likely in it: roll-ups stay finite.
    traceState: text,
    name: text,
    kind: fc.nat(5),
    startTimeUnixNano: recent,
    endTimeUnixNano: fc.oneof(recent, fc.constant("0")),
    events: list(event),
    links: list(link),
    droppedEventsCount: count,
    droppedLinksCount: count,
    status: fc.record({ message: text, code: fc.nat(2) }),
    flags: count,
    ...described,
  });
  const log = fc.record({
    timeUnixNano: fc.oneof(recent, fc.constant("0")),
    observedTimeUnixNano: fc.oneof(recent, fc.constant("0")),
    severityNumber: fc.nat(24),
    severityText: text,
    eventName: text,
    body: value,
    flags: count,
    traceId: fc.oneof(id(16), fc.constant("")),
    spanId: fc.oneof(id(8), fc.constant("")),
    ...described,
  });
  return { span, log, metric: metricArbitrary(recent) };
}

function metricArbitrary(timeUnixNano: fc.Arbitrary<string>) {
  const number = fc.oneof(fc.record({ asDouble: double }), fc.record({ asInt: int64 }));
  const join = ([left, right]: readonly [object, object]): Json => ({ ...left, ...right });
  const reference = fc.record({
    timeUnixNano: uint64,
    traceId: id(16),
    spanId: id(8),
    filteredAttributes: attributes,
  });
  const point = { attributes, startTimeUnixNano: uint64, timeUnixNano, flags: count };
  const exemplars = list(fc.tuple(reference, number).map(join));
  const optional = fc.oneof(double, fc.constant(null));
  const totals = {
    ...point,
    exemplars,
    count: uint64,
    sum: optional,
    min: optional,
    max: optional,
  };
  const buckets = fc.record({ offset: fc.integer(), bucketCounts: list(uint64) });
  const dataPoints = list(fc.tuple(fc.record({ ...point, exemplars }), number).map(join));
  const aggregationTemporality = fc.nat(2);
  const data = fc.oneof(
    fc.record({ gauge: fc.record({ dataPoints }) }),
    fc.record({
      sum: fc.record({ dataPoints, aggregationTemporality, isMonotonic: fc.boolean() }),
    }),
    fc.record({
      histogram: fc.record({
        aggregationTemporality,
        dataPoints: list(
          fc.record({ ...totals, bucketCounts: list(uint64), explicitBounds: list(double) }),
        ),
      }),
    }),
    fc.record({
      exponentialHistogram: fc.record({
        aggregationTemporality,
        dataPoints: list(
          fc.record({
            ...totals,
            scale: fc.integer(),
            zeroCount: uint64,
            zeroThreshold: double,
            positive: buckets,
            negative: buckets,
          }),
        ),
      }),
    }),
    fc.record({
      summary: fc.record({
        dataPoints: list(
          fc.record({
            ...point,
            count: uint64,
            sum: double,
            quantileValues: list(fc.record({ quantile: double, value: double })),
          }),
        ),
      }),
    }),
  );
  const about = fc.record({ name: text, description: text, unit: text, metadata: attributes });
  return fc.tuple(about, data).map(join);
}

/** Arbitrary OTLP/JSON requests whose items are all to be stored, as of the time `nowNs`. */
export function arbitraryRequests(nowNs: bigint) {
  const { span, log, metric } = itemArbitraries(nowNs);
  const resource = fc.record({
    attributes: fc
      .tuple(attributes, text)
      .map(([others, name]) => [
        { key: ATTR_SERVICE_NAME, value: { stringValue: name } },
        ...others,
      ]),
    droppedAttributesCount: count,
    entityRefs: list(
      fc.record({ schemaUrl: text, type: text, idKeys: list(text), descriptionKeys: list(text) }),
    ),
  });
  const scope = fc.record({ name: text, version: text, ...described });
  const request = (levels: readonly [string, string, string], item: fc.Arbitrary<unknown>) => {
    const items = fc.record({ scope, schemaUrl: text, [levels[2]]: list(item) });
    const around = fc.record({ resource, schemaUrl: text, [levels[1]]: list(items) });
    return fc.record({ [levels[0]]: list(around) });
  };
  return {
    traces: request(["resourceSpans", "scopeSpans", "spans"], span),
    logs: request(["resourceLogs", "scopeLogs", "logRecords"], log),
    metrics: request(["resourceMetrics", "scopeMetrics", "metrics"], metric),
  };
}
