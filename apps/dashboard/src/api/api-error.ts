import { errorCodes, type ErrorCode } from "@headroom/contracts";

/** What went wrong with a field of a request body, by its path (`config.url`). */
export type FieldErrors = Readonly<Record<string, string>>;

/** A refused or failed call; `message` tells the user what to do. `status` 0: no answer came. */
export class ApiError extends Error {
  readonly code: ErrorCode;
  readonly status: number;
  readonly fieldErrors: FieldErrors;

  constructor(code: ErrorCode, status: number, message: string, fieldErrors: FieldErrors = {}) {
    super(message);
    this.name = "ApiError";
    this.code = code;
    this.status = status;
    this.fieldErrors = fieldErrors;
  }
}

/** The API or the network is away. */
export function unreachable(status = 0): ApiError {
  return new ApiError(
    "unavailable",
    status,
    "The Headroom API did not answer. Check that the server runs, then try again.",
  );
}

/** The call took longer than `timeoutMs` and was given up. */
export function timedOut(timeoutMs: number): ApiError {
  return new ApiError(
    "query_timeout",
    0,
    `No answer within ${Math.round(timeoutMs / 1_000)} s. Choose a shorter time range or a narrower filter.`,
  );
}

/**
 * Reads an error answer: problem details (RFC 9457) where the body has them, else “unavailable”,
 * as when a proxy answers in the API's place.
 */
export function readProblem(status: number, body: unknown): ApiError {
  if (!isRecord(body)) return unreachable(status);
  const code = errorCodes.find((known) => known === body["code"]);
  const detail = body["detail"];
  if (code === undefined || typeof detail !== "string") return unreachable(status);
  return new ApiError(code, status, detail, readFieldErrors(body["errors"]));
}

function readFieldErrors(errors: unknown): FieldErrors {
  if (!Array.isArray(errors)) return {};
  const fields: Record<string, string> = {};
  for (const entry of errors as unknown[]) {
    if (!isRecord(entry)) continue;
    const { path, message } = entry;
    if (typeof path === "string" && typeof message === "string") fields[path] ??= message;
  }
  return fields;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
