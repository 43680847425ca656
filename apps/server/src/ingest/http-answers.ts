import type { FastifyReply, FastifyRequest } from "fastify";
import { encodeStatus, type OtlpEncoding } from "@headroom/otlp";
import { refusalStatus, type Refusal } from "./refusal.ts";

const JSON_TYPE = "application/json";
const PROTOBUF_TYPE = "application/x-protobuf";

/** What a request may be encoded as, in words. */
export const acceptedTypes = `${PROTOBUF_TYPE} or ${JSON_TYPE}`;

/** The encoding that the content type names; parameters don't matter. Undefined for others. */
export function encodingOf(request: FastifyRequest): OtlpEncoding | undefined {
  const type = request.headers["content-type"]?.split(";")[0]?.trim().toLowerCase();
  if (type === PROTOBUF_TYPE) return "protobuf";
  return type === JSON_TYPE ? "json" : undefined;
}

/** Sends a body in the encoding of the request. */
export function send(
  reply: FastifyReply,
  status: number,
  encoding: OtlpEncoding,
  body: Uint8Array,
): FastifyReply {
  return reply
    .status(status)
    .type(encoding === "json" ? JSON_TYPE : PROTOBUF_TYPE)
    .send(Buffer.from(body.buffer, body.byteOffset, body.byteLength));
}

/** Answers with a google.rpc.Status in the encoding of the request, as OTLP asks. */
export function sendStatus(
  request: FastifyRequest,
  reply: FastifyReply,
  httpStatus: number,
  status: { readonly code: number; readonly message: string; readonly retryDelayMs?: number },
): FastifyReply {
  const encoding = encodingOf(request) ?? "json";
  const { retryDelayMs } = status;
  if (retryDelayMs !== undefined) {
    void reply.header("retry-after", Math.max(1, Math.ceil(retryDelayMs / 1_000)));
  }
  return send(reply, httpStatus, encoding, encodeStatus(encoding, status));
}

/** Answers with a refusal. */
export function sendRefusal(
  request: FastifyRequest,
  reply: FastifyReply,
  { reason, message, retryAfterMs }: Refusal,
): FastifyReply {
  const { http, rpc } = refusalStatus[reason];
  // What is left of such a body is not worth reading.
  if (reason === "too_large") void reply.header("connection", "close");
  return sendStatus(request, reply, http, {
    code: rpc,
    message,
    ...(retryAfterMs === undefined ? {} : { retryDelayMs: retryAfterMs }),
  });
}
