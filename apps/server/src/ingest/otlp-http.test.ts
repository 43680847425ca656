import { Agent, request as httpRequest } from "node:http";
import { deflateSync, gzipSync, zstdCompressSync } from "node:zlib";
import { afterEach, describe, expect, it } from "vitest";
import { protobufTraceRequest, traceRequest } from "./testing/requests.ts";
import { startReceivers } from "./testing/start-receivers.ts";

type Receivers = Awaited<ReturnType<typeof startReceivers>>;
const running: Receivers[] = [];

async function start(options?: Parameters<typeof startReceivers>[0]): Promise<Receivers> {
  const receivers = await startReceivers(options);
  running.push(receivers);
  return receivers;
}

afterEach(async () => {
  await Promise.all(running.splice(0).map((each) => each.stop()));
});

const JSON_TYPE = "application/json";
const PROTOBUF = "application/x-protobuf";

function post(
  { httpUrl }: Receivers,
  body: string | Uint8Array<ArrayBuffer>,
  headers: Record<string, string> = {},
  path = "/v1/traces",
): Promise<Response> {
  return fetch(`${httpUrl}${path}`, {
    method: "POST",
    headers: { "content-type": JSON_TYPE, ...headers },
    body,
  });
}

describe("OTLP/HTTP requests", () => {
  it.each([
    ["application/json; charset=utf-8", traceRequest()],
    ["Application/JSON", traceRequest()],
    [PROTOBUF, new Uint8Array(protobufTraceRequest())],
  ])("takes %s and answers in kind, empty on full success", async (type, body) => {
    const receivers = await start();
    const response = await post(receivers, body, { "content-type": type });
    expect(response.status).toBe(200);
    const isJson = type.toLowerCase().startsWith(JSON_TYPE);
    expect(response.headers.get("content-type")).toBe(isJson ? JSON_TYPE : PROTOBUF);
    expect(await response.text()).toBe(isJson ? "{}" : "");
    expect(receivers.rows).toEqual([1]);
  });

  it.each([
    ["gzip", gzipSync],
    ["deflate", deflateSync],
    ["zstd", zstdCompressSync],
    ["identity", (text: string) => Buffer.from(text)],
  ] as const)("unpacks %s", async (encoding, pack) => {
    const receivers = await start();
    const body = new Uint8Array(pack(traceRequest(3)));
    const response = await post(receivers, body, { "content-encoding": encoding });
    expect(response.status).toBe(200);
    expect(receivers.rows).toEqual([3]);
  });

  it.each([
    ["/v1/traces", JSON_TYPE, "{}"],
    ["/v1/metrics", JSON_TYPE, "{}"],
    ["/v1/logs", JSON_TYPE, '{"resourceLogs":[]}'],
    ["/v1/traces", PROTOBUF, ""],
    ["/v1/logs", PROTOBUF, ""],
  ])("takes an empty request to %s as %s", async (path, type, body) => {
    const receivers = await start();
    const response = await post(receivers, body, { "content-type": type }, path);
    expect(response.status).toBe(200);
    expect(receivers.rows).toEqual([]);
  });

  it("takes a trailing slash and a chunked body", async () => {
    const receivers = await start();
    expect((await post(receivers, traceRequest(), {}, "/v1/traces/")).status).toBe(200);
    const stream = new Blob([traceRequest()]).stream();
    const chunked = await fetch(`${receivers.httpUrl}/v1/traces`, {
      method: "POST",
      headers: { "content-type": JSON_TYPE },
      body: stream,
      duplex: "half",
    } as RequestInit);
    expect(chunked.status).toBe(200);
    expect(receivers.rows).toEqual([1, 1]);
  });

  it("serves many requests on one connection", async () => {
    const { httpPort } = await start();
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const ports = new Set<number | undefined>();
    for (let index = 0; index < 5; index++) {
      await new Promise<void>((resolve, reject) => {
        const sent = httpRequest(
          {
            agent,
            port: httpPort,
            path: "/v1/traces",
            method: "POST",
            headers: { "content-type": JSON_TYPE },
          },
          (response) => {
            ports.add(response.socket.localPort);
            response.resume().on("end", resolve);
          },
        );
        sent.on("error", reject).end(traceRequest());
      });
    }
    agent.destroy();
    expect(ports.size).toBe(1);
  });
});

