import { OtlpDecodeError } from "../errors.ts";
import type { ByteSink } from "../native/byte-sink.ts";
import { formatInt64 } from "./int64.ts";
import { writeBase64, writeJsonString } from "./text-encoding.ts";
import type { TypeCodes } from "./type-codes.ts";
import { typeCodes } from "./type-codes.ts";
import type { ValueScan } from "./value-scan.ts";
import {
  createPairScan,
  createValueScan,
  maxValueDepth,
  scanPair,
  scanValue,
  valueFields,
} from "./value-scan.ts";
import type { WireReader } from "./wire-reader.ts";

/** The shortest text that reads back as `value`; not only String(value), which loses −0. */
export function formatDouble(value: number): string {
  return Object.is(value, -0) ? "-0" : String(value);
}

/** Writes any-values as JSON and what they are as type codes. */
export class ValueJson {
  private readonly out: ByteSink;
  private readonly types: TypeCodes;

  constructor(out: ByteSink, types: TypeCodes) {
    this.out = out;
    this.types = types;
  }

  /**
   * Writes the scanned value. Numbers that JSON lacks and bytes become strings. Throws
   * `OtlpDecodeError` with `nesting_too_deep`.
   */
  write(reader: WireReader, scan: ValueScan, depth: number): void {
    if (depth > maxValueDepth) {
      const problem = `A value is nested deeper than ${maxValueDepth} levels`;
      throw new OtlpDecodeError("nesting_too_deep", problem, scan.at);
    }
    const { field, at, stop } = scan;
    if (field === valueFields.string) {
      this.types.strings++;
      writeJsonString(reader.bytes, at, stop, this.out);
    } else if (field === valueFields.array) this.writeArray(reader, at, stop, depth);
    else if (field === valueFields.kvlist) this.writePairs(reader, at, stop, 1, depth);
    else this.writeScalar(reader, scan);
  }

  private writeScalar(reader: WireReader, scan: ValueScan): void {
    const { out, types } = this;
    if (scan.field === valueFields.bool) {
      types.add(typeCodes.bool);
      out.ascii(scan.low === 0 && scan.high === 0 ? "false" : "true");
    } else if (scan.field === valueFields.int) {
      types.add(typeCodes.int);
      out.ascii(formatInt64(scan.low, scan.high));
    } else if (scan.field === valueFields.double) {
      types.add(typeCodes.double);
      const value = reader.view.getFloat64(scan.at, true);
      out.ascii(Number.isFinite(value) ? formatDouble(value) : `"${value}"`);
    } else if (scan.field === valueFields.bytes) {
      types.add(typeCodes.bytes);
      out.ascii('"');
      writeBase64(reader.bytes, scan.at, scan.stop, out);
      out.ascii('"');
    } else {
      types.add(typeCodes.absent);
      out.ascii("null");
    }
  }

  private writeNested(reader: WireReader, end: number, depth: number): void {
    const scan = createValueScan();
    scan.at = reader.pos;
    scanValue(reader, end, scan);
    this.write(reader, scan, depth + 1);
    reader.pos = end;
  }

  private writeArray(reader: WireReader, start: number, end: number, depth: number): void {
    const { out, types } = this;
    types.add(typeCodes.arrayStart);
    reader.pos = start;
    let separator = "[";
    while (reader.pos < end) {
      if (reader.readField(end) !== 1) {
        reader.skip(end);
        continue;
      }
      out.ascii(separator);
      separator = ",";
      this.writeNested(reader, reader.enter(end), depth);
    }
    out.ascii(separator === "[" ? "[]" : "]");
    types.add(typeCodes.arrayEnd);
  }

  /** Writes the KeyValues in `field` of the message `[start, end)` as one object. */
  writePairs(reader: WireReader, start: number, end: number, field: number, depth: number): void {
    const { out, types } = this;
    types.add(typeCodes.objectStart);
    reader.pos = start;
    const pair = createPairScan();
    let separator = "{";
    while (reader.pos < end) {
      if (reader.readField(end) !== field) {
        reader.skip(end);
        continue;
      }
      const stop = reader.enter(end);
      scanPair(reader, stop, pair);
      out.ascii(separator);
      separator = ",";
      writeJsonString(reader.bytes, pair.keyAt, pair.keyStop, out);
      out.ascii(":");
      reader.pos = pair.valueAt;
      this.writeNested(reader, pair.valueStop, depth);
      reader.pos = stop;
    }
    out.ascii(separator === "{" ? "{}" : "}");
    types.add(typeCodes.objectEnd);
  }
}
