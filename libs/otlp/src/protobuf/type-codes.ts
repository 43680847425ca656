import type { ByteSink } from "../native/byte-sink.ts";

/**
 * One character for each any-value: a letter, or brackets around the codes of what a list holds.
 * The codes of a row of values stand one after the other.
 */
export const typeCodes = {
  string: 0x73,
  bool: 0x62,
  int: 0x69,
  double: 0x64,
  bytes: 0x79,
  absent: 0x6e,
  arrayStart: 0x5b,
  arrayEnd: 0x5d,
  objectStart: 0x7b,
  objectEnd: 0x7d,
} as const;

const stringCode = typeCodes.string;

/** Writes the type codes of rows of values, one String per row, empty where all are strings. */
export class TypeCodes {
  /** Strings since the last code that was written; raise it for every string. */
  strings = 0;
  private out: ByteSink;
  /** Where the length of the row stands in `out`, -1 while the row is empty. */
  private lengthAt = -1;

  /** `out` is where rows go before the first `beginRow`. */
  constructor(out: ByteSink) {
    this.out = out;
  }

  /** Begins a row of `out`; nothing else may be written to it before `endRow`. */
  beginRow(out: ByteSink): void {
    this.out = out;
    this.strings = 0;
    this.lengthAt = -1;
  }

  /** Adds a code other than that of a string. */
  add(code: number): void {
    const { out, strings } = this;
    out.reserve(strings + 2);
    const { bytes } = out;
    let at = out.length;
    if (this.lengthAt < 0) this.lengthAt = at++;
    for (const stop = at + strings; at < stop; at++) bytes[at] = stringCode;
    bytes[at] = code;
    out.length = at + 1;
    this.strings = 0;
  }

  /** The present state, for `rewind` within the same row. */
  mark(): readonly [length: number, lengthAt: number, strings: number] {
    return [this.out.length, this.lengthAt, this.strings];
  }

  /** Takes back the codes that were added since `mark`. */
  rewind([length, lengthAt, strings]: ReturnType<TypeCodes["mark"]>): void {
    this.out.truncate(length);
    this.lengthAt = lengthAt;
    this.strings = strings;
  }

  /** Ends the row. */
  endRow(): void {
    const { out, lengthAt, strings } = this;
    if (lengthAt < 0) return out.u8(0);
    out.reserve(strings);
    const stop = out.length + strings;
    for (let at = out.length; at < stop; at++) out.bytes[at] = stringCode;
    out.length = stop;
    const size = stop - lengthAt - 1;
    if (size < 0x80) out.bytes[lengthAt] = size;
    else moveBehindLength(out, lengthAt, size);
  }
}

/** Makes room for a length of several bytes at `lengthAt`, where one was left. */
function moveBehindLength(out: ByteSink, lengthAt: number, size: number): void {
  const stop = out.length;
  out.varuint(size);
  const width = out.length - stop;
  const length = out.bytes.slice(stop, out.length);
  out.bytes.copyWithin(lengthAt + width, lengthAt + 1, stop);
  out.bytes.set(length, lengthAt);
  out.length = stop + width - 1;
}
