import type { RejectReason } from "../rejections.ts";
import type { TimeWindow } from "./time-window.ts";
import type { WireReader } from "./wire-reader.ts";

/** Whether a range is an id of `width` bytes, or absent (empty). */
export function isIdOrAbsent(start: number, stop: number, width: number): boolean {
  return stop === start || stop - start === width;
}

/** Whether the range is an id of `width` bytes with at least one bit set. */
export function isNonZeroId(
  bytes: Uint8Array,
  start: number,
  stop: number,
  width: number,
): boolean {
  if (stop - start !== width) return false;
  for (let at = start; at < stop; at++) if (bytes[at] !== 0) return true;
  return false;
}

/** Where the id bytes start, or -1 where the range is empty: what `ByteSink.fixed` takes. */
export function idStart(start: number, stop: number): number {
  return stop === start ? -1 : start;
}

/** The sum of two counts for a UInt32 column. */
export function addCounts(first: number, second: number): number {
  return Math.min(first + second, 0xffffffff);
}

/** Whether the fixed64 at `at` is set: present and not 0. */
export function isTimeSet(reader: WireReader, at: number): boolean {
  return (
    at >= 0 && (reader.view.getUint32(at, true) !== 0 || reader.view.getUint32(at + 4, true) !== 0)
  );
}

/** Whether the fixed64 time at `at` (-1: absent) fits DateTime64(9): it lies below 2^63. */
export function isStorableTime(reader: WireReader, at: number): boolean {
  return at < 0 || reader.view.getUint32(at + 4, true) <= 0x7fffffff;
}

/**
 * Checks the fixed64 time at `at` (-1: absent) of an item that needs one. Returns why the item
 * must be rejected, or undefined.
 */
export function checkTime(
  reader: WireReader,
  at: number,
  accepted: TimeWindow,
): RejectReason | undefined {
  if (!isTimeSet(reader, at)) return "missing_timestamp";
  if (!isStorableTime(reader, at)) return "invalid_timestamp";
  const low = reader.view.getUint32(at, true);
  const high = reader.view.getUint32(at + 4, true);
  if (accepted.isBefore(high, low)) return "timestamp_too_old";
  return accepted.isAfter(high, low) ? "timestamp_too_new" : undefined;
}
