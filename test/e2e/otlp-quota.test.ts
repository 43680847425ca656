import { OTLPTraceExporter as GrpcTraces } from "@opentelemetry/exporter-trace-otlp-grpc";
import { OTLPTraceExporter as HttpTraces } from "@opentelemetry/exporter-trace-otlp-proto";
import { resourceFromAttributes } from "@opentelemetry/resources";
import { BatchSpanProcessor, TracerProvider, type SpanExporter } from "@opentelemetry/sdk-trace";
import { ATTR_SERVICE_NAME } from "@opentelemetry/semantic-conventions";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eventually } from "../harness/eventually.ts";
import { startProduct, type Product } from "../harness/product.ts";
import { spanRequest } from "../harness/send-spans.ts";

let product: Product;
const origin = "https://shop.example.com";

beforeAll(async () => {
  product = await startProduct({
    HEADROOM_INGEST_KEY: "a-long-enough-ingest-key",
    HEADROOM_OTLP_CORS_ORIGINS: "https://*.example.com",
  });
});

afterAll(() => product.dispose());

/** Makes a key that may send one request a second, ten at once. */
async function createKey(name: string): Promise<{ id: string; authorization: string }> {
  const { id, key } = await product.api.call("createIngestKey", {
    body: { name, quota: { requestsPerSecond: 1, rowsPerSecond: null, bytesPerSecond: null } },
  });
  return { id, authorization: `Bearer ${key}` };
}

/** Sends `count` requests of one span each, one after the other, as an SDK does. */
async function sendOneByOne(
  exporter: SpanExporter,
  service: string,
  count: number,
): Promise<number> {
  let failed = 0;
  const watched: SpanExporter = {
    export: (spans, done) =>
      exporter.export(spans, (result) => {
        if (result.code !== 0) failed += 1;
        done(result);
      }),
    forceFlush: () => exporter.forceFlush?.() ?? Promise.resolve(),
    shutdown: () => exporter.shutdown(),
  };
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ [ATTR_SERVICE_NAME]: service }),
    spanProcessors: [new BatchSpanProcessor({ exporter: watched })],
  });
  for (let index = 0; index < count; index++) {
    provider.getTracer("e2e").startSpan("work").end();
    // A refused batch rejects; it is counted above.
    await provider.forceFlush().catch(() => undefined);
  }
  await provider.shutdown();
  return failed;
}

async function countTraces(service: string): Promise<number> {
  return (await product.api.call("listTraces", { query: { service } })).items.length;
}

describe("an SDK whose key has a quota", () => {
  it("over HTTP waits as it is told, and loses nothing", async () => {
    const { authorization } = await createKey("http");
    const url = `${product.otlpHttpUrl}/v1/traces`;
    const failed = await sendOneByOne(
      new HttpTraces({ url, headers: { authorization } }),
      "quota-http",
      12,
    );
    expect(failed).toBe(0);
    await eventually("all spans", async () =>
      (await countTraces("quota-http")) === 12 ? true : undefined,
    );
  });

  it("over gRPC is refused, and nothing but what was refused is missing", async () => {
    const { authorization } = await createKey("grpc");
    // This exporter takes headers from the environment only.
    process.env["OTEL_EXPORTER_OTLP_HEADERS"] =
      `authorization=${encodeURIComponent(authorization)}`;
    const exporter = new GrpcTraces({ url: product.otlpGrpcUrl });
    delete process.env["OTEL_EXPORTER_OTLP_HEADERS"];
    const failed = await sendOneByOne(exporter, "quota-grpc", 20);
    expect(failed).toBeGreaterThan(0);
    await eventually("the accepted spans", async () =>
      (await countTraces("quota-grpc")) === 20 - failed ? true : undefined,
    );
  });

  it("sees a changed quota in the list of keys", async () => {
    const { id } = await createKey("changed");
    const quota = { requestsPerSecond: null, rowsPerSecond: 5_000, bytesPerSecond: null };
    await product.api.call("updateIngestKey", { params: { id }, body: { name: "wide", quota } });
    const { items } = await product.api.call("listIngestKeys");
    expect(items.find((each) => each.id === id)).toMatchObject({ name: "wide", quota });
  });
});

describe("a page in a browser", () => {
  const post = (from: string) =>
    fetch(`${product.otlpHttpUrl}/v1/traces`, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        authorization: "Bearer a-long-enough-ingest-key",
        origin: from,
      },
      body: spanRequest({ service: "page", count: 1 }).body,
    });

  it("may send from a listed origin and from no other", async () => {
    const sent = await post(origin);
    expect([sent.status, sent.headers.get("access-control-allow-origin")]).toEqual([200, origin]);
    expect((await post("https://evil.example.org")).status).toBe(403);
    await eventually("the span", async () =>
      (await countTraces("page")) === 1 ? true : undefined,
    );
  });
});
