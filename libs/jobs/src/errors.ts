/** Closed set of what can go wrong with jobs. */
export const jobsErrorCodes = [
  "handler_missing",
  "handler_unknown",
  "invalid_payload",
  "invalid_key",
  "job_failed",
  "unavailable",
] as const;
/** One of `jobsErrorCodes`. */
export type JobsErrorCode = (typeof jobsErrorCodes)[number];

/** The only error this package throws or reports; `message` tells what to do. */
export class JobsError extends Error {
  override readonly name = "JobsError";
  readonly code: JobsErrorCode;

  constructor(code: JobsErrorCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
  }
}
