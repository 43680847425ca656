import { describeCause, TelemetryStoreError } from "../errors.ts";

/** What a failed write to the spool means for senders: `spool_full` or `spool_unavailable`. */
export function toSpoolError(cause: unknown): TelemetryStoreError {
  const isFull = cause instanceof Error && "code" in cause && cause.code === "ENOSPC";
  return isFull
    ? new TelemetryStoreError(
        "spool_full",
        "The disk of the spool is full. Free space; senders retry meanwhile.",
        cause,
      )
    : new TelemetryStoreError(
        "spool_unavailable",
        `The spool cannot be written: ${describeCause(cause)}. Check the disk; senders retry meanwhile.`,
        cause,
      );
}
