import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { request as httpRequest } from "node:http";
import { request as httpsRequest } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect, type ConnectionOptions } from "node:tls";
import { OTLPTraceExporter as GrpcTraces } from "@opentelemetry/exporter-trace-otlp-grpc";
import { OTLPTraceExporter as HttpTraces } from "@opentelemetry/exporter-trace-otlp-proto";
import { resourceFromAttributes } from "@opentelemetry/resources";
import { BatchSpanProcessor, TracerProvider, type SpanExporter } from "@opentelemetry/sdk-trace";
import { ATTR_SERVICE_NAME } from "@opentelemetry/semantic-conventions";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import {
  openTestIdentity,
  startReceivers,
} from "../../apps/server/src/ingest/testing/start-receivers.ts";
import { eventually } from "../harness/eventually.ts";
import { makeAuthority, type MadeCertificate } from "../harness/make-certificates.ts";
import { runServerOnce, startProduct, type Product } from "../harness/product.ts";

const authority = makeAuthority();
const server = authority.issue("server");
const client = authority.issue("client");
const stranger = makeAuthority("Somebody else").issue("stranger");
let directory = "";
let pathOf: (name: string) => string;

async function writePair(name: string, pair: MadeCertificate): Promise<void> {
  await writeFile(pathOf(`${name}.crt`), pair.cert);
  await writeFile(pathOf(`${name}.key`), pair.key);
}

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "headroom-tls-"));
  pathOf = (name) => join(directory, name);
  await writeFile(pathOf("ca.crt"), authority.cert);
  await writeFile(pathOf("empty.pem"), "nothing\n");
  await writePair("server", server);
  await writePair("client", client);
  await writePair("stranger", stranger);
});

afterAll(() => rm(directory, { recursive: true, force: true }));

describe("a receiver with a certificate", () => {
  const cleanUps: (() => Promise<void>)[] = [];

  afterEach(async () => {
    for (const each of cleanUps.splice(0)) await each();
  });

  async function start() {
    await writePair("used", server);
    const paths = { certificate: pathOf("used.crt"), key: pathOf("used.key"), clientCa: undefined };
    const { tls, problems } = await openTestIdentity(paths);
    const receivers = await startReceivers({ tls });
    cleanUps.push(() => receivers.stop());
    return { tls, receivers, problems };
  }

  /** Serial number of the certificate that a port shows. */
  function readSerial(port: number, options: ConnectionOptions = {}): Promise<string> {
    return new Promise((resolve, reject) => {
      const at = { host: "127.0.0.1", port, ca: authority.cert, ...options };
      const socket = connect(at, () => {
        const { serialNumber } = socket.getPeerCertificate();
        socket.destroy();
        resolve(serialNumber);
      });
      socket.on("error", reject);
    });
  }

  it("takes renewed files without a restart and keeps the old ones while the new are wrong", async () => {
    const { tls, receivers, problems } = await start();
    const grpcPort = Number(receivers.grpcAddress.split(":")[1]);
    const read = () =>
      Promise.all([
        readSerial(receivers.httpPort),
        readSerial(grpcPort, { ALPNProtocols: ["h2"] }),
      ]);
    const before = await read();
    expect(before[0]).toBe(before[1]);
    const renewed = authority.issue("server");
    await writeFile(pathOf("used.crt"), renewed.cert);
    await tls.refresh();
    expect(problems.join()).toContain("does not belong to the certificate");
    expect(await read()).toEqual(before);
    await writeFile(pathOf("used.key"), renewed.key);
    await tls.refresh();
    const after = await read();
    expect(after[0]).toBe(after[1]);
    expect(after).not.toEqual(before);
  });

  it("answers plain HTTP with what to do", async () => {
    const { receivers } = await start();
    const { promise, resolve, reject } = Promise.withResolvers<{ status: number; text: string }>();
    const sent = httpRequest(
      { port: receivers.httpPort, path: "/v1/traces", method: "POST" },
      (answer) => {
        let text = "";
        answer.on("data", (chunk: Buffer) => (text += chunk.toString()));
        answer.on("end", () => resolve({ status: answer.statusCode ?? 0, text }));
      },
    );
    sent.on("error", reject);
    sent.end("{}");
    const { status, text } = await promise;
    expect(status).toBe(400);
    expect(text).toContain("https://");
    await readSerial(receivers.httpPort);
  });

  it("takes requests on one connection after the other and in a row", async () => {
    const { receivers } = await start();
    const post = () =>
      new Promise<number>((resolve, reject) => {
        const sent = httpsRequest(
          `${receivers.httpUrl}/v1/traces`,
          {
            method: "POST",
            ca: authority.cert,
            headers: { "content-type": "application/json" },
          },
          (answer) => {
            answer.resume();
            answer.on("end", () => resolve(answer.statusCode ?? 0));
          },
        );
        sent.on("error", reject);
        sent.end("{}");
      });
    expect(await Promise.all([post(), post(), post()])).toEqual([200, 200, 200]);
    expect(await post()).toBe(200);
  });
});

