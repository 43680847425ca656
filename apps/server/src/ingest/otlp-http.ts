import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from "fastify";
import { encodeExportResponse, type OtlpSignal } from "@headroom/otlp";
import type { Logger } from "pino";
import { installCors, type CorsOrigins } from "./http-cors.ts";
import { decompress, isKnownEncoding } from "./decompress.ts";
import type { Entry, IngestGate } from "./gate.ts";
import { acceptedTypes, encodingOf, send, sendRefusal, sendStatus } from "./http-answers.ts";
import { BodyPool } from "./body-pool.ts";
import { readBody, type UnreadBody } from "./read-body.ts";
import type { Receiver } from "./receiver.ts";
import {
  failedRefusal,
  overloadedRefusal,
  rpcCodes,
  tooLargeRefusal,
  unpackRefusal,
  unsupportedEncoding,
  type Refusal,
} from "./refusal.ts";
import type { TlsIdentity } from "./tls-identity.ts";
import { followIdentity, tlsOptionsOf } from "./tls-servers.ts";

export interface OtlpHttpOptions {
  readonly receiver: Receiver;
  readonly gate: IngestGate;
  /** Limit of a body as sent and again of the same body unpacked. */
  readonly maxBodyBytes: number;
  /** Origins of browsers that may send; none by default. */
  readonly corsOrigins?: CorsOrigins;
  /** The certificate to show; absent: plain HTTP. */
  readonly tls?: TlsIdentity | undefined;
  readonly log: Logger;
}

const signals: readonly OtlpSignal[] = ["traces", "metrics", "logs"];
const HEADERS_LIMIT_MS = 10_000;
const BODY_LIMIT_MS = 30_000;
const IDLE_LIMIT_MS = 60_000;
const KEEP_ALIVE_MS = 75_000;

const bodies = new BodyPool();
const unsupportedType: Refusal = { reason: "unsupported", message: `Send ${acceptedTypes}.` };
const cutBody: Refusal = {
  reason: "malformed",
  message: "The connection was closed before the end of the body.",
};

/** The OTLP/HTTP receiver: POST /v1/traces, /v1/metrics and /v1/logs, protobuf or JSON. */
export function createOtlpHttp(options: OtlpHttpOptions): FastifyInstance {
  const server = createServer(options);
  const entries = new WeakMap<FastifyRequest, Entry>();
  server.removeAllContentTypeParsers();
  // The handler reads the body itself, against the limits of the gate.
  server.addContentTypeParser("*", (_request, _payload, done) => done(null));
  installCors(server, options.corsOrigins ?? [], options.gate);
  for (const signal of signals) {
    server.post(`/v1/${signal}`, {
      onRequest: (request, reply) => admit(request, reply, options, entries),
      handler: async (request, reply) => {
        const entry = entries.get(request);
        if (entry === undefined) throw new Error("A request came past the gate.");
        return handle(signal, entry, request, reply, options);
      },
    });
    server.route({
      url: `/v1/${signal}`,
      method: ["GET", "HEAD", "PUT", "PATCH", "DELETE"],
      handler: (request, reply) =>
        sendStatus(request, reply.header("allow", "POST, OPTIONS"), 405, {
          code: rpcCodes.UNIMPLEMENTED,
          message: `Send telemetry to /v1/${signal} with POST.`,
        }),
    });
  }
  server.setNotFoundHandler((request, reply) =>
    sendStatus(request, reply, 404, {
      code: rpcCodes.UNIMPLEMENTED,
      message: "Post OTLP to /v1/traces, /v1/metrics or /v1/logs.",
    }),
  );
  server.setErrorHandler((error: Error & { statusCode?: number }, request, reply) => {
    const sender = entries.get(request)?.sender.id ?? "unknown";
    if (error.statusCode === 413) {
      return refuse(sender, request, reply, options, tooLargeRefusal(options.maxBodyBytes));
    }
    if (error.statusCode !== undefined && error.statusCode < 500) {
      return sendStatus(request, reply, error.statusCode, {
        code: rpcCodes.INVALID_ARGUMENT,
        message: error.message,
      });
    }
    options.log.error({ err: error }, "OTLP request failed");
    return refuse(sender, request, reply, options, failedRefusal);
  });
  return server;
}

