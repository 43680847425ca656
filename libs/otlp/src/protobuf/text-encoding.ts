import type { ByteSink } from "../native/byte-sink.ts";

/**
 * Where the UTF-8 text from `at` can be cut at `stop` or up to three bytes before it, so that no
 * character is divided. Bytes beyond `stop` must exist.
 */
export function cutText(bytes: Uint8Array, at: number, stop: number): number {
  let cut = stop;
  while (cut > at && stop - cut < 3 && ((bytes[cut] ?? 0) & 0xc0) === 0x80) cut--;
  return cut;
}

const base64Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** Appends `source[start, stop)` to `out` in base64 with padding (RFC 4648 section 4). */
export function writeBase64(source: Uint8Array, start: number, stop: number, out: ByteSink): void {
  out.reserve(Math.ceil((stop - start) / 3) * 4);
  const byteAt = (at: number): number => (at < stop ? (source[at] ?? 0) : 0);
  for (let at = start; at < stop; at += 3) {
    const group = (byteAt(at) << 16) | (byteAt(at + 1) << 8) | byteAt(at + 2);
    const left = stop - at;
    out.u8(base64Alphabet.charCodeAt(group >>> 18));
    out.u8(base64Alphabet.charCodeAt((group >>> 12) & 63));
    out.u8(left > 1 ? base64Alphabet.charCodeAt((group >>> 6) & 63) : 0x3d);
    out.u8(left > 2 ? base64Alphabet.charCodeAt(group & 63) : 0x3d);
  }
}

const quote = 0x22;
const backslash = 0x5c;
const shortEscapes: Readonly<Record<number, string>> = {
  8: "\\b",
  9: "\\t",
  10: "\\n",
  12: "\\f",
  13: "\\r",
  [quote]: '\\"',
  [backslash]: "\\\\",
};

/** Appends the UTF-8 bytes `source[start, stop)` to `out` as a quoted JSON string. */
export function writeJsonString(
  source: Uint8Array,
  start: number,
  stop: number,
  out: ByteSink,
): void {
  out.u8(quote);
  for (let at = start; at < stop; at++) {
    const byte = source[at] ?? 0;
    if (byte >= 0x20 && byte !== quote && byte !== backslash) out.u8(byte);
    else out.ascii(shortEscapes[byte] ?? `\\u${byte.toString(16).padStart(4, "0")}`);
  }
  out.u8(quote);
}
