import { describeCause, TelemetryStoreError } from "../errors.ts";
import type { TelemetryStoreErrorCode } from "../errors.ts";

// Numbers are ClickHouse's ErrorCodes.
const timeoutCodes = new Set([159, 160, 209]);
const tooLargeCodes = new Set([158, 191, 241, 307, 396]);
const overloadedCodes = new Set([202, 203]);
const badQueryCodes = new Set([
  27, 36, 38, 41, 42, 43, 46, 47, 48, 53, 62, 72, 130, 179, 386, 427, 456, 457, 636,
]);
// A body that cannot be read or does not fit its table stays that way however often it is sent.
const corruptDataCodes = new Set([
  2, 6, 10, 16, 20, 26, 27, 32, 33, 38, 41, 50, 53, 70, 72, 117, 131, 153, 190, 271, 349, 432, 614,
]);

/** The ClickHouse error number in an exception's `code` or text, or undefined. */
export function clickHouseCodeOf(cause: unknown): number | undefined {
  if (typeof cause === "object" && cause !== null && "code" in cause) {
    const code = Number(cause.code);
    if (Number.isInteger(code) && code > 0) return code;
  }
  const match = /Code: (\d+)\b/.exec(describeCause(cause));
  return match ? Number(match[1]) : undefined;
}

/** True when a failed load would fail again with the same bytes. */
export function isCorruptData(cause: unknown): boolean {
  const code = clickHouseCodeOf(cause);
  return code !== undefined && corruptDataCodes.has(code);
}

const advice: Record<"query_timeout" | "query_too_large" | "overloaded", string> = {
  query_timeout: "took longer than allowed. Choose a shorter time range or add a filter.",
  query_too_large: "needs more memory than allowed. Choose a shorter time range or add a filter.",
  overloaded: "was refused because the store is busy. Try again in a few seconds.",
};

/** Wraps anything a driver threw into a TelemetryStoreError; `what` names the query or action. */
export function toStoreError(cause: unknown, what: string): TelemetryStoreError {
  if (cause instanceof TelemetryStoreError) return cause;
  const code = clickHouseCodeOf(cause);
  const wrap = (kind: TelemetryStoreErrorCode, message: string): TelemetryStoreError =>
    new TelemetryStoreError(kind, message, cause);
  const detail = describeCause(cause).slice(0, 500);
  if (code === undefined) {
    if (/timeout/i.test(detail)) return wrap("query_timeout", `${what} ${advice.query_timeout}`);
    return wrap("store_unavailable", `${what} failed: ClickHouse cannot be reached (${detail}).`);
  }
  if (timeoutCodes.has(code)) return wrap("query_timeout", `${what} ${advice.query_timeout}`);
  if (tooLargeCodes.has(code)) return wrap("query_too_large", `${what} ${advice.query_too_large}`);
  if (overloadedCodes.has(code)) return wrap("overloaded", `${what} ${advice.overloaded}`);
  if (badQueryCodes.has(code)) {
    return wrap("bad_query", `${what} cannot be answered with these arguments: ${detail}`);
  }
  return wrap("store_unavailable", `${what} failed in ClickHouse: ${detail}`);
}
