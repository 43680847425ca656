/** Closed set of what can go wrong in the metadata store. */
export const metadataStoreErrorCodes = [
  "not_found",
  "conflict",
  "directory_unwritable",
  "directory_in_use",
  "start_failed",
  "unavailable",
  "backup_failed",
  "restore_failed",
  "not_empty",
] as const;
/** One of `metadataStoreErrorCodes`. */
export type MetadataStoreErrorCode = (typeof metadataStoreErrorCodes)[number];

/** The only error this package throws; `message` tells the user what to do. */
export class MetadataStoreError extends Error {
  override readonly name = "MetadataStoreError";
  readonly code: MetadataStoreErrorCode;

  constructor(code: MetadataStoreErrorCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
  }
}

/** A `not_found` error for one thing, named the way a person would name it. */
export function notFound(what: string, id: string): MetadataStoreError {
  return new MetadataStoreError(
    "not_found",
    `There is no ${what} with the id ${id}. List the existing ones and use one of their ids.`,
  );
}

/** A `conflict` error; the message says what to do. */
export function conflict(message: string): MetadataStoreError {
  return new MetadataStoreError("conflict", message);
}

const UNIQUE_VIOLATION = "23505";

/** The SQLSTATE or system error code of an unknown error, or undefined. */
export function errorCodeOf(error: unknown): string | undefined {
  if (typeof error !== "object" || error === null || !("code" in error)) return undefined;
  return typeof error.code === "string" ? error.code : undefined;
}

/** Whether a statement broke a uniqueness rule. */
export function isUniqueViolation(error: unknown): boolean {
  return errorCodeOf(error) === UNIQUE_VIOLATION;
}

/**
 * Turns a driver error into `unavailable` (the server is away, overloaded or too slow) or
 * `conflict` (another transaction won); anything else is a defect and passes through unchanged.
 */
export function translateDriverError(error: unknown): unknown {
  if (error instanceof MetadataStoreError) return error;
  const code = errorCodeOf(error);
  if (code === "40001" || code === "40P01" || code === UNIQUE_VIOLATION) {
    return new MetadataStoreError(
      "conflict",
      "Another change was made at the same moment. Read again and repeat the change.",
      error,
    );
  }
  if (isConnectionCode(code) || isPoolTimeout(error)) {
    return new MetadataStoreError(
      "unavailable",
      "The metadata database does not answer. Check that PostgreSQL runs and can be reached, then repeat.",
      error,
    );
  }
  return error;
}

const CONNECTION_CODE =
  /^(08|53|57)|^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH)$/;

function isConnectionCode(code: string | undefined): boolean {
  return code !== undefined && CONNECTION_CODE.test(code);
}

// The driver reports these without a code.
function isPoolTimeout(error: unknown): boolean {
  return (
    error instanceof Error &&
    /timeout exceeded when trying to connect|Connection terminated|Query read timeout|Cannot use a pool after|not queryable/i.test(
      error.message,
    )
  );
}
