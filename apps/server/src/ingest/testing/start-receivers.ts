import type { AddressInfo } from "node:net";
import type { NativeBlock } from "@headroom/otlp";
import pino from "pino";
import { IngestCounters } from "../ingest-counters.ts";
import { IngestGate } from "../gate.ts";
import type { InflightLimits } from "../inflight.ts";
import { IngestKeyCheck, type FindStoredKey } from "../key-check.ts";
import { closeGrpc, createOtlpGrpc, listenGrpc } from "../otlp-grpc.ts";
import { createOtlpHttp } from "../otlp-http.ts";
import { Receiver } from "../receiver.ts";

/** Both receivers on free loopback ports, in front of a disk that the test controls. */
export async function startReceivers(
  options: {
    append?: (blocks: readonly NativeBlock[]) => Promise<void>;
    keyRequired?: boolean;
    findStored?: FindStoredKey;
    now?: () => number;
    maxBodyBytes?: number;
    corsOrigins?: readonly string[];
    inflight?: InflightLimits;
    maxPendingBytes?: number;
  } = {},
) {
  const now = options.now ?? (() => 0);
  const rows: number[] = [];
  const append =
    options.append ??
    ((blocks: readonly NativeBlock[]) => {
      rows.push(...blocks.map((block) => block.rows));
      return Promise.resolve();
    });
  const counters = new IngestCounters();
  const keys = new IngestKeyCheck({
    configuredKey: undefined,
    required: options.keyRequired ?? false,
    findStored: options.findStored ?? (() => Promise.resolve(null)),
    now,
  });
  const gate = new IngestGate({
    keys,
    counters,
    now,
    ...(options.inflight === undefined ? {} : { limits: options.inflight }),
  });
  const shared = {
    receiver: new Receiver({ append }, () => 0n, {
      maxPendingBytes: options.maxPendingBytes ?? 128 << 20,
    }),
    gate,
    maxBodyBytes: options.maxBodyBytes ?? 1 << 20,
    log: pino({ level: "silent" }),
  };
  const http = createOtlpHttp({ ...shared, corsOrigins: options.corsOrigins ?? [] });
  await http.listen({ host: "127.0.0.1", port: 0 });
  const grpc = createOtlpGrpc(shared);
  const grpcPort = await listenGrpc(grpc, "127.0.0.1:0");
  const { port } = http.server.address() as AddressInfo;
  return {
    httpUrl: `http://127.0.0.1:${port}`,
    httpPort: port,
    grpcAddress: `127.0.0.1:${grpcPort}`,
    /** Rows of each block that was appended by the default disk. */
    rows,
    counters,
    gate,
    stop: async () => {
      await http.close();
      await closeGrpc(grpc, 1_000);
    },
  };
}
