import type { MetadataStore } from "@headroom/metadata-store";
import type { TelemetryStore } from "@headroom/telemetry-store";
import type { Logger } from "pino";
import type { Config } from "../config/load.ts";
import type { LifecycleStack } from "../lifecycle/stack.ts";
import { describeListenError } from "../lifecycle/listen-error.ts";
import { IngestGate } from "./gate.ts";
import { IngestCounters } from "./ingest-counters.ts";
import { IngestKeyCheck } from "./key-check.ts";
import { closeGrpc, createOtlpGrpc, listenGrpc } from "./otlp-grpc.ts";
import { createOtlpHttp } from "./otlp-http.ts";
import { Receiver } from "./receiver.ts";

/**
 * Starts both OTLP receivers; stopping lets running requests finish.
 * @returns the counts of what they take and refuse
 */
export async function startIngest(options: {
  config: Config;
  metadata: MetadataStore;
  telemetry: TelemetryStore;
  now: () => number;
  log: Logger;
  stack: LifecycleStack;
}): Promise<{ readonly counters: IngestCounters }> {
  const { config, metadata, telemetry, now, log, stack } = options;
  const { ports, host, ingest, isLoopback } = config;
  const receiver = new Receiver(telemetry, () => BigInt(now()) * 1_000_000n);
  const keys = new IngestKeyCheck({
    configuredKey: ingest.key,
    required: !isLoopback || ingest.key !== undefined,
    findStored: (key) => metadata.ingestKeys.verify({ key, nowMs: now() }),
    now,
  });
  const counters = new IngestCounters();
  const gate = new IngestGate({ keys, counters, now });
  const shared = { receiver, gate, maxBodyBytes: ingest.maxBodyBytes, log };

  const http = createOtlpHttp({ ...shared, corsOrigins: ingest.corsOrigins });
  await http.listen({ host, port: ports.otlpHttp }).catch((error: unknown) => {
    throw describeListenError(error, host, ports.otlpHttp, "HEADROOM_OTLP_HTTP_PORT");
  });
  stack.push("OTLP/HTTP", () => http.close());

  const grpc = createOtlpGrpc(shared);
  await listenGrpc(grpc, `${bracket(host)}:${ports.otlpGrpc}`).catch((error: unknown) => {
    throw describeListenError(error, host, ports.otlpGrpc, "HEADROOM_OTLP_GRPC_PORT");
  });
  stack.push("OTLP/gRPC", () => closeGrpc(grpc));
  log.info({ http: ports.otlpHttp, grpc: ports.otlpGrpc }, "receiving OTLP");
  return { counters };
}

function bracket(host: string): string {
  return host.includes(":") ? `[${host}]` : host;
}
