import type { OtlpEncoding } from "../batch-builder.ts";
import { WireWriter } from "../wire-writer.ts";

/** A `google.rpc.Status`: the body of a failed OTLP export. */
export interface RpcStatus {
  /** A gRPC status code, such as 3 for INVALID_ARGUMENT or 8 for RESOURCE_EXHAUSTED. */
  readonly code: number;
  readonly message: string;
  /** When the client may try again; sent as a `google.rpc.RetryInfo` detail. */
  readonly retryDelayMs?: number;
}

/** The canonical type URL; some clients compare the whole of it. */
const retryInfoType = "type.googleapis.com/google.rpc.RetryInfo";

/** Encodes a status as protobuf (also the value of `grpc-status-details-bin`) or JSON. */
export function encodeStatus(encoding: OtlpEncoding, status: RpcStatus): Uint8Array {
  return encoding === "json" ? encodeStatusJson(status) : encodeStatusProtobuf(status);
}

function encodeStatusJson({ code, message, retryDelayMs }: RpcStatus): Uint8Array {
  const details =
    retryDelayMs === undefined
      ? {}
      : { details: [{ "@type": retryInfoType, retryDelay: formatSeconds(retryDelayMs) }] };
  return new TextEncoder().encode(JSON.stringify({ code, message, ...details }));
}

function encodeStatusProtobuf({ code, message, retryDelayMs }: RpcStatus): Uint8Array {
  const writer = new WireWriter();
  if (code !== 0) writer.varint(1, BigInt(code));
  if (message !== "") writer.text(2, message);
  if (retryDelayMs !== undefined) {
    const detail = encodeRetryInfo(retryDelayMs);
    writer.message(3, () => {
      writer.text(1, retryInfoType);
      writer.raw(2, detail);
    });
  }
  return writer.take();
}

function encodeRetryInfo(retryDelayMs: number): Uint8Array {
  const wholeMs = Math.max(0, Math.round(retryDelayMs));
  const writer = new WireWriter();
  writer.message(1, () => {
    const seconds = Math.floor(wholeMs / 1000);
    const nanos = (wholeMs % 1000) * 1_000_000;
    if (seconds > 0) writer.varint(1, BigInt(seconds));
    if (nanos > 0) writer.varint(2, BigInt(nanos));
  });
  return writer.take();
}

/** A protobuf Duration in JSON: decimal seconds with an s. */
function formatSeconds(retryDelayMs: number): string {
  return `${Math.max(0, Math.round(retryDelayMs)) / 1000}s`;
}
