import { connect } from "node:net";
import { status } from "@grpc/grpc-js";
import { encodeStatus } from "@headroom/otlp";
import { afterEach, describe, expect, it } from "vitest";
import type { Sender } from "./key-check.ts";
import { createGrpcClient } from "./testing/call-grpc.ts";
import { exportPaths, protobufTraceRequest, traceRequest } from "./testing/requests.ts";
import { startReceivers } from "./testing/start-receivers.ts";

const cleanUps: (() => unknown)[] = [];

afterEach(async () => {
  for (const each of cleanUps.splice(0).toReversed()) await each();
});

async function start(options?: Parameters<typeof startReceivers>[0]) {
  const receivers = await startReceivers(options);
  cleanUps.push(() => receivers.stop());
  const client = createGrpcClient(receivers.grpcAddress);
  cleanUps.push(() => client.close());
  const post = (body: string, headers: Record<string, string> = {}) =>
    fetch(`${receivers.httpUrl}/v1/traces`, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body,
    });
  return { receivers, client, post };
}

const limited = (quota: Partial<Sender["quota"]>): Sender => ({
  id: "key-1",
  quota: { requestsPerSecond: null, rowsPerSecond: null, bytesPerSecond: null, ...quota },
});
const bearer = { authorization: "Bearer hr_x" };

describe("quotas", () => {
  it("are shared by HTTP and gRPC, say when to come back, and let the sender back in", async () => {
    let now = 1_000_000;
    const { receivers, client, post } = await start({
      keyRequired: true,
      findStored: () => Promise.resolve(limited({ rowsPerSecond: 10 })),
      now: () => now,
    });
    expect((await post(traceRequest(150), bearer)).status).toBe(200);
    const refused = await post(traceRequest(1), bearer);
    expect(refused.status).toBe(429);
    expect(refused.headers.get("retry-after")).toBe("6");
    expect(await refused.json()).toMatchObject({ code: 8, details: [{ retryDelay: "5.1s" }] });

    const call = () => client.call(exportPaths.traces, protobufTraceRequest(), "Bearer hr_x");
    const outcome = await call();
    expect(outcome).toMatchObject({ ok: false, code: status.RESOURCE_EXHAUSTED });
    const message = outcome.ok ? "" : outcome.details;
    expect(outcome.ok ? undefined : outcome.status).toEqual(
      Buffer.from(encodeStatus("protobuf", { code: 8, message, retryDelayMs: 5_100 })),
    );
    now += 5_100;
    expect((await call()).ok).toBe(true);
    expect(receivers.counters.read().byKey).toEqual({
      "key-1": {
        requests: 4,
        rows: 151,
        bytes: expect.any(Number),
        rejectedRows: 0,
        refused: { quota_rows: 2 },
      },
    });
  });

  it.each([
    [{ requestsPerSecond: 1 }, "quota_requests"],
    [{ bytesPerSecond: 1 }, "quota_bytes"],
  ])("%j is kept", async (quota, reason) => {
    const { receivers, post } = await start({
      findStored: () => Promise.resolve(limited(quota)),
    });
    for (let index = 0; index < 10; index++) await post(traceRequest(), bearer);
    expect((await post(traceRequest(), bearer)).status).toBe(429);
    expect(Object.keys(receivers.counters.read().total.refused)).toEqual([reason]);
  });

  it("do not touch senders without a key on this machine", async () => {
    const { receivers, post } = await start({
      findStored: () => Promise.reject(new Error("no database")),
    });
    expect((await post(traceRequest())).status).toBe(200);
    expect((await post(traceRequest(), bearer)).status).toBe(200);
    expect(receivers.counters.read().byKey["none"]).toMatchObject({ requests: 2, rows: 2 });
  });
});

describe("keys", () => {
  it("where one is required, none and an unknown one are refused", async () => {
    const { post } = await start({ keyRequired: true });
    expect((await post(traceRequest())).status).toBe(401);
    expect((await post(traceRequest(), bearer)).status).toBe(401);
  });

  it("requests that come together share one lookup", async () => {
    let lookups = 0;
    const { post } = await start({
      keyRequired: true,
      findStored: () => {
        lookups += 1;
        return Promise.resolve(limited({}));
      },
    });
    await Promise.all(Array.from({ length: 8 }, () => post(traceRequest(), bearer)));
    expect(lookups).toBe(1);
  });
});

