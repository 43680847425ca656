import {
  Metadata,
  Server,
  ServerCredentials,
  status as grpcStatus,
  type sendUnaryData,
  type ServerUnaryCall,
  type ServiceDefinition,
} from "@grpc/grpc-js";
import { encodeExportResponse, encodeStatus, type OtlpSignal } from "@headroom/otlp";
import type { Logger } from "pino";
import type { IngestKeyCheck } from "./key-check.ts";
import type { Receiver } from "./receiver.ts";

const servicePaths: Readonly<Record<OtlpSignal, string>> = {
  traces: "/opentelemetry.proto.collector.trace.v1.TraceService/Export",
  metrics: "/opentelemetry.proto.collector.metrics.v1.MetricsService/Export",
  logs: "/opentelemetry.proto.collector.logs.v1.LogsService/Export",
};

const passBytes = (bytes: Buffer): Buffer => bytes;

function definitionOf(path: string): ServiceDefinition {
  return {
    Export: {
      path,
      requestStream: false,
      responseStream: false,
      requestSerialize: passBytes,
      requestDeserialize: passBytes,
      responseSerialize: passBytes,
      responseDeserialize: passBytes,
    },
  };
}

export interface OtlpGrpcOptions {
  readonly receiver: Receiver;
  readonly keys: IngestKeyCheck;
  readonly maxBodyBytes: number;
  readonly log: Logger;
}

type Call = ServerUnaryCall<Buffer, Buffer>;
type Reply = sendUnaryData<Buffer>;

/** The OTLP/gRPC receiver. Messages stay bytes: no object tree is built. */
export function createOtlpGrpc(options: OtlpGrpcOptions): Server {
  const server = new Server({
    "grpc.max_receive_message_length": options.maxBodyBytes,
    "grpc.max_concurrent_streams": 256,
    "grpc.keepalive_time_ms": 60_000,
  });
  for (const [signal, path] of Object.entries(servicePaths) as [OtlpSignal, string][]) {
    server.addService(definitionOf(path), {
      Export: (call: Call, reply: Reply) => {
        handle(signal, call, reply, options).catch((error: unknown) => {
          options.log.error({ err: error }, "OTLP request failed");
          fail(
            reply,
            grpcStatus.UNAVAILABLE,
            "Something failed inside Headroom; send again.",
            5_000,
          );
        });
      },
    });
  }
  return server;
}

async function handle(
  signal: OtlpSignal,
  call: Call,
  reply: Reply,
  options: OtlpGrpcOptions,
): Promise<void> {
  const authorization = call.metadata.get("authorization")[0]?.toString();
  if (!(await options.keys.allows(authorization))) {
    fail(reply, grpcStatus.UNAUTHENTICATED, "Send an ingest key: authorization: Bearer <key>.");
    return;
  }
  const outcome = await options.receiver.receive(signal, call.request, "protobuf");
  switch (outcome.kind) {
    case "accepted":
      reply(null, Buffer.from(encodeExportResponse(signal, "protobuf", outcome)));
      return;
    case "malformed":
      fail(reply, grpcStatus.INVALID_ARGUMENT, outcome.message);
      return;
    case "busy":
      fail(reply, grpcStatus.UNAVAILABLE, outcome.message, outcome.retryAfterMs);
  }
}

/** Ends a call with a status; a retry delay travels as RetryInfo in the status details. */
function fail(reply: Reply, code: grpcStatus, message: string, retryAfterMs?: number): void {
  const metadata = new Metadata();
  if (retryAfterMs !== undefined) {
    metadata.set(
      "grpc-status-details-bin",
      Buffer.from(encodeStatus("protobuf", { code, message, retryDelayMs: retryAfterMs })),
    );
  }
  reply({ code, details: message, metadata });
}

/** Binds a gRPC server; resolves with its port. @throws when the address is taken */
export function listenGrpc(server: Server, address: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.bindAsync(address, ServerCredentials.createInsecure(), (error, port) => {
      if (error === null) resolve(port);
      else reject(error);
    });
  });
}

/** Lets running calls end, then closes; after `limitMs` it closes hard. */
export function closeGrpc(server: Server, limitMs = 5_000): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => {
      server.forceShutdown();
      resolve();
    }, limitMs);
    server.tryShutdown(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}
