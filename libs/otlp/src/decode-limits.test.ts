import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createBatchBuilder } from "./batch-builder.ts";
import type { BatchLimits } from "./batch-builder.ts";
import { decodeValue } from "./decode-value.ts";
import { rowsOf, testNowNs, toJsonBody } from "./testing/decode-request.ts";

const limits = { maxAttributes: 3, maxAttributeBytes: 128, maxBodyTextBytes: 200 };
const span = {
  traceId: "0123456789abcdef0123456789abcdef",
  spanId: "0123456789abcdef",
  startTimeUnixNano: "1760000000000000000",
};

const text = (key: string, stringValue = "v"): unknown => ({ key, value: { stringValue } });
const keys = (count: number): unknown[] => Array.from({ length: count }, (_, at) => text(`k${at}`));

function addSpans(spans: readonly unknown[], resource: unknown = {}, scope: unknown = {}) {
  const builder = createBatchBuilder(limits);
  const body = toJsonBody({ resourceSpans: [{ resource, scopeSpans: [{ scope, spans }] }] });
  const result = builder.addTraces(body, "json");
  return { result, rows: rowsOf(builder.takeBlocks(), "spans") };
}

function addLog(record: Readonly<Record<string, unknown>>, changed: BatchLimits = limits) {
  const builder = createBatchBuilder(changed);
  const logRecords = [{ timeUnixNano: "1760000000000000000", ...record }];
  const body = toJsonBody({ resourceLogs: [{ scopeLogs: [{ logRecords }] }] });
  const result = builder.addLogs(body, "json", testNowNs);
  return { result, row: rowsOf(builder.takeBlocks(), "logs")[0] };
}

describe("more attributes than an item may have", () => {
  it("are dropped and counted, at spans, events, links, scopes and resources", () => {
    const { result, rows } = addSpans(
      [
        {
          ...span,
          attributes: keys(5),
          droppedAttributesCount: 10,
          events: [{ name: "e", attributes: keys(4), droppedAttributesCount: 1 }, { name: "f" }],
          links: [{ traceId: span.traceId, spanId: span.spanId, attributes: keys(6) }],
        },
        { ...span, attributes: keys(3) },
      ],
      { attributes: keys(4), droppedAttributesCount: 4 },
      { name: "s", attributes: keys(8) },
    );
    expect(result.trims).toEqual({ attributesDropped: 2 + 1 + 3 + 1 + 5, valuesTruncated: 0 });
    expect(rows).toMatchObject([
      {
        attributes: [
          ["k0", "v"],
          ["k1", "v"],
          ["k2", "v"],
        ],
        dropped_attributes_count: 12,
        "events.dropped_attributes_count": [2, 0],
        "links.dropped_attributes_count": [3],
        resource_dropped_attributes_count: 5,
        scope_dropped_attributes_count: 5,
      },
      { dropped_attributes_count: 0 },
    ]);
  });

  it("never cost a resource the name of its service", () => {
    const attributes = [...keys(5), text("service.name", "shop"), text("service.namespace", "eu")];
    const { rows } = addSpans([span], { attributes });
    expect(rows).toMatchObject([
      { service_name: "shop", service_namespace: "eu", resource_dropped_attributes_count: 2 },
    ]);
  });

  it("are dropped from points and exemplars, which have no count of their own", () => {
    const builder = createBatchBuilder(limits);
    const exemplars = [{ asInt: 1, filteredAttributes: keys(5) }];
    const point = {
      timeUnixNano: span.startTimeUnixNano,
      asInt: 1,
      attributes: keys(5),
      exemplars,
    };
    const metrics = [{ name: "m", gauge: { dataPoints: [point] } }];
    const body = toJsonBody({ resourceMetrics: [{ scopeMetrics: [{ metrics }] }] });
    expect(builder.addMetrics(body, "json").trims.attributesDropped).toBe(4);
    const [row] = rowsOf(builder.takeBlocks(), "metrics_number");
    expect(row).toMatchObject({ attributes: [{}, {}, {}] });
  });

  it("are counted once for each request", () => {
    const builder = createBatchBuilder(limits);
    const spans = [{ ...span, attributes: keys(5) }];
    const body = toJsonBody({ resourceSpans: [{ scopeSpans: [{ spans }] }] });
    for (let request = 0; request < 2; request++) {
      expect(builder.addTraces(body, "json").trims.attributesDropped).toBe(2);
    }
  });

  it("are those with a key that is too long", () => {
    const { result, rows } = addSpans([
      { ...span, attributes: [text("k".repeat(129)), text("k".repeat(128))] },
    ]);
    expect(result.trims.attributesDropped).toBe(1);
    expect(rows).toMatchObject([
      { attributes: [["k".repeat(128), "v"]], dropped_attributes_count: 1 },
    ]);
  });
});

