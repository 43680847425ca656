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

/** Collects the type codes of one row of values. Where all are strings, the row is empty. */
export class TypeCodes {
  /** Strings since the last code that was written; raise it for every string. */
  strings = 0;
  private readonly scratch: ByteSink;

  constructor(scratch: ByteSink) {
    this.scratch = scratch;
  }

  /** Forgets a row that was not ended. */
  clear(): void {
    this.strings = 0;
    this.scratch.clear();
  }

  /** Adds a code other than that of a string. */
  add(code: number): void {
    if (this.strings > 0) this.writeStrings();
    this.scratch.u8(code);
  }

  private writeStrings(): void {
    const { scratch, strings } = this;
    scratch.reserve(strings);
    scratch.bytes.fill(typeCodes.string, scratch.length, scratch.length + strings);
    scratch.length += strings;
    this.strings = 0;
  }

  /** Writes the codes of the row as one String and begins the next row. */
  endRow(out: ByteSink): void {
    const { scratch } = this;
    if (scratch.length === 0) out.u8(0);
    else {
      if (this.strings > 0) this.writeStrings();
      out.text(scratch.bytes, 0, scratch.length);
      scratch.clear();
    }
    this.strings = 0;
  }
}
