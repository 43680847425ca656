import type { ByteSink } from "../native/byte-sink.ts";
import type { DecodeContext } from "./decode-context.ts";
import { cutText, writeBase64 } from "./text-encoding.ts";
import type { TypeCodes } from "./type-codes.ts";
import { typeCodes } from "./type-codes.ts";
import { formatDouble, ValueJson } from "./value-json.ts";
import { createValueScan, scanValue, valueFields } from "./value-scan.ts";
import type { WireReader } from "./wire-reader.ts";

const { string: STRING, double: DOUBLE, bytes: BYTES } = valueFields;
const intCode = typeCodes.int;
const intTag = 0x18;
const smallIntBytes = 4;

/** Formats any-values as text. Keeps scratch memory between calls; not re-entrant. */
export class ValueText {
  /** Where the types of the written values are noted; the caller ends each row of them. */
  readonly types: TypeCodes;
  /** Longest text of a value in bytes, at least 128. */
  maxBytes = 2 ** 30;
  private readonly scratch: ByteSink;
  private readonly scan = createValueScan();
  private readonly json: ValueJson;
  private readonly trims: DecodeContext["trims"];

  /** `scratch` is used for values whose length is only known once they are written. */
  constructor(scratch: ByteSink, types: TypeCodes, trims: DecodeContext["trims"]) {
    this.scratch = scratch;
    this.types = types;
    this.trims = trims;
    this.json = new ValueJson(scratch, types);
  }

  /**
   * Appends the any-value in `[reader.pos, end)` to `out` as one String: strings as they are,
   * bool as true or false, integers decimal, doubles in their shortest form, bytes in base64,
   * arrays and key-value lists as JSON, an absent value as the empty string. Of what is longer than
   * `maxBytes` the beginning is written; a list becomes the string of its beginning.
   */
  write(reader: WireReader, end: number, out: ByteSink): void {
    // Nearly all values are one short string: tag 1, one length byte, then all the rest.
    const { bytes, pos } = reader;
    const textAt = pos + 2;
    const size = end - textAt;
    if (size >= 0 && size < 0x80 && bytes[pos] === 0x0a && bytes[pos + 1] === size) {
      reader.pos = end;
      this.types.strings++;
      return out.text(bytes, textAt, end);
    }
    this.writeOther(reader, end, out);
  }

  private writeOther(reader: WireReader, end: number, out: ByteSink): void {
    const small = readSmallInt(reader.bytes, reader.pos, end);
    if (small >= 0) {
      reader.pos = end;
      this.types.add(intCode);
      return out.decimal(small);
    }
    const { scan, types } = this;
    scanValue(reader, end, scan);
    if (scan.field === STRING) {
      types.strings++;
      this.writeCut(reader.bytes, scan.at, scan.stop, out);
    } else if (scan.field === 0) {
      types.add(typeCodes.absent);
      out.u8(0);
    } else this.writeScanned(reader, out);
    reader.pos = end;
  }

  private writeScanned(reader: WireReader, out: ByteSink): void {
    const { scan, scratch, types, maxBytes } = this;
    scratch.clear();
    const mark = types.mark();
    if (scan.field === DOUBLE) {
      types.add(typeCodes.double);
      scratch.ascii(formatDouble(reader.view.getFloat64(scan.at, true)));
    } else if (scan.field === BYTES) {
      types.add(typeCodes.bytes);
      // Whole groups of three bytes, so that what is kept is base64.
      const kept = Math.min(scan.stop, scan.at + Math.floor(maxBytes / 4) * 3);
      if (kept < scan.stop) this.trims.valuesTruncated++;
      writeBase64(reader.bytes, scan.at, kept, scratch);
    } else this.json.write(reader, scan, 1);
    if (scratch.length > maxBytes) {
      types.rewind(mark);
      types.strings++;
    }
    this.writeCut(scratch.bytes, 0, scratch.length, out);
  }

  private writeCut(bytes: Uint8Array, at: number, stop: number, out: ByteSink): void {
    const { maxBytes } = this;
    if (stop - at <= maxBytes) return out.text(bytes, at, stop);
    this.trims.valuesTruncated++;
    out.text(bytes, at, cutText(bytes, at, at + maxBytes));
  }

  /**
   * Appends the KeyValues in `field` of the message `[start, end)` to `out` as one String: a JSON
   * object, as of a key-value list.
   */
  writePairs(reader: WireReader, start: number, end: number, field: number, out: ByteSink): void {
    const { scratch } = this;
    scratch.clear();
    this.json.writePairs(reader, start, end, field, 1);
    out.text(scratch.bytes, 0, scratch.length);
  }
}

/** The any-value `[at, end)` where it is nothing but an integer below 2^28, or -1. */
function readSmallInt(bytes: Uint8Array, at: number, end: number): number {
  const size = end - at - 1;
  if (size < 1 || size > smallIntBytes || bytes[at] !== intTag) return -1;
  let value = 0;
  for (let index = 0; index < size; index++) {
    const byte = bytes[at + 1 + index] as number;
    // Only the last byte of a number has no continuation bit.
    if (byte < 0x80 !== (index === size - 1)) return -1;
    value |= (byte & 0x7f) << (7 * index);
  }
  return value;
}
