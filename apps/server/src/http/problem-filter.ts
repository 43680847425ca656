import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from "@nestjs/common";
import type { ErrorCode, Problem } from "@headroom/contracts";
import { MetadataStoreError } from "@headroom/metadata-store";
import { TelemetryStoreError } from "@headroom/telemetry-store";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { Logger } from "pino";
import { ApiError, problemOf } from "./errors.ts";

const ofTelemetryStore: Readonly<Partial<Record<string, ErrorCode>>> = {
  bad_query: "invalid_request",
  query_timeout: "query_timeout",
  query_too_large: "query_too_large",
  overloaded: "rate_limited",
  store_unavailable: "unavailable",
  spool_full: "unavailable",
  spool_unavailable: "unavailable",
};

const ofMetadataStore: Readonly<Partial<Record<string, ErrorCode>>> = {
  not_found: "not_found",
  conflict: "conflict",
  unavailable: "unavailable",
};

const ofHttpStatus: Readonly<Record<number, ErrorCode>> = {
  400: "invalid_request",
  401: "unauthenticated",
  403: "forbidden",
  404: "not_found",
  413: "too_large",
  415: "invalid_request",
  429: "rate_limited",
  503: "unavailable",
};

/** Maps any error to problem details. Unknown errors keep their text out of the answer. */
export function toProblem(error: unknown, instance: string): Problem {
  if (error instanceof ApiError) {
    return problemOf(error.code, error.message, { instance, errors: error.fields });
  }
  if (error instanceof TelemetryStoreError) {
    const code = ofTelemetryStore[error.code];
    if (code !== undefined) return problemOf(code, error.message, { instance });
  }
  if (error instanceof MetadataStoreError) {
    const code = ofMetadataStore[error.code];
    if (code !== undefined) return problemOf(code, error.message, { instance });
  }
  const status = statusOfError(error);
  const code = status === undefined ? undefined : ofHttpStatus[status];
  if (code !== undefined && error instanceof Error)
    return problemOf(code, error.message, { instance });
  return problemOf("internal", "Try again; the server's log has the reason under this time.", {
    instance,
  });
}

function statusOfError(error: unknown): number | undefined {
  if (error instanceof HttpException) return error.getStatus();
  if (error instanceof Error && "statusCode" in error && typeof error.statusCode === "number") {
    return error.statusCode;
  }
  return undefined;
}

/** Answers every failed request with `application/problem+json` and logs what is our fault. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  readonly #log: Logger;

  constructor(log: Logger) {
    this.#log = log;
  }

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const problem = toProblem(error, request.url);
    if (problem.status >= 500) {
      this.#log.error({ err: error, method: request.method, url: request.url }, "request failed");
    }
    if (problem.status === 429 || problem.status === 503) void reply.header("retry-after", "2");
    void reply.status(problem.status).type("application/problem+json").send(problem);
  }
}
