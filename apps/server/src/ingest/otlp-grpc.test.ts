import { status } from "@grpc/grpc-js";
import { encodeStatus } from "@headroom/otlp";
import { afterEach, describe, expect, it } from "vitest";
import { createGrpcClient } from "./testing/call-grpc.ts";
import { exportPaths, protobufTraceRequest } from "./testing/requests.ts";
import { startReceivers } from "./testing/start-receivers.ts";

const cleanUps: (() => unknown)[] = [];

afterEach(async () => {
  for (const each of cleanUps.splice(0).toReversed()) await each();
});

async function start(options?: Parameters<typeof startReceivers>[0], compression?: "gzip") {
  const receivers = await startReceivers(options);
  cleanUps.push(() => receivers.stop());
  const client = createGrpcClient(receivers.grpcAddress, compression);
  cleanUps.push(() => client.close());
  return { receivers, client };
}

describe("OTLP/gRPC", () => {
  it.each([undefined, "gzip" as const])("takes spans, compression %s", async (compression) => {
    const { receivers, client } = await start({}, compression);
    const outcome = await client.call(exportPaths.traces, protobufTraceRequest());
    expect(outcome).toEqual({ ok: true, bytes: Buffer.alloc(0) });
    expect(receivers.rows).toEqual([1]);
    expect(receivers.gate.inProgress()).toEqual({ requests: 0, bytes: 0 });
  });

  it.each(Object.values(exportPaths))("takes an empty request to %s", async (path) => {
    const { client } = await start();
    expect((await client.call(path, Buffer.alloc(0))).ok).toBe(true);
  });

  it("refuses garbage for good", async () => {
    const { receivers, client } = await start();
    const outcome = await client.call(exportPaths.traces, Buffer.from([255, 255]));
    expect(outcome).toMatchObject({ ok: false, code: status.INVALID_ARGUMENT, status: undefined });
    expect(receivers.counters.read().total.refused).toEqual({ malformed: 1 });
  });

  it("refuses an unknown service with UNIMPLEMENTED", async () => {
    const { client } = await start();
    const outcome = await client.call("/a.b.Nothing/Export", Buffer.alloc(0));
    expect(outcome).toMatchObject({ ok: false, code: status.UNIMPLEMENTED });
  });

  it.each([undefined, "gzip" as const])(
    "a message over the limit is RESOURCE_EXHAUSTED without RetryInfo, compression %s",
    async (compression) => {
      const { receivers, client } = await start({ maxBodyBytes: 10_000 }, compression);
      const outcome = await client.call(exportPaths.traces, Buffer.alloc(100_000));
      expect(outcome).toMatchObject({
        ok: false,
        code: status.RESOURCE_EXHAUSTED,
        status: undefined,
      });
      // The connection and the gate are free again.
      expect((await client.call(exportPaths.traces, protobufTraceRequest())).ok).toBe(true);
      expect(receivers.gate.inProgress()).toEqual({ requests: 0, bytes: 0 });
    },
  );

  it("asks for a key where one is needed", async () => {
    const { receivers, client } = await start({ keyRequired: true });
    const outcome = await client.call(exportPaths.traces, protobufTraceRequest());
    expect(outcome).toMatchObject({ ok: false, code: status.UNAUTHENTICATED });
    expect(receivers.counters.read().byKey["unknown"]?.refused).toEqual({ unauthenticated: 1 });
  });

  it("a disk that fails is UNAVAILABLE with RetryInfo", async () => {
    const { client } = await start({ append: () => Promise.reject(new Error("EIO")) });
    const outcome = await client.call(exportPaths.traces, protobufTraceRequest());
    expect(outcome).toMatchObject({ ok: false, code: status.UNAVAILABLE });
    const message = outcome.ok ? "" : outcome.details;
    expect(outcome.ok ? undefined : outcome.status).toEqual(
      Buffer.from(encodeStatus("protobuf", { code: 14, message, retryDelayMs: 5_000 })),
    );
  });

  it("a lookup that fails is UNAVAILABLE, so that the sender keeps its data", async () => {
    const { receivers, client } = await start({
      keyRequired: true,
      findStored: () => Promise.reject(new Error("no database")),
    });
    const outcome = await client.call(exportPaths.traces, protobufTraceRequest(), "Bearer abc");
    expect(outcome).toMatchObject({ ok: false, code: status.UNAVAILABLE });
    expect(receivers.gate.inProgress()).toEqual({ requests: 0, bytes: 0 });
  });
});
