import type { ByteSink } from "../native/byte-sink.ts";
import { writeBase64 } from "./text-encoding.ts";
import type { TypeCodes } from "./type-codes.ts";
import { typeCodes } from "./type-codes.ts";
import { formatDouble, ValueJson } from "./value-json.ts";
import { createValueScan, scanValue, valueFields } from "./value-scan.ts";
import type { WireReader } from "./wire-reader.ts";

const { int: INT, string: STRING } = valueFields;
const intCode = typeCodes.int;

/** Formats any-values as text. Keeps scratch memory between calls; not re-entrant. */
export class ValueText {
  /** Where the types of the written values are noted; the caller ends each row of them. */
  readonly types: TypeCodes;
  private readonly scratch: ByteSink;
  private readonly scan = createValueScan();
  private readonly json: ValueJson;

  /** `scratch` is used for values whose length is only known once they are written. */
  constructor(scratch: ByteSink, types: TypeCodes) {
    this.scratch = scratch;
    this.types = types;
    this.json = new ValueJson(scratch, types);
  }

  /**
   * Appends the any-value in `[reader.pos, end)` to `out` as one String: strings as they are,
   * bool as true or false, integers decimal, doubles in their shortest form, bytes in base64,
   * arrays and key-value lists as JSON, an absent value as the empty string.
   */
  write(reader: WireReader, end: number, out: ByteSink): void {
    const { scan, types } = this;
    // Nearly all values are one short string: tag 1, one length byte, then all the rest.
    const { bytes, pos } = reader;
    const textAt = pos + 2;
    const size = end - textAt;
    if (size >= 0 && size < 0x80 && bytes[pos] === 0x0a && bytes[pos + 1] === size) {
      reader.pos = end;
      types.strings++;
      return out.text(bytes, textAt, end);
    }
    scanValue(reader, end, scan);
    if (scan.field === INT && scan.high === 0 && scan.low < 1e9) {
      types.add(intCode);
      return out.decimal(scan.low);
    }
    if (scan.field === STRING) {
      types.strings++;
      return out.text(bytes, scan.at, scan.stop);
    }
    this.writeOther(reader, out);
    reader.pos = end;
  }

  private writeOther(reader: WireReader, out: ByteSink): void {
    const { scan, scratch, types } = this;
    if (scan.field === 0) {
      types.add(typeCodes.absent);
      return out.u8(0);
    }
    scratch.clear();
    if (scan.field === valueFields.double) {
      types.add(typeCodes.double);
      scratch.ascii(formatDouble(reader.view.getFloat64(scan.at, true)));
    } else if (scan.field === valueFields.bytes) {
      types.add(typeCodes.bytes);
      writeBase64(reader.bytes, scan.at, scan.stop, scratch);
    } else this.json.write(reader, scan, 1);
    out.text(scratch.bytes, 0, scratch.length);
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
