import type { ErrorCode, Problem } from "@headroom/contracts";
import type { z } from "zod";

/** A failure that a caller of the API can act on; `message` says how. */
export class ApiError extends Error {
  override readonly name = "ApiError";
  readonly code: ErrorCode;
  readonly fields: Problem["errors"];

  constructor(code: ErrorCode, message: string, fields?: Problem["errors"]) {
    super(message);
    this.code = code;
    this.fields = fields;
  }
}

const statusOf: Readonly<Record<ErrorCode, number>> = {
  invalid_request: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  too_large: 413,
  query_too_large: 422,
  rate_limited: 429,
  internal: 500,
  unavailable: 503,
  query_timeout: 504,
};

const titleOf: Readonly<Record<ErrorCode, string>> = {
  invalid_request: "The request is not valid",
  unauthenticated: "Sign in first",
  forbidden: "Not allowed",
  not_found: "Not found",
  conflict: "Conflicts with the present state",
  too_large: "The request is too large",
  query_too_large: "The query reads or returns too much",
  rate_limited: "Too many requests",
  internal: "Something failed inside Headroom",
  unavailable: "Not available right now",
  query_timeout: "The query took too long",
};

/** The problem-details body of an error (RFC 9457). */
export function problemOf(
  code: ErrorCode,
  detail: string,
  extra: { instance?: string | undefined; errors?: Problem["errors"] } = {},
): Problem {
  return {
    type: `urn:headroom:error:${code}`,
    title: titleOf[code],
    status: statusOf[code],
    code,
    detail,
    ...(extra.instance === undefined ? {} : { instance: extra.instance }),
    ...(extra.errors === undefined ? {} : { errors: extra.errors }),
  };
}

/** A parse failure as an ApiError that names every bad field. */
export function invalidRequest(place: "body" | "query" | "path", error: z.ZodError): ApiError {
  const fields = error.issues.map((issue) => ({
    path: issue.path.map(String).join("."),
    message: issue.message,
  }));
  const first = fields[0];
  const where = first === undefined || first.path === "" ? "" : ` at “${first.path}”`;
  return new ApiError(
    "invalid_request",
    `The request's ${place} is not valid${where}: ${first?.message ?? "unknown reason"}`,
    fields,
  );
}
