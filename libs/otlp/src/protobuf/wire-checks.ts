import type { RejectReason } from "../rejections.ts";
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

/** Whether the fixed64 at `at` is set: present and not 0. */
export function isTimeSet(reader: WireReader, at: number): boolean {
  return (
    at >= 0 && (reader.view.getUint32(at, true) !== 0 || reader.view.getUint32(at + 4, true) !== 0)
  );
}

/**
 * Checks the fixed64 time at `at` (-1: absent) of an item that needs one. Returns why the item
 * must be rejected, or undefined. Times from 2^63 on do not fit DateTime64(9).
 */
export function checkTime(reader: WireReader, at: number): RejectReason | undefined {
  if (!isTimeSet(reader, at)) return "missing_timestamp";
  return reader.view.getUint32(at + 4, true) > 0x7fffffff ? "invalid_timestamp" : undefined;
}
