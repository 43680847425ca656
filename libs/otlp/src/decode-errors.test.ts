import { describe, expect, it } from "vitest";
import type { OtlpSignal } from "./batch-builder.ts";
import { createBatchBuilder } from "./batch-builder.ts";
import { OtlpDecodeError } from "./errors.ts";
import { decodeRequest, rowsOf, toJsonBody } from "./testing/decode-request.ts";
import { fromHex } from "./testing/to-message.ts";

function catchDecodeError(run: () => unknown): OtlpDecodeError {
  try {
    run();
  } catch (error) {
    if (error instanceof OtlpDecodeError) return error;
    throw error;
  }
  throw new Error("Nothing was thrown.");
}

/** A message field with the given content, its length as a three-byte varint. */
function wrap(field: number, content: Uint8Array): Uint8Array {
  const size = content.length;
  const length = [(size & 0x7f) | 0x80, ((size >> 7) & 0x7f) | 0x80, size >> 14];
  return Uint8Array.of(field * 8 + 2, ...length, ...content);
}

const nestLists = (depth: number): unknown =>
  depth === 1 ? { boolValue: true } : { arrayValue: { values: [nestLists(depth - 1)] } };

const logWithBody = (body: unknown): unknown => ({
  resourceLogs: [{ scopeLogs: [{ logRecords: [{ body }] }] }],
});

describe("protobuf errors", () => {
  it.each([
    ["truncated", "0a05", 1],
    ["truncated", "0a", 1],
    ["truncated", "80", 0],
    ["truncated", "11ffff", 1],
    ["truncated", "0affffffffffffffffff01", 1],
    ["varint_too_long", "10ffffffffffffffffffff01", 1],
    ["invalid_tag", "00", 0],
    ["invalid_tag", "16", 0],
    ["invalid_tag", "ffffffffffffffffff01", 0],
    ["wrong_wire_type", "0801", 0],
    ["unbalanced_group", "14", 0],
    ["unbalanced_group", "131c", 1],
    ["truncated", "131001", 0],
    ["nesting_too_deep", "13".repeat(100), 64],
  ])("%s: %s at byte %i", (code, hex, offset) => {
    const error = catchDecodeError(() => decodeRequest("traces", fromHex(hex)));
    expect(error).toMatchObject({ code, where: offset });
    expect(error.message).toContain(`at byte ${offset}. `);
  });

  it("skips unknown fields of every wire type", () => {
    const unknown = "1001" + "190000000000000000" + "220161" + "2b10012c" + "3d00000000";
    expect(decodeRequest("traces", fromHex(unknown)).result.accepted).toBe(0);
  });

  it("refuses bucket counts of a broken length", () => {
    const point = fromHex("19010000000000000032020000");
    const metric = wrap(9, wrap(1, point));
    const body = wrap(1, wrap(2, wrap(2, metric)));
    const error = catchDecodeError(() => decodeRequest("metrics", body));
    expect(error.code).toBe("invalid_length");
  });
});

describe("limits", () => {
  it("takes JSON values of 64 levels and refuses 65", () => {
    const decode = (depth: number) =>
      decodeRequest("logs", toJsonBody(logWithBody(nestLists(depth))), "json");
    expect(decode(64).result.accepted).toBe(1);
    const error = catchDecodeError(() => decode(65));
    expect(error.code).toBe("nesting_too_deep");
    expect(error.where).toMatch(/^\$\.resourceLogs\[0\].*\.values\[0\]$/);
  });

  it("takes protobuf values of 64 levels and refuses 65", () => {
    const nest = (depth: number): Uint8Array =>
      depth === 1 ? fromHex("1001") : wrap(5, wrap(1, nest(depth - 1)));
    const decode = (depth: number) =>
      decodeRequest("logs", wrap(1, wrap(2, wrap(2, wrap(5, nest(depth))))));
    expect(decode(64).result.accepted).toBe(1);
    expect(catchDecodeError(() => decode(65)).code).toBe("nesting_too_deep");
    expect(catchDecodeError(() => decode(5000)).code).toBe("nesting_too_deep");
  });

  it("refuses a small request that expands without bound", () => {
    const builder = createBatchBuilder({ maxRequestBytes: 1_000_000 });
    const value = { stringValue: "x".repeat(10_000) };
    const logRecords = Array.from({ length: 1000 }, () => ({}));
    const resource = { attributes: [{ key: "k", value }] };
    const document = { resourceLogs: [{ resource, scopeLogs: [{ logRecords }] }] };
    const error = catchDecodeError(() => builder.addLogs(toJsonBody(document), "json", 1n));
    expect(error.code).toBe("request_too_large");
    expect(builder.byteLength()).toBe(0);
    expect(builder.takeBlocks()).toEqual([]);
  });

  it("counts the limit for each request, not for the batch", () => {
    const builder = createBatchBuilder({ maxRequestBytes: 100_000 });
    const body = toJsonBody(logWithBody({ stringValue: "x".repeat(50_000) }));
    for (let request = 0; request < 20; request++) builder.addLogs(body, "json", 1n);
    expect(builder.byteLength()).toBeGreaterThan(1_000_000);
  });
});