describe("values that are too long", () => {
  /** The stored value of an attribute and its type. */
  function store(value: unknown) {
    const { result, row } = addLog({ attributes: [{ key: "a", value }, text("z")] });
    const pairs = row?.["attributes"] as [string, string][];
    const types = row?.["attribute_types"] as string;
    return { ...result.trims, text: pairs[0]?.[1] ?? "", types };
  }

  it.each([
    ["just fits", { stringValue: "x".repeat(128) }, "x".repeat(128), "", 0],
    ["is too long", { stringValue: "x".repeat(129) }, "x".repeat(128), "", 1],
    ["would be cut in a character", { stringValue: `${"x".repeat(127)}é` }, "x".repeat(127), "", 1],
    ["ends with emoji", { stringValue: `${"x".repeat(126)}🙂` }, "x".repeat(126), "", 1],
    ["is a list that is too long", list(), listText().slice(0, 128), "", 1],
    ["is bytes", bytes(100), bytes(96).bytesValue, "ys", 1],
    ["is bytes that just fit", bytes(96), bytes(96).bytesValue, "ys", 0],
  ])("a value that %s", (_name, value, expected, types, valuesTruncated) => {
    expect(store(value)).toEqual({ text: expected, types, valuesTruncated, attributesDropped: 0 });
  });

  function list() {
    return { arrayValue: { values: Array.from({ length: 100 }, () => ({ intValue: "7" })) } };
  }

  function listText(): string {
    return JSON.stringify(Array.from({ length: 100 }, () => 7));
  }

  function bytes(count: number) {
    return { bytesValue: btoa("b".repeat(count)) };
  }

  it("are read back with the types of the others", () => {
    const { row } = addLog({
      attributes: [
        { key: "n", value: { intValue: "5" } },
        { key: "a", value: list() },
        { key: "d", value: { doubleValue: 0.5 } },
      ],
    });
    expect(row?.["attribute_types"]).toBe("isd");
  });

  it("are cut in bodies by a limit of their own", () => {
    const { result, row } = addLog({ body: { stringValue: "é".repeat(150) } });
    expect(result.trims.valuesTruncated).toBe(1);
    expect(row).toMatchObject({ body: "é".repeat(100), body_type: "" });
    expect(addLog({ body: { stringValue: "é".repeat(100) } }).result.trims.valuesTruncated).toBe(0);
  });

  it("are never more than the limit, never broken UTF-8, and a beginning of what was sent", () => {
    const value = fc.string({ unit: "binary", maxLength: 300 });
    fc.assert(
      fc.property(value, fc.integer({ min: 128, max: 400 }), (stringValue, maxBodyTextBytes) => {
        fc.pre(stringValue.isWellFormed());
        const { row } = addLog({ body: { stringValue } }, { maxBodyTextBytes });
        const stored = row?.["body"] as string;
        expect(stringValue.startsWith(stored)).toBe(true);
        const size = new TextEncoder().encode(stored).length;
        expect(size).toBeLessThanOrEqual(maxBodyTextBytes);
        const sent = new TextEncoder().encode(stringValue).length;
        expect(size).toBeGreaterThanOrEqual(Math.min(sent, maxBodyTextBytes - 3));
      }),
    );
  });

  it("are any value at all: what is stored can be read back", () => {
    const { anyValue } = fc.letrec((tie) => ({
      anyValue: fc.oneof(
        { maxDepth: 3 },
        fc.record({ stringValue: fc.string({ maxLength: 200 }) }),
        fc.record({ intValue: fc.integer().map(String) }),
        fc.record({ bytesValue: fc.uint8Array({ maxLength: 200 }).map(toBase64) }),
        fc.record({
          arrayValue: fc.record({ values: fc.array(tie("anyValue"), { maxLength: 20 }) }),
        }),
      ),
    }));
    fc.assert(
      fc.property(anyValue, (value) => {
        const { row } = addLog({ body: value });
        const body = row?.["body"] as string;
        expect(() => decodeValue(body, row?.["body_type"] as string)).not.toThrow();
      }),
    );
  });

  function toBase64(content: Uint8Array): string {
    return btoa(String.fromCharCode(...content));
  }
});

