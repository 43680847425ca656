import type { MetadataStore } from "@headroom/metadata-store";
import { SeriesGuard } from "@headroom/otlp";
import type { TelemetryStore } from "@headroom/telemetry-store";
import type { Logger } from "pino";
import { ConfigError, type Config } from "../config/load.ts";
import type { LifecycleStack } from "../lifecycle/stack.ts";
import { describeListenError } from "../lifecycle/listen-error.ts";
import { TimeGate } from "./accepted-times.ts";
import { IngestGate, type ObserveAcknowledged } from "./gate.ts";
import { IngestCounters, type ObserveRefusal } from "./ingest-counters.ts";
import { IngestKeyCheck } from "./key-check.ts";
import { ConnectionLimit } from "./connection-limits.ts";
import { listenGrpc } from "./listen-grpc.ts";
import { listenHttp } from "./listen-http.ts";
import { createOtlpGrpc } from "./otlp-grpc.ts";
import { createOtlpHttp } from "./otlp-http.ts";
import { Receiver } from "./receiver.ts";
import { createRetentionReader } from "../upkeep/retention-settings.ts";
import { TlsFilesError, type TlsPaths } from "./tls-files.ts";
import { TlsIdentity } from "./tls-identity.ts";

const SERIES_MEMORY_BYTES = 64 << 20;

/**
 * Starts both OTLP receivers; stopping lets running requests finish.
 * @returns the counts of what they take and refuse, and what is in progress
 */
export async function startIngest(options: {
  config: Config;
  metadata: MetadataStore;
  telemetry: TelemetryStore;
  now: () => number;
  log: Logger;
  stack: LifecycleStack;
  observeRefusal?: ObserveRefusal | undefined;
  observeAcknowledged?: ObserveAcknowledged | undefined;
}): Promise<{ readonly counters: IngestCounters; readonly gate: IngestGate }> {
  const { config, metadata, telemetry, now, log, stack } = options;
  const { observeAcknowledged } = options;
  const { ports, host, ingest, isLoopback } = config;
  const seriesGuard = createSeriesGuard(config);
  const times = new TimeGate(createRetentionReader(metadata, now));
  await times.refresh(now());
  const receiver = new Receiver(telemetry, () => BigInt(now()) * 1_000_000n, {
    batch: { ...config.itemLimits, seriesGuard },
    arrivalOf: (signal, nowMs) => times.arrivalOf(signal, nowMs),
  });
  const keys = new IngestKeyCheck({
    configuredKey: ingest.key,
    required: !isLoopback || ingest.key !== undefined,
    findStored: (key) => metadata.ingestKeys.verify({ key, nowMs: now() }),
    now,
  });
  const counters = new IngestCounters(now, options.observeRefusal);
  const gate = new IngestGate({ keys, counters, now, observeAcknowledged });
  const tls = ingest.tls === undefined ? undefined : await openIdentity(ingest.tls, log);
  stack.push("TLS files", () => tls?.stop());
  const shared = { receiver, gate, maxBodyBytes: ingest.maxBodyBytes, log };
  const limits = { maxConnections: ingest.maxConnections, gate, now, log };

  const http = await listenHttp(
    createOtlpHttp({ ...shared, tls, corsOrigins: ingest.corsOrigins }),
    {
      host,
      port: ports.otlpHttp,
      limit: new ConnectionLimit({ ...limits, name: "OTLP/HTTP" }),
    },
  ).catch((error: unknown) => {
    throw describeListenError(error, host, ports.otlpHttp, "HEADROOM_OTLP_HTTP_PORT");
  });
  stack.push("OTLP/HTTP", () => http.close());

  const grpc = await listenGrpc(createOtlpGrpc(shared), {
    host,
    port: ports.otlpGrpc,
    tls,
    limit: new ConnectionLimit({ ...limits, name: "OTLP/gRPC" }),
  }).catch((error: unknown) => {
    throw describeListenError(error, host, ports.otlpGrpc, "HEADROOM_OTLP_GRPC_PORT");
  });
  stack.push("OTLP/gRPC", () => grpc.close());
  tls?.watch();
  log.info({ http: ports.otlpHttp, grpc: ports.otlpGrpc }, "receiving OTLP");
  return { counters, gate };
}

/** Undefined where neither limit is set. */
function createSeriesGuard({ seriesLimits }: Config): SeriesGuard | undefined {
  const { seriesPerMetric, seriesPerService } = seriesLimits;
  return seriesPerMetric === 0 && seriesPerService === 0
    ? undefined
    : new SeriesGuard({ ...seriesLimits, maxBytes: SERIES_MEMORY_BYTES });
}

async function openIdentity(paths: TlsPaths, log: Logger): Promise<TlsIdentity> {
  try {
    const tls = await TlsIdentity.open(paths, log);
    const validUntil = new Date(tls.current().validUntilMs);
    log.info({ validUntil, clientCertificates: paths.clientCa !== undefined }, "OTLP over TLS");
    return tls;
  } catch (error) {
    throw error instanceof TlsFilesError ? new ConfigError([error.message]) : error;
  }
}