describe("JSON errors", () => {
  const point = (fields: object): unknown => ({
    resourceMetrics: [{ scopeMetrics: [{ metrics: [{ gauge: { dataPoints: [fields] } }] }] }],
  });
  const pointPath = "$.resourceMetrics[0].scopeMetrics[0].metrics[0].gauge.dataPoints[0]";
  const logPath = "$.resourceLogs[0].scopeLogs[0].logRecords[0].body";

  it.each<[OtlpSignal, unknown, string]>([
    ["traces", [], "$"],
    ["traces", "text", "$"],
    ["traces", { resourceSpans: {} }, "$.resourceSpans"],
    ["traces", { resourceSpans: [null] }, "$.resourceSpans[0]"],
    ["metrics", point({ asInt: "1.5" }), `${pointPath}.asInt`],
    ["metrics", point({ asInt: "9223372036854775808" }), `${pointPath}.asInt`],
    ["metrics", point({ timeUnixNano: -1 }), `${pointPath}.timeUnixNano`],
    ["metrics", point({ asDouble: "many" }), `${pointPath}.asDouble`],
    ["metrics", point({ flags: 4294967296 }), `${pointPath}.flags`],
    ["logs", logWithBody({ stringValue: 1 }), `${logPath}.stringValue`],
    ["logs", logWithBody({ boolValue: "true" }), `${logPath}.boolValue`],
    ["logs", logWithBody({ bytesValue: "*" }), `${logPath}.bytesValue`],
  ])("%s: wrong type in case %#", (signal, document, path) => {
    const error = catchDecodeError(() => decodeRequest(signal, toJsonBody(document), "json"));
    expect(error).toMatchObject({ code: "invalid_json_value", where: path });
  });

  it.each(["", "{", "{}x", "\u0000"])("malformed text %j", (text) => {
    const body = new TextEncoder().encode(text);
    const error = catchDecodeError(() => decodeRequest("logs", body, "json"));
    expect(error.code).toBe("malformed_json");
  });

  it("bytes that are not UTF-8, and arrays nested beyond the stack", () => {
    const notText = Uint8Array.of(0x22, 0xff, 0x22);
    expect(catchDecodeError(() => decodeRequest("logs", notText, "json")).code).toBe(
      "malformed_json",
    );
    const deep = `{"a":${"[".repeat(200_000)}1234567890123456789${"]".repeat(200_000)}}`;
    const error = catchDecodeError(() =>
      decodeRequest("logs", new TextEncoder().encode(deep), "json"),
    );
    expect(error.code).toBe("malformed_json");
  });
});

describe("a request that breaks off among its attributes", () => {
  it("leaves no type codes behind for the next one", () => {
    const value = (hex: string): Uint8Array => wrap(6, wrap(2, fromHex(hex)));
    const request = (...attributes: Uint8Array[]): Uint8Array =>
      wrap(1, wrap(2, wrap(2, Buffer.concat(attributes))));
    const good = request(value("1801"));
    const broken = request(value("1801"), value("0801"));
    const builder = createBatchBuilder();
    builder.addLogs(good, "protobuf", 1n);
    const { code } = catchDecodeError(() => builder.addLogs(broken, "protobuf", 1n));
    expect(code).toBe("wrong_wire_type");
    builder.addLogs(good, "protobuf", 1n);
    const rows = rowsOf(builder.takeBlocks(), "logs");
    expect(rows.map((row) => row["attribute_types"])).toEqual(["i", "i"]);
  });
});