describe("OTLP/JSON", () => {
  it("ignores unknown fields, takes ids in hex of either case, integers as strings and numbers", async () => {
    const receivers = await start();
    const change = {
      traceId: "4BF92F3577B34DA6A3CE929D0E0E4736",
      someFutureField: { deep: [1, 2] },
      startTimeUnixNano: 1_700_000_000_000_000_000,
      kind: 2,
      attributes: [
        { key: "a", value: { intValue: "9223372036854775807" } },
        { key: "b", value: { intValue: 5 } },
      ],
    };
    const response = await post(receivers, traceRequest(1, change));
    expect([response.status, await response.json()]).toEqual([200, {}]);
    expect(receivers.rows).toEqual([1]);
  });

  it("does not take base64 ids for ids, and says so", async () => {
    const receivers = await start();
    const response = await post(
      receivers,
      traceRequest(1, { traceId: "S/kvNXezTaajzpKdDg5HNg==" }),
    );
    const answer = (await response.json()) as { partialSuccess?: unknown; message?: string };
    expect(answer.partialSuccess !== undefined || response.status === 400).toBe(true);
    expect(receivers.rows).toEqual([]);
  });

  it("treats snake_case names as unknown fields", async () => {
    const receivers = await start();
    const body = traceRequest().replace("resourceSpans", "resource_spans");
    expect((await post(receivers, body)).status).toBe(200);
    expect(receivers.rows).toEqual([]);
  });

  it("tells how many items were left out, and why", async () => {
    const receivers = await start();
    const response = await post(receivers, traceRequest(2, { traceId: "0".repeat(32) }));
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({
      partialSuccess: { rejectedSpans: "2", errorMessage: expect.stringContaining("trace ids") },
    });
    expect(receivers.counters.read().total).toMatchObject({ rows: 0, rejectedRows: 2 });
  });
});

describe("OTLP/HTTP refusals", () => {
  it.each([
    ["malformed JSON", "{", {}, "/v1/traces", 400, 3],
    ["an unknown type", "x", { "content-type": "text/plain" }, "/v1/traces", 415, 12],
    ["an unknown encoding", "x", { "content-encoding": "br" }, "/v1/traces", 415, 12],
    ["a corrupt body", "x", { "content-encoding": "gzip" }, "/v1/traces", 400, 3],
    ["a path that is none", "{}", {}, "/v1/profiles", 404, 12],
    ["a large body", " ".repeat(2_000), {}, "/v1/traces", 413, 8],
  ])("%s is refused for good", async (_name, body, headers, path, status, code) => {
    const receivers = await start({ maxBodyBytes: 1_000 });
    const response = await post(receivers, body, headers as Record<string, string>, path);
    expect(response.status).toBe(status);
    expect(response.headers.get("retry-after")).toBeNull();
    expect(await response.json()).toEqual({ code, message: expect.stringMatching(/\w+ \w+/) });
  });

  it("a large chunked body and a body that unpacks to too much are refused for good", async () => {
    const receivers = await start({ maxBodyBytes: 1_000 });
    const packed = new Uint8Array(gzipSync(Buffer.alloc(100_000)));
    expect((await post(receivers, packed, { "content-encoding": "gzip" })).status).toBe(413);
    const chunked = await fetch(`${receivers.httpUrl}/v1/traces`, {
      method: "POST",
      headers: { "content-type": JSON_TYPE },
      body: new Blob([new Uint8Array(5_000)]).stream(),
      duplex: "half",
    } as RequestInit);
    expect(chunked.status).toBe(413);
    expect(receivers.counters.read().total.refused).toEqual({ too_large: 2 });
    expect(receivers.gate.inProgress()).toEqual({ requests: 0, bytes: 0 });
  });

  it("answers protobuf with a protobuf status", async () => {
    const receivers = await start();
    const response = await post(receivers, new Uint8Array([255, 255]), {
      "content-type": PROTOBUF,
    });
    expect(response.status).toBe(400);
    expect(response.headers.get("content-type")).toBe(PROTOBUF);
    const bytes = Buffer.from(await response.arrayBuffer());
    // Field 1, code 3; field 2, text.
    expect([...bytes.subarray(0, 3)]).toEqual([0x08, 3, 0x12]);
  });

  it.each(["GET", "HEAD", "PUT", "DELETE"])("%s is answered with 405", async (method) => {
    const receivers = await start();
    const response = await fetch(`${receivers.httpUrl}/v1/traces`, { method });
    expect(response.status).toBe(405);
    expect(response.headers.get("allow")).toBe("POST, OPTIONS");
  });

  it("a disk that fails is answered with 503 and a delay", async () => {
    const receivers = await start({ append: () => Promise.reject(new Error("EIO")) });
    const response = await post(receivers, traceRequest());
    expect(response.status).toBe(503);
    expect(response.headers.get("retry-after")).toBe("5");
    expect(await response.json()).toMatchObject({
      code: 14,
      details: [{ "@type": "type.googleapis.com/google.rpc.RetryInfo", retryDelay: "5s" }],
    });
    expect(receivers.counters.read().total.refused).toEqual({ not_stored: 1 });
  });
});
