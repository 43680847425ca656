import type { WireReader } from "./wire-reader.ts";

/** The sfixed64 at `at` as its nearest double (exact up to 2^53). */
export function readInt64AsDouble(reader: WireReader, at: number): number {
  // high · 2^32 is exact, so the sum rounds only once.
  return reader.view.getInt32(at + 4, true) * 2 ** 32 + reader.view.getUint32(at, true);
}

/** Formats a two's complement 64-bit integer, given as unsigned halves, in decimal. */
export function formatInt64(low: number, high: number): string {
  if (high < 0x200000) return String(high * 2 ** 32 + low);
  return String(BigInt.asIntN(64, (BigInt(high) << 32n) | BigInt(low)));
}