function createServer({ maxBodyBytes, tls }: OtlpHttpOptions): FastifyInstance {
  const settings = {
    bodyLimit: maxBodyBytes,
    requestTimeout: BODY_LIMIT_MS,
    connectionTimeout: IDLE_LIMIT_MS,
    keepAliveTimeout: KEEP_ALIVE_MS,
    forceCloseConnections: "idle" as const,
    routerOptions: { ignoreTrailingSlash: true },
  };
  if (tls === undefined) {
    const server = fastify(settings);
    server.server.headersTimeout = HEADERS_LIMIT_MS;
    return server;
  }
  const server = fastify({ ...settings, https: tlsOptionsOf(tls) });
  server.server.headersTimeout = HEADERS_LIMIT_MS;
  followIdentity(server.server, tls);
  return server as unknown as FastifyInstance;
}

/** Decides by the headers alone, before anything of the body is read. */
async function admit(
  request: FastifyRequest,
  reply: FastifyReply,
  options: OtlpHttpOptions,
  entries: WeakMap<FastifyRequest, Entry>,
): Promise<FastifyReply | undefined> {
  const entry = await options.gate.enter(request.headers.authorization);
  if ("reason" in entry) return sendRefusal(request, reply, entry);
  entries.set(request, entry);
  reply.raw.once("close", () => entry.inflight.leave());
  const refusal = refuseHeaders(request, options.maxBodyBytes);
  return refusal === undefined
    ? undefined
    : refuse(entry.sender.id, request, reply, options, refusal);
}

function lengthOf(request: FastifyRequest): number | undefined {
  const length = Number(request.headers["content-length"]);
  return Number.isSafeInteger(length) && length >= 0 ? length : undefined;
}

function unreadRefusal(problem: UnreadBody, maxBytes: number): Refusal {
  switch (problem) {
    case "too_large":
      return tooLargeRefusal(maxBytes);
    case "overloaded":
      return overloadedRefusal;
    case "gone":
      return cutBody;
  }
}

function refuseHeaders(request: FastifyRequest, maxBodyBytes: number): Refusal | undefined {
  if (encodingOf(request) === undefined) return unsupportedType;
  if (!isKnownEncoding(request.headers["content-encoding"])) return unsupportedEncoding;
  return (lengthOf(request) ?? 0) > maxBodyBytes ? tooLargeRefusal(maxBodyBytes) : undefined;
}

async function handle(
  signal: OtlpSignal,
  entry: Entry,
  request: FastifyRequest,
  reply: FastifyReply,
  options: OtlpHttpOptions,
): Promise<FastifyReply> {
  const no = (refusal: Refusal) => refuse(entry.sender.id, request, reply, options, refusal);
  const { maxBodyBytes: maxBytes, receiver, gate } = options;
  const { hold } = entry.inflight;
  const length = lengthOf(request);
  const body = await readBody(request.raw, { maxBytes, hold, length, pool: bodies });
  if (typeof body === "string") return no(unreadRefusal(body, maxBytes));
  const contentEncoding = request.headers["content-encoding"];
  const unpacked = await decompress(body.bytes, contentEncoding, maxBytes, hold);
  if (!unpacked.ok) {
    body.release();
    return no(unpackRefusal(unpacked.reason, maxBytes));
  }
  const { bytes } = unpacked;
  const encoding = encodingOf(request) ?? "protobuf";
  const received = receiver.receive(signal, bytes, encoding);
  // Everything of it has been decoded now.
  body.release();
  const outcome = await received;
  const refusal = gate.settle(entry, bytes.length, outcome);
  if (refusal !== undefined) return sendRefusal(request, reply, refusal);
  const { rejected, message } =
    outcome.kind === "accepted" ? outcome : { rejected: 0, message: "" };
  return send(reply, 200, encoding, encodeExportResponse(signal, encoding, { rejected, message }));
}

function refuse(
  senderId: string,
  request: FastifyRequest,
  reply: FastifyReply,
  options: OtlpHttpOptions,
  refusal: Refusal,
): FastifyReply {
  return sendRefusal(request, reply, options.gate.refuse(senderId, refusal));
}