describe("browsers", () => {
  const origin = "https://shop.example.com";
  const preflight = (httpUrl: string, from: string) =>
    fetch(`${httpUrl}/v1/traces`, {
      method: "OPTIONS",
      headers: {
        origin: from,
        "access-control-request-method": "POST",
        "access-control-request-headers": "content-type,x-tenant",
      },
    });

  it("are refused by default, preflight and request", async () => {
    const { receivers, post } = await start();
    const asked = await preflight(receivers.httpUrl, origin);
    expect(asked.status).toBe(403);
    expect(asked.headers.get("access-control-allow-origin")).toBeNull();
    expect((await post(traceRequest(), { origin })).status).toBe(403);
    expect(receivers.rows).toEqual([]);
    expect(receivers.counters.read().total.refused).toEqual({ origin: 2 });
  });

  it("may send from the listed origins", async () => {
    const { receivers, post } = await start({ corsOrigins: ["https://*.example.com"] });
    const asked = await preflight(receivers.httpUrl, origin);
    expect(asked.status).toBe(204);
    expect(Object.fromEntries(asked.headers)).toMatchObject({
      "access-control-allow-origin": origin,
      "access-control-allow-methods": "POST",
      "access-control-allow-headers": "authorization, content-encoding, content-type, x-tenant",
      vary: "Origin",
    });
    const sent = await post(traceRequest(), { origin });
    expect(sent.status).toBe(200);
    expect(sent.headers.get("access-control-allow-origin")).toBe(origin);
    expect((await preflight(receivers.httpUrl, "https://evil.org")).status).toBe(403);
    expect((await post("{", { origin })).headers.get("access-control-allow-origin")).toBe(origin);
  });

  it("any origin is allowed by *", async () => {
    const { post } = await start({ corsOrigins: ["*"] });
    const sent = await post(traceRequest(), { origin: "null" });
    expect(sent.headers.get("access-control-allow-origin")).toBe("*");
  });

  it("OPTIONS without an origin tells the methods", async () => {
    const { receivers } = await start();
    const answer = await fetch(`${receivers.httpUrl}/v1/traces`, { method: "OPTIONS" });
    expect([answer.status, answer.headers.get("allow")]).toEqual([204, "POST, OPTIONS"]);
  });
});

describe("a disk that is slower than the senders", () => {
  it("sheds what is beyond the limits at once and recovers when the disk does", async () => {
    const stalled = Promise.withResolvers<void>();
    let isSlow = true;
    const { receivers, client, post } = await start({
      append: () => (isSlow ? stalled.promise : Promise.resolve()),
      inflight: { maxRequests: 4, maxBytes: 1 << 20 },
    });
    const sent = [
      ...Array.from({ length: 6 }, () => post(traceRequest()).then((each) => each.status)),
      ...Array.from({ length: 2 }, () =>
        client
          .call(exportPaths.traces, protobufTraceRequest())
          .then((each) => (each.ok ? 200 : each.code)),
      ),
    ];
    // Four answers come although the disk stands still: those that were refused.
    const answered: number[] = [];
    await new Promise<void>((resolve) => {
      for (const each of sent) {
        void each.then((code) => {
          answered.push(code);
          if (answered.length === 4) resolve();
        });
      }
    });
    expect(answered.every((code) => code === 503 || code === status.UNAVAILABLE)).toBe(true);
    expect(receivers.gate.inProgress().requests).toBe(4);
    isSlow = false;
    stalled.resolve();
    const all = await Promise.all(sent);
    expect(all.filter((code) => code === 200)).toHaveLength(4);
    expect((await post(traceRequest())).status).toBe(200);
    expect(receivers.counters.read().total).toMatchObject({ refused: { overloaded: 4 } });
  });

  it("bodies in progress are bounded in bytes; a lone one always passes", async () => {
    const stalled = Promise.withResolvers<void>();
    const { post, receivers } = await start({
      append: () => stalled.promise,
      inflight: { maxRequests: 100, maxBytes: 1_000 },
    });
    const large = post(traceRequest(50));
    while (receivers.gate.inProgress().bytes === 0) {
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect((await post(traceRequest(50))).status).toBe(503);
    stalled.resolve();
    expect((await large).status).toBe(200);
  });

  it("senders that give up leave their places to others", async () => {
    const stalled = Promise.withResolvers<void>();
    const { receivers, client } = await start({ append: () => stalled.promise });
    const progress = async (requests: number) => {
      while (receivers.gate.inProgress().requests !== requests) {
        await new Promise((resolve) => setImmediate(resolve));
      }
    };
    const abort = new AbortController();
    const gone = fetch(`${receivers.httpUrl}/v1/traces`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: traceRequest(),
      signal: abort.signal,
    }).catch(() => "aborted");
    const called = client.call(exportPaths.traces, protobufTraceRequest());
    await progress(2);
    abort.abort();
    expect(await gone).toBe("aborted");
    await progress(1);
    client.close();
    stalled.resolve();
    await called;
    await progress(0);
  });

  it("a sender that stops in the middle of a body is given up", async () => {
    const { receivers, post } = await start();
    const socket = connect(receivers.httpPort, "127.0.0.1");
    socket.write(
      "POST /v1/traces HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{",
    );
    while (receivers.gate.inProgress().bytes === 0) {
      await new Promise((resolve) => setImmediate(resolve));
    }
    socket.destroy();
    while (receivers.gate.inProgress().requests > 0) {
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect((await post(traceRequest())).status).toBe(200);
    expect(receivers.rows).toEqual([1]);
    expect(receivers.counters.read().total.refused).toEqual({ malformed: 1 });
  });
});
