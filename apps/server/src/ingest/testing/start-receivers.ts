import type { NativeBlock } from "@headroom/otlp";
import pino from "pino";
import { IngestCounters } from "../ingest-counters.ts";
import { IngestGate } from "../gate.ts";
import type { InflightLimits } from "../inflight.ts";
import { IngestKeyCheck, type FindStoredKey } from "../key-check.ts";
import { ConnectionLimit } from "../connection-limits.ts";
import { listenGrpc } from "../listen-grpc.ts";
import { listenHttp } from "../listen-http.ts";
import { createOtlpGrpc } from "../otlp-grpc.ts";
import { createOtlpHttp } from "../otlp-http.ts";
import { Receiver } from "../receiver.ts";
import type { TlsPaths } from "../tls-files.ts";
import { TlsIdentity } from "../tls-identity.ts";

interface ReceiversOptions {
  append?: (blocks: readonly NativeBlock[]) => Promise<void>;
  keyRequired?: boolean;
  findStored?: FindStoredKey;
  now?: () => number;
  maxBodyBytes?: number;
  corsOrigins?: readonly string[];
  inflight?: InflightLimits;
  maxPendingBytes?: number;
  tls?: TlsIdentity;
  maxConnections?: number;
}

/** Both receivers on free loopback ports, in front of a disk that the test controls. */
export async function startReceivers(options: ReceiversOptions = {}) {
  const now = options.now ?? (() => 0);
  const rows: number[] = [];
  const append =
    options.append ??
    ((blocks: readonly NativeBlock[]) => {
      rows.push(...blocks.map((block) => block.rows));
      return Promise.resolve();
    });
  const counters = new IngestCounters();
  const gate = createGate(options, counters, now);
  const shared = {
    receiver: new Receiver({ append }, () => 0n, {
      maxPendingBytes: options.maxPendingBytes ?? 128 << 20,
    }),
    gate,
    maxBodyBytes: options.maxBodyBytes ?? 1 << 20,
    log: pino({ level: "silent" }),
  };
  const { tls } = options;
  const limits = { maxConnections: options.maxConnections ?? 100, gate, now, log: shared.log };
  const http = await listenHttp(
    createOtlpHttp({ ...shared, tls, corsOrigins: options.corsOrigins ?? [] }),
    {
      host: "127.0.0.1",
      port: 0,
      limit: new ConnectionLimit({ ...limits, name: "OTLP/HTTP" }),
    },
  );
  const grpc = await listenGrpc(createOtlpGrpc(shared), {
    host: "127.0.0.1",
    port: 0,
    tls,
    limit: new ConnectionLimit({ ...limits, name: "OTLP/gRPC" }),
  });
  const { port } = http;
  return {
    httpUrl: `${tls === undefined ? "http" : "https"}://127.0.0.1:${port}`,
    httpPort: port,
    grpcAddress: `127.0.0.1:${grpc.port}`,
    /** Rows of each block that was appended by the default disk. */
    rows,
    counters,
    gate,
    stop: async () => {
      await http.close(1_000);
      await grpc.close(1_000);
    },
  };
}

function createGate(options: ReceiversOptions, counters: IngestCounters, now: () => number) {
  const keys = new IngestKeyCheck({
    configuredKey: undefined,
    required: options.keyRequired ?? false,
    findStored: options.findStored ?? (() => Promise.resolve(null)),
    now,
  });
  const { inflight } = options;
  return new IngestGate({
    keys,
    counters,
    now,
    ...(inflight === undefined ? {} : { limits: inflight }),
  });
}

/** A certificate from files, and the warnings about them as they come. */
export async function openTestIdentity(
  paths: TlsPaths,
): Promise<{ tls: TlsIdentity; problems: readonly string[] }> {
  const problems: string[] = [];
  const log = pino({ level: "warn" }, { write: (line: string) => void problems.push(line) });
  return { tls: await TlsIdentity.open(paths, log), problems };
}
