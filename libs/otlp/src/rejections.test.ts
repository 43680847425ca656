import { describe, expect, it } from "vitest";
import { describeRejections } from "./rejections.ts";
import { decodeRequest, rowsOf, toJsonBody } from "./testing/decode-request.ts";

const good = {
  traceId: "0123456789abcdef0123456789abcdef",
  spanId: "0123456789abcdef",
  startTimeUnixNano: "1760000000000000000",
  endTimeUnixNano: "1760000000000000001",
};

function decodeSpans(spans: readonly unknown[]) {
  const document = { resourceSpans: [{ scopeSpans: [{ spans }] }] };
  return decodeRequest("traces", toJsonBody(document), "json");
}

function decodeMetrics(metrics: readonly unknown[]) {
  const document = { resourceMetrics: [{ scopeMetrics: [{ metrics }] }] };
  return decodeRequest("metrics", toJsonBody(document), "json");
}

describe("span rejections", () => {
  it.each([
    ["invalid_trace_id", { traceId: "0".repeat(32) }],
    ["invalid_trace_id", { traceId: "0123" }],
    ["invalid_trace_id", { traceId: "not hexadecimal at all, I fear.." }],
    ["invalid_trace_id", { traceId: "" }],
    ["invalid_span_id", { spanId: "0".repeat(16) }],
    ["invalid_span_id", { spanId: "01".repeat(9) }],
    ["invalid_parent_span_id", { parentSpanId: "01" }],
    ["invalid_link_id", { links: [{ traceId: "01", spanId: good.spanId }] }],
    ["missing_timestamp", { startTimeUnixNano: "0" }],
    ["invalid_timestamp", { startTimeUnixNano: "9223372036854775808" }],
  ])("%s: the span is left out and the others are kept", (reason, change) => {
    const attributes = [{ key: "a", value: { stringValue: "b" } }];
    const { result, blocks } = decodeSpans([
      { ...good, name: "first", attributes },
      { ...good, name: "bad", attributes, ...change },
      { ...good, name: "last" },
    ]);
    expect(result).toMatchObject({ accepted: 2, rejected: 1, reasons: new Map([[reason, 1]]) });
    expect(rowsOf(blocks, "spans")).toMatchObject([
      { name: "first", attributes: [["a", "b"]] },
      { name: "last", attributes: [] },
    ]);
  });

  it("leaves no block where every item is rejected", () => {
    const { result, blocks } = decodeSpans([{ ...good, traceId: "" }]);
    expect(result).toMatchObject({ accepted: 0, rejected: 1 });
    expect(blocks).toEqual([]);
  });

  it("accepts an all-zero parent as none", () => {
    expect(decodeSpans([{ ...good, parentSpanId: "0".repeat(16) }]).result.accepted).toBe(1);
  });
});

describe("data point rejections", () => {
  const timeUnixNano = "1760000000000000000";

  it("counts points without time or value, with bad exemplars, and metrics without data", () => {
    const { result, blocks } = decodeMetrics([
      {
        name: "g",
        gauge: {
          dataPoints: [
            { asInt: 1 },
            { timeUnixNano },
            { timeUnixNano, asInt: 2, exemplars: [{ traceId: "01" }] },
            { timeUnixNano, asInt: 3 },
          ],
        },
      },
      { name: "nothing" },
    ]);
    expect(result).toMatchObject({
      accepted: 1,
      rejected: 4,
      reasons: new Map([
        ["missing_timestamp", 1],
        ["missing_value", 1],
        ["invalid_exemplar_id", 1],
        ["missing_data", 1],
      ]),
    });
    expect(rowsOf(blocks, "metrics_number")).toMatchObject([{ metric_name: "g", value: 3 }]);
  });
});

describe("log rejections", () => {
  it("takes all-zero ids as none and rejects ids of another length", () => {
    const logRecords = [
      { traceId: "0".repeat(32), spanId: "" },
      { traceId: "01" },
      { spanId: "0101" },
    ];
    const document = { resourceLogs: [{ scopeLogs: [{ logRecords }] }] };
    expect(decodeRequest("logs", toJsonBody(document), "json").result).toMatchObject({
      accepted: 1,
      rejected: 2,
      reasons: new Map([
        ["invalid_trace_id", 1],
        ["invalid_span_id", 1],
      ]),
    });
  });
});

describe("describeRejections", () => {
  it("names count, reason and remedy", () => {
    expect(describeRejections(new Map([["invalid_span_id", 2]]))).toBe(
      "2 × invalid_span_id (send span ids of 8 bytes that are not all zero)",
    );
    expect(describeRejections(new Map())).toBe("");
  });
});
