import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eventually } from "../harness/eventually.ts";
import { startProduct, type Product } from "../harness/product.ts";
import { sendSpans, spanRequest } from "../harness/send-spans.ts";
import { startWebhookReceiver } from "../harness/webhook-receiver.ts";

let product: Product;

beforeAll(async () => {
  product = await startProduct();
  await sendSpans(product.otlpHttpUrl, { service: "healthy", count: 3 });
});

afterAll(() => product.dispose());

const PROTOBUF = "application/x-protobuf";
const JSON_TYPE = "application/json";

function post(path: string, body: string | Buffer, headers: Record<string, string>) {
  return fetch(`${product.otlpHttpUrl}${path}`, {
    method: "POST",
    headers,
    body: typeof body === "string" ? body : new Uint8Array(body),
    signal: AbortSignal.timeout(60_000),
  });
}

async function countHealthy(): Promise<number> {
  const { items } = await product.api.call("listTraces", { query: { service: "healthy" } });
  return items.length;
}

describe("bad telemetry", () => {
  it.each([
    [
      "garbage protobuf",
      "/v1/traces",
      Buffer.from("ffffffffffff", "hex"),
      { "content-type": PROTOBUF },
      400,
    ],
    ["broken JSON", "/v1/traces", "{", { "content-type": JSON_TYPE }, 400],
    ["a wrong content type", "/v1/traces", "hello", { "content-type": "text/plain" }, 415],
    [
      "an unknown encoding",
      "/v1/logs",
      "x",
      { "content-type": PROTOBUF, "content-encoding": "br" },
      415,
    ],
    [
      "a corrupt gzip body",
      "/v1/metrics",
      "x",
      { "content-type": PROTOBUF, "content-encoding": "gzip" },
      400,
    ],
    ["an unknown path", "/v1/nonsense", "{}", { "content-type": JSON_TYPE }, 404],
    [
      "a gzip bomb",
      "/v1/traces",
      gzipSync(Buffer.alloc(200 * 1024 * 1024)),
      { "content-type": PROTOBUF, "content-encoding": "gzip" },
      413,
    ],
  ])(
    "%s is refused with a status in the encoding of the request",
    async (_name, path, body, headers, status) => {
      const response = await post(path, body, headers as Record<string, string>);
      expect(response.status).toBe(status);
      const answer = Buffer.from(await response.arrayBuffer());
      if (response.headers.get("content-type") === JSON_TYPE) {
        expect(JSON.parse(answer.toString())).toMatchObject({
          message: expect.stringMatching(/\w/),
        });
      } else {
        expect(response.headers.get("content-type")).toBe(PROTOBUF);
        expect(answer.length).toBeGreaterThan(4);
      }
    },
  );

  it("a body of 100 MB is refused without being read to its end", async () => {
    const status = await post("/v1/traces", Buffer.alloc(100 * 1024 * 1024), {
      "content-type": PROTOBUF,
    }).then(
      (response) => response.status,
      // The server may close the connection before the client has sent everything.
      (error: unknown) => (error instanceof TypeError ? 413 : 0),
    );
    expect(status).toBe(413);
  });

  it("keeps the good spans of a request and reports the bad ones", async () => {
    const { body, traceIds } = spanRequest({ service: "partial", count: 2 });
    const halfBad = body.replace(traceIds[0] ?? "", "0".repeat(32));
    const response = await post("/v1/traces", halfBad, {
      "content-type": JSON_TYPE,
    });
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ partialSuccess: { rejectedSpans: "1" } });
  });

  it("changes nothing of what was there", async () => {
    await eventually("the good spans", async () =>
      (await countHealthy()) === 3 ? true : undefined,
    );
  });
});

describe("bad requests to the API", () => {
  it("an unknown rule field is named", async () => {
    const body = {
      name: "x",
      signal: { type: "red", measure: "rate" },
      condition: { comparison: "gt", threshold: 1 },
      tresholds: 3,
    };
    await expect(product.api.call("createRule", { body: body as never })).rejects.toMatchObject({
      status: 400,
      body: { code: "invalid_request", detail: expect.stringContaining("tresholds") },
    });
    expect((await product.api.call("listRules")).items).toEqual([]);
  });

  it.each(["' OR 1=1 --", "\\'; DROP TABLE spans; --", "{p0:String}", "%' UNION ALL SELECT 1 --"])(
    "SQL in a filter value is only a value: %s",
    async (value) => {
      const filters = JSON.stringify([{ key: "http.route", op: "=", value }]);
      const { items } = await product.api.call("listTraces", {
        query: { service: value, operation: value, q: value, filters },
      });
      expect(items).toEqual([]);
      const logs = await product.api.call("listLogs", { query: { q: value, filters } });
      expect(logs.items).toEqual([]);
      expect(await countHealthy()).toBe(3);
    },
  );

  it("a rule for a channel that does not exist is refused", async () => {
    await expect(
      product.api.call("createRule", {
        body: {
          name: "x",
          signal: { type: "red", measure: "rate" },
          condition: { comparison: "gt", threshold: 1 },
          channelIds: ["nobody"],
        },
      }),
    ).rejects.toMatchObject({ status: 400, body: { errors: [{ path: "channelIds.0" }] } });
  });

  it("a webhook that hangs ends in a clear outcome", async () => {
    const receiver = await startWebhookReceiver();
    receiver.answerWith("hang");
    const { id } = await product.api.call("createChannel", {
      body: { name: "hangs", config: { type: "webhook", url: receiver.url } },
    });
    const result = await product.api.call("testChannel", { params: { id } });
    expect(result.outcome).toBe("retryable");
    expect(result.detail).toMatch(/\w/);
    await receiver.stop();
  });

  it("a request from another site is refused", async () => {
    const response = await fetch(`${product.apiUrl}/api/v1/rules`, {
      method: "POST",
      headers: { "content-type": JSON_TYPE, origin: "https://evil.example" },
      body: "{}",
    });
    expect(response.status).toBe(403);
    expect(response.headers.get("content-type")).toContain("application/problem+json");
  });
});
