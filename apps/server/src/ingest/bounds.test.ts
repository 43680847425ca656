import { once } from "node:events";
import { connect as connectHttp2 } from "node:http2";
import { connect, type Socket } from "node:net";
import { gzipSync, zstdCompressSync } from "node:zlib";
import { status } from "@grpc/grpc-js";
import { afterEach, describe, expect, it } from "vitest";
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
  const inProgress = async (isReached: (bytes: number, requests: number) => boolean) => {
    for (;;) {
      const { bytes, requests } = receivers.gate.inProgress();
      if (isReached(bytes, requests)) return;
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  return { receivers, inProgress };
}

/** Opens a call by hand, so that a message can be sent in pieces and encoded at will. */
function openCall(address: string, headers: Record<string, string> = {}) {
  const session = connectHttp2(`http://${address}`);
  cleanUps.push(() => session.destroy());
  const stream = session.request({
    ":method": "POST",
    ":path": exportPaths.traces,
    "content-type": "application/grpc",
    te: "trailers",
    ...headers,
  });
  stream.resume();
  const answer = new Promise<number>((resolve) => {
    const read = (found: Record<string, unknown>): void => {
      if (found["grpc-status"] !== undefined) resolve(Number(found["grpc-status"]));
    };
    stream.on("response", read);
    stream.on("trailers", read);
    stream.on("error", () => resolve(-1));
  });
  return { stream, answer };
}

function frame(message: Buffer, isCompressed: boolean): Buffer {
  const head = Buffer.alloc(5);
  head.writeUInt8(isCompressed ? 1 : 0);
  head.writeUInt32BE(message.length, 1);
  return Buffer.concat([head, message]);
}

describe("gRPC messages that are being read", () => {
  it("count as bytes in progress before they are complete, and are shed beyond the limit", async () => {
    const { receivers, inProgress } = await start({
      inflight: { maxRequests: 100, maxBytes: 10_000 },
    });
    const message = frame(Buffer.alloc(9_000), false);
    const first = openCall(receivers.grpcAddress);
    first.stream.write(message.subarray(0, 8_000));
    await inProgress((bytes) => bytes === 8_000);
    const second = openCall(receivers.grpcAddress);
    second.stream.write(message.subarray(0, 8_000));
    expect(await second.answer).toBe(status.UNAVAILABLE);
    expect(receivers.gate.inProgress()).toEqual({ requests: 1, bytes: 8_000 });
    first.stream.destroy();
    await inProgress((bytes, requests) => bytes === 0 && requests === 0);
    expect(receivers.counters.read().total.refused).toEqual({ overloaded: 1 });
  });

  it("are unpacked within the same limit", async () => {
    const { receivers, inProgress } = await start({
      maxBodyBytes: 64 << 20,
      inflight: { maxRequests: 100, maxBytes: 1 << 20 },
    });
    const held = openCall(receivers.grpcAddress);
    held.stream.write(frame(Buffer.alloc(1_000), false).subarray(0, 500));
    await inProgress((bytes) => bytes > 0);
    const bomb = openCall(receivers.grpcAddress, { "grpc-encoding": "gzip" });
    bomb.stream.end(frame(gzipSync(Buffer.alloc(32 << 20)), true));
    expect(await bomb.answer).toBe(status.UNAVAILABLE);
  });

  it.each([
    ["gzip", true, gzipSync],
    ["zstd", true, zstdCompressSync],
    // A sender that names an encoding may still leave a message as it is.
    ["gzip", false, (message: Buffer) => message],
  ] as const)("may be compressed by %s: %s", async (encoding, isCompressed, encode) => {
    const { receivers } = await start();
    const call = openCall(receivers.grpcAddress, { "grpc-encoding": encoding });
    call.stream.end(frame(encode(protobufTraceRequest()), isCompressed));
    expect(await call.answer).toBe(status.OK);
    expect(receivers.rows).toEqual([1]);
    expect(receivers.gate.inProgress()).toEqual({ requests: 0, bytes: 0 });
  });

  it("in an unknown encoding are UNIMPLEMENTED, and broken ones INVALID_ARGUMENT", async () => {
    const { receivers } = await start();
    const unknown = openCall(receivers.grpcAddress, { "grpc-encoding": "br" });
    unknown.stream.end(frame(Buffer.from("x"), true));
    expect(await unknown.answer).toBe(status.UNIMPLEMENTED);
    const broken = openCall(receivers.grpcAddress, { "grpc-encoding": "gzip" });
    broken.stream.end(frame(Buffer.from("x"), true));
    expect(await broken.answer).toBe(status.INVALID_ARGUMENT);
  });
});

describe("HTTP bodies", () => {
  it("are unpacked within the limit of bytes in progress", async () => {
    const { receivers, inProgress } = await start({
      maxBodyBytes: 64 << 20,
      inflight: { maxRequests: 100, maxBytes: 1 << 20 },
    });
    const socket = connect(receivers.httpPort, "127.0.0.1");
    cleanUps.push(() => socket.destroy());
    socket.write(
      "POST /v1/traces HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{",
    );
    await inProgress((bytes) => bytes > 0);
    const answer = await fetch(`${receivers.httpUrl}/v1/traces`, {
      method: "POST",
      headers: { "content-type": "application/json", "content-encoding": "gzip" },
      body: gzipSync(Buffer.alloc(32 << 20)),
    });
    expect(answer.status).toBe(503);
    expect(answer.headers.get("retry-after")).toBe("1");
  });
});

describe("connections", () => {
  const open = async (port: number): Promise<Socket> => {
    const socket = connect(port, "127.0.0.1");
    socket.on("error", () => undefined);
    cleanUps.push(() => socket.destroy());
    await once(socket, "connect");
    return socket;
  };

  it("beyond the limit are closed at once and counted; a place that gets free is taken", async () => {
    const { receivers } = await start({ maxConnections: 2 });
    const grpcPort = Number(receivers.grpcAddress.split(":")[1]);
    for (const port of [receivers.httpPort, grpcPort]) {
      const kept = [await open(port), await open(port)];
      const dropped = await open(port);
      await once(dropped, "close");
      expect(kept.map((socket) => socket.closed)).toEqual([false, false]);
      for (const socket of kept) socket.destroy();
    }
    expect(receivers.counters.read().total.refused).toEqual({ overloaded: 2 });
    for (;;) {
      const sent = await fetch(`${receivers.httpUrl}/v1/traces`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: traceRequest(),
      }).catch(() => undefined);
      if (sent?.status === 200) break;
    }
    const client = createGrpcClient(receivers.grpcAddress);
    cleanUps.push(() => client.close());
    for (;;) {
      const outcome = await client.call(exportPaths.traces, protobufTraceRequest());
      if (outcome.ok) break;
    }
  });
});