describe("the product with client certificates", () => {
  let product: Product;
  const grpcUrl = (): string => product.otlpGrpcUrl.replace("http:", "https:");
  const httpUrl = (): string => product.otlpHttpUrl.replace("http:", "https:");

  beforeAll(async () => {
    product = await startProduct({
      HEADROOM_OTLP_TLS_CERT: pathOf("server.crt"),
      HEADROOM_OTLP_TLS_KEY: pathOf("server.key"),
      HEADROOM_OTLP_TLS_CLIENT_CA: pathOf("ca.crt"),
    });
  });

  afterAll(() => product.dispose());

  /** Sends one span as a configured SDK does; resolves with its trace id, or rejects. */
  async function sendAs(service: string, make: () => SpanExporter, pair: string | undefined) {
    const settings: Record<string, string> = { OTEL_EXPORTER_OTLP_CERTIFICATE: pathOf("ca.crt") };
    if (pair !== undefined) {
      settings["OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE"] = pathOf(`${pair}.crt`);
      settings["OTEL_EXPORTER_OTLP_CLIENT_KEY"] = pathOf(`${pair}.key`);
    }
    Object.assign(process.env, settings);
    const exporter = make();
    let failure: Error | undefined;
    const tracers = new TracerProvider({
      resource: resourceFromAttributes({ [ATTR_SERVICE_NAME]: service }),
      spanProcessors: [
        new BatchSpanProcessor({
          exporter: {
            export: (spans, done) =>
              exporter.export(spans, (result) => {
                if (result.code !== 0) failure = result.error ?? new Error("The export failed.");
                done(result);
              }),
            shutdown: () => exporter.shutdown(),
          },
        }),
      ],
    });
    const span = tracers.getTracer("tls").startSpan("GET /");
    span.end();
    await tracers.forceFlush().catch(() => undefined);
    await tracers.shutdown().catch(() => undefined);
    // Only now: exporters read them with the first batch.
    for (const name of Object.keys(settings)) delete process.env[name];
    if (failure !== undefined) throw failure;
    return span.spanContext().traceId;
  }

  const exporters = {
    grpc: () => new GrpcTraces({ url: grpcUrl(), timeoutMillis: 3_000 }),
    http: () => new HttpTraces({ url: `${httpUrl()}/v1/traces`, timeoutMillis: 3_000 }),
  };

  it.each(["grpc", "http"] as const)("takes SDKs with a certificate over %s", async (name) => {
    const traceId = await sendAs(`tls-${name}`, exporters[name], "client");
    const read = await eventually("the trace", () =>
      product.api.call("getTrace", { params: { traceId } }),
    );
    expect(read.spans).toHaveLength(1);
  });

  it.each([
    ["grpc", undefined],
    ["grpc", "stranger"],
    ["http", undefined],
    ["http", "stranger"],
  ] as const)("refuses SDKs over %s with the certificate: %s", async (name, pair) => {
    await expect(sendAs("refused", exporters[name], pair)).rejects.toThrow(
      /certificate|unknown ca|ECONNRESET|EPIPE|socket|connect|closed|dropped/i,
    );
  });

  it("tells https addresses", async () => {
    const { otlp } = await product.api.call("getStatus");
    expect(otlp.httpEndpoint).toMatch(/^https:/);
    expect(otlp.grpcEndpoint).toMatch(/^https:/);
  });
});

describe("files that can't be used", () => {
  it.each([
    ["a missing file", "nowhere.crt", "server.key", undefined, /HEADROOM_OTLP_TLS_CERT: .*read/],
    ["no certificate", "empty.pem", "server.key", undefined, /HEADROOM_OTLP_TLS_CERT: .*no cert/],
    ["no key", "server.crt", "empty.pem", undefined, /HEADROOM_OTLP_TLS_KEY: .*no private key/],
    ["another's key", "server.crt", "client.key", undefined, /HEADROOM_OTLP_TLS_KEY: .*belong/],
    ["no authority", "server.crt", "server.key", "empty.pem", /CLIENT_CA: .*no certificate/],
  ])("%s", async (_name, cert, key, clientCa, message) => {
    const ca = clientCa === undefined ? undefined : pathOf(clientCa);
    const paths = { certificate: pathOf(cert), key: pathOf(key), clientCa: ca };
    await expect(openTestIdentity(paths)).rejects.toThrow(message);
  });

  it("end the start with the setting's name and the exit code of a wrong configuration", async () => {
    const { code, output } = await runServerOnce({
      HEADROOM_OTLP_TLS_CERT: pathOf("server.crt"),
      HEADROOM_OTLP_TLS_KEY: pathOf("client.key"),
    });
    expect(output).toContain("HEADROOM_OTLP_TLS_KEY: the key does not belong");
    expect(code).toBe(78);
  });
});
