import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from "fastify";
import {
  encodeExportResponse,
  encodeStatus,
  type OtlpEncoding,
  type OtlpSignal,
} from "@headroom/otlp";
import type { Logger } from "pino";
import { decompress } from "./decompress.ts";
import type { IngestKeyCheck } from "./key-check.ts";
import type { Received, Receiver } from "./receiver.ts";

export interface OtlpHttpOptions {
  readonly receiver: Receiver;
  readonly keys: IngestKeyCheck;
  /** Limit of a body as sent and again of the same body unpacked. */
  readonly maxBodyBytes: number;
  readonly log: Logger;
}

const signals: readonly OtlpSignal[] = ["traces", "metrics", "logs"];
/** google.rpc.Code numbers that OTLP answers use. */
const statusCodes = {
  INVALID_ARGUMENT: 3,
  UNIMPLEMENTED: 12,
  UNAVAILABLE: 14,
  UNAUTHENTICATED: 16,
};
type StatusCode = keyof typeof statusCodes;

const JSON_TYPE = "application/json";
const PROTOBUF_TYPE = "application/x-protobuf";

/** The OTLP/HTTP receiver: POST /v1/traces, /v1/metrics and /v1/logs, protobuf or JSON. */
export function createOtlpHttp(options: OtlpHttpOptions): FastifyInstance {
  const server = fastify({
    bodyLimit: options.maxBodyBytes,
    requestTimeout: 30_000,
    connectionTimeout: 60_000,
    keepAliveTimeout: 75_000,
    forceCloseConnections: "idle",
  });
  server.removeAllContentTypeParsers();
  server.addContentTypeParser("*", { parseAs: "buffer" }, (_request, body, done) => {
    done(null, body);
  });
  for (const signal of signals) {
    server.post(`/v1/${signal}`, (request, reply) => handle(signal, request, reply, options));
  }
  server.setNotFoundHandler((request, reply) =>
    fail(request, reply, 404, "UNIMPLEMENTED", "Post OTLP to /v1/traces, /v1/metrics or /v1/logs."),
  );
  server.setErrorHandler((error: Error & { statusCode?: number }, request, reply) => {
    if (error.statusCode === 413) {
      return fail(request, reply, 413, "INVALID_ARGUMENT", tooLarge(options.maxBodyBytes));
    }
    if (error.statusCode !== undefined && error.statusCode < 500) {
      return fail(request, reply, error.statusCode, "INVALID_ARGUMENT", error.message);
    }
    options.log.error({ err: error }, "OTLP request failed");
    return fail(
      request,
      reply,
      503,
      "UNAVAILABLE",
      "Something failed inside Headroom; send again.",
      5_000,
    );
  });
  return server;
}

async function handle(
  signal: OtlpSignal,
  request: FastifyRequest,
  reply: FastifyReply,
  options: OtlpHttpOptions,
): Promise<FastifyReply> {
  if (!(await options.keys.allows(request.headers.authorization))) {
    return fail(
      request,
      reply,
      401,
      "UNAUTHENTICATED",
      "Send an ingest key: Authorization: Bearer <key>.",
    );
  }
  const encoding = encodingOf(request);
  if (encoding === undefined) {
    return fail(request, reply, 415, "INVALID_ARGUMENT", `Send ${PROTOBUF_TYPE} or ${JSON_TYPE}.`);
  }
  const raw = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
  const unpacked = await decompress(raw, request.headers["content-encoding"], options.maxBodyBytes);
  if (!unpacked.ok) {
    switch (unpacked.reason) {
      case "unsupported":
        return fail(
          request,
          reply,
          415,
          "INVALID_ARGUMENT",
          "Use the content encoding gzip, deflate, zstd or none.",
        );
      case "too_large":
        return fail(request, reply, 413, "INVALID_ARGUMENT", tooLarge(options.maxBodyBytes));
      case "corrupt":
        return fail(request, reply, 400, "INVALID_ARGUMENT", "The body could not be decompressed.");
    }
  }
  const outcome = await options.receiver.receive(signal, unpacked.bytes, encoding);
  return answer(signal, encoding, outcome, request, reply);
}

function answer(
  signal: OtlpSignal,
  encoding: OtlpEncoding,
  outcome: Received,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  switch (outcome.kind) {
    case "accepted":
      return reply
        .status(200)
        .type(encoding === "json" ? JSON_TYPE : PROTOBUF_TYPE)
        .send(Buffer.from(encodeExportResponse(signal, encoding, outcome)));
    case "malformed":
      return fail(request, reply, 400, "INVALID_ARGUMENT", outcome.message);
    case "busy":
      return fail(request, reply, 503, "UNAVAILABLE", outcome.message, outcome.retryAfterMs);
  }
}

/** Answers with a google.rpc.Status in the encoding of the request, as OTLP asks. */
function fail(
  request: FastifyRequest,
  reply: FastifyReply,
  httpStatus: number,
  code: StatusCode,
  message: string,
  retryAfterMs?: number,
): FastifyReply {
  const encoding = encodingOf(request) ?? "json";
  if (retryAfterMs !== undefined) void reply.header("retry-after", Math.ceil(retryAfterMs / 1_000));
  return reply
    .status(httpStatus)
    .type(encoding === "json" ? JSON_TYPE : PROTOBUF_TYPE)
    .send(
      Buffer.from(
        encodeStatus(encoding, {
          code: statusCodes[code],
          message,
          ...(retryAfterMs === undefined ? {} : { retryDelayMs: retryAfterMs }),
        }),
      ),
    );
}

function encodingOf(request: FastifyRequest): OtlpEncoding | undefined {
  const type = request.headers["content-type"]?.split(";")[0]?.trim().toLowerCase();
  if (type === PROTOBUF_TYPE) return "protobuf";
  return type === JSON_TYPE ? "json" : undefined;
}

function tooLarge(maxBytes: number): string {
  return `The body is larger than ${maxBytes} bytes. Send smaller batches, or raise HEADROOM_MAX_BODY_BYTES.`;
}
