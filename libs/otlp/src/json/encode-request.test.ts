import { describe, expect, it } from "vitest";
import { decodeRequest, rowsOf, toJsonBody } from "../testing/decode-request.ts";

const time = "1760000000123456789";

function decodeText(signal: "traces" | "metrics" | "logs", text: string) {
  return decodeRequest(signal, new TextEncoder().encode(text), "json").blocks;
}

describe("OTLP/JSON", () => {
  it("reads 64-bit integers written as numbers exactly", () => {
    const text = `{"resourceMetrics":[{"scopeMetrics":[{"metrics":[{"sum":{"dataPoints":[
      {"timeUnixNano":${time},"asInt":-9007199254740993},
      {"timeUnixNano":"${time}","asInt":5e3}]}}]}]}]}`;
    expect(rowsOf(decodeText("metrics", text), "metrics_number")).toMatchObject([
      { timestamp: BigInt(time), int_value: -9007199254740993n },
      { timestamp: BigInt(time), int_value: 5000n },
    ]);
  });

  it("reads enums by number and by name", () => {
    const span = (kind: unknown, code: unknown) => ({
      traceId: "0123456789ABCDEF0123456789abcdef",
      spanId: "0123456789abcdef",
      startTimeUnixNano: time,
      kind,
      status: { code },
    });
    const spans = [span(3, 2), span("SPAN_KIND_CLIENT", "STATUS_CODE_ERROR"), span(300, -1)];
    const body = toJsonBody({ resourceSpans: [{ scopeSpans: [{ spans }] }] });
    expect(rowsOf(decodeRequest("traces", body, "json").blocks, "spans")).toMatchObject([
      { kind: 3, status_code: 2, trace_id: "0123456789abcdef0123456789abcdef" },
      { kind: 3, status_code: 2 },
      { kind: 0, status_code: 0 },
    ]);
    const logRecords = [{ severityNumber: "SEVERITY_NUMBER_WARN2" }];
    const logs = toJsonBody({ resourceLogs: [{ scopeLogs: [{ logRecords }] }] });
    expect(rowsOf(decodeRequest("logs", logs, "json").blocks, "logs")).toMatchObject([
      { severity_number: 14 },
    ]);
  });

  it("ignores unknown fields, snake case included, and takes null as absent", () => {
    const logRecords = [
      { severity_text: "A", severityText: null, other: { deep: [1] }, body: { stringValue: "b" } },
    ];
    const body = toJsonBody({ resourceLogs: [{ more: 1, scopeLogs: [{ logRecords }] }] });
    expect(rowsOf(decodeRequest("logs", body, "json").blocks, "logs")).toMatchObject([
      { severity_text: "", body: "b" },
    ]);
  });

  it("accepts URL-safe base64 without padding", () => {
    const logRecords = [{ body: { bytesValue: "-_8" } }];
    const body = toJsonBody({ resourceLogs: [{ scopeLogs: [{ logRecords }] }] });
    expect(rowsOf(decodeRequest("logs", body, "json").blocks, "logs")).toMatchObject([
      { body: "+/8=" },
    ]);
  });
});