describe("times", () => {
  const fromNs = 1_760_000_000_000_000_000n;
  const toNs = fromNs + 5_000_000_000n;
  const arrival = { nowMs: 0, acceptFromNs: fromNs, acceptToNs: toNs };
  const cases = [
    [fromNs - 1n, "timestamp_too_old"],
    [1n, "timestamp_too_old"],
    [fromNs, undefined],
    [fromNs + 4_294_967_296n, undefined],
    [toNs, undefined],
    [toNs + 1n, "timestamp_too_new"],
    [2n ** 63n - 1n, "timestamp_too_new"],
    [2n ** 63n, "invalid_timestamp"],
    [0n, "missing_timestamp"],
  ] as const;

  it.each(cases)("a span that starts at %d: %s", (time, reason) => {
    const spans = [{ ...span, startTimeUnixNano: String(time) }];
    const body = toJsonBody({ resourceSpans: [{ scopeSpans: [{ spans }] }] });
    const { reasons } = createBatchBuilder().addTraces(body, "json", arrival);
    expect([...reasons.keys()]).toEqual(reason === undefined ? [] : [reason]);
  });

  it.each(cases)("a point of %d: %s", (time, reason) => {
    const point = { timeUnixNano: String(time), startTimeUnixNano: "1", asInt: 1 };
    const metrics = [{ name: "m", sum: { dataPoints: [point] } }];
    const body = toJsonBody({ resourceMetrics: [{ scopeMetrics: [{ metrics }] }] });
    const { reasons } = createBatchBuilder().addMetrics(body, "json", arrival);
    expect([...reasons.keys()]).toEqual(reason === undefined ? [] : [reason]);
  });

  it.each([
    ...cases.slice(0, -1).map(([time, reason]) => [time, 0n, reason] as const),
    [0n, fromNs - 1n, "timestamp_too_old"],
    [0n, toNs, undefined],
    [fromNs, 1n, undefined],
    [0n, 0n, undefined],
  ] as const)("a log record of %d, observed at %d: %s", (time, observed, reason) => {
    const record = { timeUnixNano: String(time), observedTimeUnixNano: String(observed) };
    const body = toJsonBody({ resourceLogs: [{ scopeLogs: [{ logRecords: [record] }] }] });
    const { reasons } = createBatchBuilder().addLogs(body, "json", testNowNs, arrival);
    expect([...reasons.keys()]).toEqual(reason === undefined ? [] : [reason]);
  });

  it("are all accepted again by the next request that gives no range", () => {
    const builder = createBatchBuilder();
    const spans = [{ ...span, startTimeUnixNano: "1" }];
    const body = toJsonBody({ resourceSpans: [{ scopeSpans: [{ spans }] }] });
    expect(builder.addTraces(body, "json", arrival).rejected).toBe(1);
    expect(builder.addTraces(body, "json").rejected).toBe(0);
  });
});
