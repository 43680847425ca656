import {
  Metadata,
  Server,
  ServerInterceptingCall,
  type sendUnaryData,
  type ServerInterceptor,
  type ServerUnaryCall,
  type ServiceDefinition,
} from "@grpc/grpc-js";
import { encodeExportResponse, encodeStatus, type OtlpSignal } from "@headroom/otlp";
import type { Logger } from "pino";
import { decompress } from "./decompress.ts";
import type { Entry, IngestGate } from "./gate.ts";
import { watchMessage, type ArrivingMessage } from "./grpc-message.ts";
import type { Receiver } from "./receiver.ts";
import {
  failedRefusal,
  overloadedRefusal,
  refusalStatus,
  slowBody,
  unpackRefusal,
  type Refusal,
} from "./refusal.ts";

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

/** A call that was let in. */
interface Admitted {
  readonly entry: Entry;
  readonly message: ArrivingMessage;
}

/** Streams that one connection may have open; calls beyond them wait at the sender. */
const MAX_STREAMS = 256;
/** Time for a message to arrive. */
const MESSAGE_LIMIT_MS = 30_000;
const IDLE_LIMIT_MS = 5 * 60_000;
const PING_EVERY_MS = 60_000;

/** The OTLP/gRPC receiver. Messages stay bytes: no object tree is built. */
export function createOtlpGrpc(options: OtlpGrpcOptions): Server {
  const admitted = new WeakMap<Metadata, Admitted>();
  const server = new Server({
    "grpc.max_receive_message_length": options.maxBodyBytes,
    "grpc.max_concurrent_streams": MAX_STREAMS,
    "grpc.max_connection_idle_ms": IDLE_LIMIT_MS,
    "grpc.keepalive_time_ms": PING_EVERY_MS,
    "grpc.enable_channelz": 0,
    interceptors: [admitCalls(options, admitted)],
  });
  for (const [signal, path] of Object.entries(servicePaths) as [OtlpSignal, string][]) {
    server.addService(definitionOf(path), {
      Export: (call: Call, reply: Reply) => {
        const found = admitted.get(call.metadata);
        if (found === undefined) return reply(statusOf(failedRefusal));
        handle(signal, call.request, found, options).then(
          (answer) => (Buffer.isBuffer(answer) ? reply(null, answer) : reply(statusOf(answer))),
          (error: unknown) => {
            options.log.error({ err: error }, "OTLP request failed");
            reply(statusOf(options.gate.refuse(found.entry.sender.id, failedRefusal)));
          },
        );
      },
    });
  }
  return server;
}

/** Lets a call in by its metadata, before its message is read, and bounds the reading. */
function admitCalls(
  options: OtlpGrpcOptions,
  admitted: WeakMap<Metadata, Admitted>,
): ServerInterceptor {
  const { gate, log } = options;
  return (_method, call) => {
    let entry: Entry | undefined;
    let limit: NodeJS.Timeout | undefined;
    let isOver = false;
    const leave = (): void => {
      isOver = true;
      clearTimeout(limit);
      entry?.inflight.leave();
    };
    const refuse = (refusal: Refusal): void => {
      leave();
      call.sendStatus(statusOf(refusal));
    };
    const letIn = (metadata: Metadata, found: Entry): void => {
      const no = (refusal: Refusal): void => refuse(gate.refuse(found.sender.id, refusal));
      const message = watchMessage(call, (bytes) => {
        if (isOver) return false;
        if (found.inflight.hold(bytes)) return true;
        no(overloadedRefusal);
        return false;
      });
      admitted.set(metadata, { entry: found, message });
      limit = setTimeout(() => no(slowBody), MESSAGE_LIMIT_MS);
    };
    return new ServerInterceptingCall(call, {
      start: (next) =>
        next({
          onReceiveMetadata: (metadata, pass) => {
            gate.enter(metadata.get("authorization")[0]?.toString()).then(
              (result) => {
                if ("reason" in result) return call.sendStatus(statusOf(result));
                entry = result;
                // The sender may have gone while its key was looked up.
                if (isOver) return result.inflight.leave();
                letIn(metadata, result);
                return pass(metadata);
              },
              (error: unknown) => {
                log.error({ err: error }, "OTLP request failed");
                call.sendStatus(statusOf(failedRefusal));
              },
            );
          },
          onReceiveMessage: (message, pass) => {
            clearTimeout(limit);
            pass(message);
          },
          // Comes at the end of every call, however it ended.
          onCancel: leave,
        }),
      sendStatus: (status, next) => {
        leave();
        next(status);
      },
    });
  };
}

async function handle(
  signal: OtlpSignal,
  bytes: Buffer,
  { entry, message }: Admitted,
  options: OtlpGrpcOptions,
): Promise<Buffer | Refusal> {
  const { gate, receiver, maxBodyBytes } = options;
  const unpacked = await unpack(bytes, entry, message, maxBodyBytes);
  if (!Buffer.isBuffer(unpacked)) return gate.refuse(entry.sender.id, unpacked);
  const outcome = await receiver.receive(signal, unpacked, "protobuf");
  const refusal = gate.settle(entry, unpacked.length, outcome);
  if (refusal !== undefined) return refusal;
  const { rejected, message: hint } =
    outcome.kind === "accepted" ? outcome : { rejected: 0, message: "" };
  return Buffer.from(encodeExportResponse(signal, "protobuf", { rejected, message: hint }));
}

async function unpack(
  bytes: Buffer,
  { inflight }: Entry,
  message: ArrivingMessage,
  maxBodyBytes: number,
): Promise<Buffer | Refusal> {
  const encoding = message.encoding();
  if (encoding === undefined) return bytes;
  const unpacked = await decompress(bytes, encoding, maxBodyBytes, inflight.hold);
  return unpacked.ok ? unpacked.bytes : unpackRefusal(unpacked.reason, maxBodyBytes);
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
