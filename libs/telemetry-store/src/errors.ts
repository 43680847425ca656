/**
 * Closed set of failures of the telemetry store.
 *
 * - `bad_query`: the request cannot be answered as asked; change the arguments.
 * - `query_timeout`, `query_too_large`: a limit was reached; narrow the range or the filters.
 * - `overloaded`: too many requests are waiting; retry after a pause.
 * - `store_unavailable`: ClickHouse cannot be reached or failed.
 * - `directory_in_use`: another process holds the data or spool directory.
 * - `spool_full`, `spool_unavailable`: telemetry was not accepted and not acknowledged.
 * - `migration_failed`: the schema could not be brought to this version.
 * - `backup_failed`, `restore_failed`: ClickHouse could not write or read a backup.
 * - `not_empty`: a restore needs a database without tables.
 */
export type TelemetryStoreErrorCode =
  | "bad_query"
  | "query_timeout"
  | "query_too_large"
  | "overloaded"
  | "store_unavailable"
  | "directory_in_use"
  | "spool_full"
  | "spool_unavailable"
  | "migration_failed"
  | "backup_failed"
  | "restore_failed"
  | "not_empty";

/** The one error class that leaves this package; `message` says what the reader can do. */
export class TelemetryStoreError extends Error {
  readonly code: TelemetryStoreErrorCode;

  constructor(code: TelemetryStoreErrorCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = "TelemetryStoreError";
    this.code = code;
  }
}

/** Text of an unknown thrown value. */
export function describeCause(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
