import protobuf from "protobufjs";
import { describe, expect, it } from "vitest";
import { otlpSchema } from "../testing/otlp-schema.ts";
import { encodeExportResponse } from "./export-response.ts";
import { encodeStatus } from "./status.ts";

const root = protobuf.Root.fromJSON(otlpSchema);

function read(type: string, body: Uint8Array): unknown {
  const message = root.lookupType(type);
  return message.toObject(message.decode(body), { longs: String });
}

const parse = (body: Uint8Array): unknown => JSON.parse(new TextDecoder().decode(body));

describe("encodeExportResponse", () => {
  it("is empty for full success", () => {
    const success = { rejected: 0, message: "" };
    expect(encodeExportResponse("traces", "protobuf", success)).toHaveLength(0);
    expect(parse(encodeExportResponse("traces", "json", success))).toEqual({});
  });

  it.each([
    ["traces", "rejectedSpans"],
    ["metrics", "rejectedDataPoints"],
    ["logs", "rejectedLogRecords"],
  ] as const)("reports a partial success of %s", (signal, name) => {
    const partial = { rejected: 300, message: "bad ids ✗".repeat(40) };
    expect(read("ExportResponse", encodeExportResponse(signal, "protobuf", partial))).toEqual({
      partialSuccess: { rejected: "300", errorMessage: partial.message },
    });
    expect(parse(encodeExportResponse(signal, "json", partial))).toEqual({
      partialSuccess: { [name]: "300", errorMessage: partial.message },
    });
  });
});

describe("encodeStatus", () => {
  it("encodes code and message", () => {
    const status = { code: 3, message: "no" };
    expect(read("RpcStatus", encodeStatus("protobuf", status))).toEqual({
      code: 3,
      message: "no",
    });
    expect(parse(encodeStatus("json", status))).toEqual(status);
  });

  it("adds the retry delay as a RetryInfo detail", () => {
    const status = { code: 8, message: "full", retryDelayMs: 1250 };
    const bytes = encodeStatus("protobuf", status);
    const message = root.lookupType("RpcStatus").decode(bytes) as unknown as {
      details: { typeUrl: string; value: Uint8Array }[];
    };
    const [detail] = message.details;
    expect(detail?.typeUrl.split("/").at(-1)).toBe("google.rpc.RetryInfo");
    expect(read("RetryInfo", detail?.value ?? new Uint8Array())).toEqual({
      retryDelay: { seconds: "1", nanos: 250_000_000 },
    });
    expect(parse(encodeStatus("json", status))).toMatchObject({
      details: [{ retryDelay: "1.25s" }],
    });
  });
});
