import {
  Metadata,
  Server,
  ServerCredentials,
  ServerInterceptingCall,
  type sendUnaryData,
  type ServerInterceptor,
  type ServerUnaryCall,
  type ServiceDefinition,
} from "@grpc/grpc-js";
import { encodeExportResponse, encodeStatus, type OtlpSignal } from "@headroom/otlp";
import type { Logger } from "pino";
import type { Entry, IngestGate } from "./gate.ts";
import type { Receiver } from "./receiver.ts";
import { failedRefusal, overloadedRefusal, refusalStatus, type Refusal } from "./refusal.ts";

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
  readonly gate: IngestGate;
  readonly maxBodyBytes: number;
  readonly log: Logger;
}

type Call = ServerUnaryCall<Buffer, Buffer>;
type Reply = sendUnaryData<Buffer>;

/** The OTLP/gRPC receiver. Messages stay bytes: no object tree is built. */
export function createOtlpGrpc(options: OtlpGrpcOptions): Server {
  const entries = new WeakMap<Metadata, Entry>();
  const server = new Server({
    "grpc.max_receive_message_length": options.maxBodyBytes,
    "grpc.max_concurrent_streams": 256,
    "grpc.keepalive_time_ms": 60_000,
    interceptors: [admitCalls(options, entries)],
  });
  for (const [signal, path] of Object.entries(servicePaths) as [OtlpSignal, string][]) {
    server.addService(definitionOf(path), {
      Export: (call: Call, reply: Reply) => {
        const entry = entries.get(call.metadata);
        if (entry === undefined) return reply(statusOf(failedRefusal));
        handle(signal, call, entry, options).then(
          (answer) => (Buffer.isBuffer(answer) ? reply(null, answer) : reply(statusOf(answer))),
          (error: unknown) => {
            options.log.error({ err: error }, "OTLP request failed");
            reply(statusOf(options.gate.refuse(entry.sender.id, failedRefusal)));
          },
        );
      },
    });
  }
  return server;
}

/** Lets a call in by its metadata, before its message is read. */
function admitCalls(
  options: OtlpGrpcOptions,
  entries: WeakMap<Metadata, Entry>,
): ServerInterceptor {
  return (_method, call) => {
    let entry: Entry | undefined;
    let isOver = false;
    return new ServerInterceptingCall(call, {
      start: (next) =>
        next({
          onReceiveMetadata: (metadata, pass) => {
            options.gate.enter(metadata.get("authorization")[0]?.toString()).then(
              (result) => {
                if ("reason" in result) return call.sendStatus(statusOf(result));
                entry = result;
                // The sender may have gone while its key was looked up.
                if (isOver) return result.inflight.leave();
                entries.set(metadata, result);
                return pass(metadata);
              },
              (error: unknown) => {
                options.log.error({ err: error }, "OTLP request failed");
                call.sendStatus(statusOf(failedRefusal));
              },
            );
          },
          // Comes at the end of every call, however it ended.
          onCancel: () => {
            isOver = true;
            entry?.inflight.leave();
          },
        }),
      sendStatus: (status, next) => {
        entry?.inflight.leave();
        next(status);
      },
    });
  };
}

async function handle(
  signal: OtlpSignal,
  call: Call,
  entry: Entry,
  options: OtlpGrpcOptions,
): Promise<Buffer | Refusal> {
  const { gate, receiver } = options;
  const { length } = call.request;
  if (!entry.inflight.hold(length)) return gate.refuse(entry.sender.id, overloadedRefusal);
  const outcome = await receiver.receive(signal, call.request, "protobuf");
  const refusal = gate.settle(entry, length, outcome);
  if (refusal !== undefined) return refusal;
  const { rejected, message } =
    outcome.kind === "accepted" ? outcome : { rejected: 0, message: "" };
  return Buffer.from(encodeExportResponse(signal, "protobuf", { rejected, message }));
}

/** The status that ends a refused call; a retry delay travels as RetryInfo in its details. */
function statusOf({ reason, message, retryAfterMs }: Refusal) {
  const code = refusalStatus[reason].rpc;
  const metadata = new Metadata();
  if (retryAfterMs !== undefined) {
    metadata.set(
      "grpc-status-details-bin",
      Buffer.from(encodeStatus("protobuf", { code, message, retryDelayMs: retryAfterMs })),
    );
  }
  return { code, details: message, metadata };
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
