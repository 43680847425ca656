import { OtlpDecodeError } from "../errors.ts";
import type { ByteSink } from "../native/byte-sink.ts";
import { formatInt64 } from "./int64.ts";
import { writeBase64, writeJsonString } from "./text-encoding.ts";
import type { WireReader } from "./wire-reader.ts";

/** Deepest nesting of any-values that is accepted. */
export const maxValueDepth = 64;

const STRING = 1;
const BOOL = 2;
const INT = 3;
const DOUBLE = 4;
const ARRAY = 5;
const KVLIST = 6;
const BYTES = 7;

/** Where an any-value keeps its content; the last of several wins, as in any protobuf oneof. */
interface ValueScan {
  field: number;
  at: number;
  stop: number;
  low: number;
  high: number;
}

/** Reads an any-value in `[reader.pos, end)` into `scan` (field 0: absent). */
function scanValue(reader: WireReader, end: number, scan: ValueScan): void {
  scan.field = 0;
  while (reader.pos < end) {
    const field = reader.readField(end);
    if (field === STRING || (field >= ARRAY && field <= BYTES)) {
      const stop = reader.enter(end);
      scan.at = reader.pos;
      scan.stop = stop;
      reader.pos = stop;
    } else if (field === BOOL || field === INT) {
      reader.varint(end);
      scan.low = reader.low;
      scan.high = reader.high;
    } else if (field === DOUBLE) {
      scan.at = reader.eightBytes(end);
    } else {
      reader.skip(end);
      continue;
    }
    scan.field = field;
  }
}

/** Formats any-values as text. Keeps scratch memory between calls; not re-entrant. */
export class ValueText {
  private readonly scratch: ByteSink;
  private readonly scan: ValueScan = { field: 0, at: 0, stop: 0, low: 0, high: 0 };

  /** `scratch` is used for values whose length is only known once they are written. */
  constructor(scratch: ByteSink) {
    this.scratch = scratch;
  }

  /**
   * Appends the any-value in `[reader.pos, end)` to `out` as one String: strings as they are,
   * bool as true or false, integers decimal, doubles in their shortest form, bytes in base64,
   * arrays and key-value lists as JSON, an absent value as the empty string.
   */
  write(reader: WireReader, end: number, out: ByteSink): void {
    const { scan, scratch } = this;
    // Nearly all values are one short string: tag 1, one length byte, then all the rest.
    const { bytes, pos } = reader;
    const textAt = pos + 2;
    const size = end - textAt;
    if (size >= 0 && size < 0x80 && bytes[pos] === 0x0a && bytes[pos + 1] === size) {
      reader.pos = end;
      return out.text(bytes, textAt, end);
    }
    scanValue(reader, end, scan);
    if (scan.field === 0) return out.varuint(0);
    if (scan.field === STRING) return out.text(reader.bytes, scan.at, scan.stop);
    if (scan.field === INT && scan.high === 0 && scan.low < 1e9) return out.decimal(scan.low);
    scratch.clear();
    if (scan.field === DOUBLE) scratch.ascii(String(reader.view.getFloat64(scan.at, true)));
    else if (scan.field === BYTES) writeBase64(reader.bytes, scan.at, scan.stop, scratch);
    else writeJson(reader, scan, 1, scratch);
    reader.pos = end;
    out.text(scratch.bytes, 0, scratch.length);
  }
}

/** Writes the scanned value as JSON; numbers that JSON lacks and bytes become strings. */
function writeJson(reader: WireReader, scan: ValueScan, depth: number, out: ByteSink): void {
  if (depth > maxValueDepth) {
    const problem = `A value is nested deeper than ${maxValueDepth} levels`;
    throw new OtlpDecodeError("nesting_too_deep", problem, scan.at);
  }
  if (scan.field === STRING) writeJsonString(reader.bytes, scan.at, scan.stop, out);
  else if (scan.field === BOOL) out.ascii(scan.low === 0 && scan.high === 0 ? "false" : "true");
  else if (scan.field === INT) out.ascii(formatInt64(scan.low, scan.high));
  else if (scan.field === DOUBLE) writeJsonDouble(reader.view.getFloat64(scan.at, true), out);
  else if (scan.field === ARRAY) writeJsonArray(reader, scan.at, scan.stop, depth, out);
  else if (scan.field === KVLIST) writeJsonObject(reader, scan.at, scan.stop, depth, out);
  else if (scan.field === BYTES) {
    out.ascii('"');
    writeBase64(reader.bytes, scan.at, scan.stop, out);
    out.ascii('"');
  } else out.ascii("null");
}

function writeJsonDouble(value: number, out: ByteSink): void {
  out.ascii(Number.isFinite(value) ? String(value) : `"${value}"`);
}

function writeNested(reader: WireReader, end: number, depth: number, out: ByteSink): void {
  const scan: ValueScan = { field: 0, at: reader.pos, stop: 0, low: 0, high: 0 };
  scanValue(reader, end, scan);
  writeJson(reader, scan, depth + 1, out);
  reader.pos = end;
}

function writeJsonArray(
  reader: WireReader,
  start: number,
  end: number,
  depth: number,
  out: ByteSink,
): void {
  reader.pos = start;
  let separator = "[";
  while (reader.pos < end) {
    if (reader.readField(end) !== 1) {
      reader.skip(end);
      continue;
    }
    out.ascii(separator);
    separator = ",";
    writeNested(reader, reader.enter(end), depth, out);
  }
  out.ascii(separator === "[" ? "[]" : "]");
}

function writeJsonObject(
  reader: WireReader,
  start: number,
  end: number,
  depth: number,
  out: ByteSink,
): void {
  reader.pos = start;
  const pair = createPairScan();
  let separator = "{";
  while (reader.pos < end) {
    if (reader.readField(end) !== 1) {
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
    writeNested(reader, pair.valueStop, depth, out);
    reader.pos = stop;
  }
  out.ascii(separator === "{" ? "{}" : "}");
}

/** Byte ranges of a key and its any-value; empty ranges where absent. */
export interface PairScan {
  keyAt: number;
  keyStop: number;
  valueAt: number;
  valueStop: number;
}

/** Returns an empty scan to be reused over many pairs. */
export function createPairScan(): PairScan {
  return { keyAt: 0, keyStop: 0, valueAt: 0, valueStop: 0 };
}

/** Reads the KeyValue in `[reader.pos, end)` into `pair`; the last of repeated fields wins. */
export function scanPair(reader: WireReader, end: number, pair: PairScan): void {
  pair.keyAt = pair.keyStop = pair.valueAt = pair.valueStop = 0;
  while (reader.pos < end) {
    const field = reader.readField(end);
    if (field === 1) {
      pair.keyStop = reader.enter(end);
      pair.keyAt = reader.pos;
      reader.pos = pair.keyStop;
    } else if (field === 2) {
      pair.valueStop = reader.enter(end);
      pair.valueAt = reader.pos;
      reader.pos = pair.valueStop;
    } else reader.skip(end);
  }
}
