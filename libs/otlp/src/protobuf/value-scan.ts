import type { WireReader } from "./wire-reader.ts";

/** Deepest nesting of any-values that is accepted. */
export const maxValueDepth = 64;

/** Field numbers of an any-value. */
export const valueFields = {
  string: 1,
  bool: 2,
  int: 3,
  double: 4,
  array: 5,
  kvlist: 6,
  bytes: 7,
} as const;

const {
  string: STRING,
  bool: BOOL,
  int: INT,
  double: DOUBLE,
  array: ARRAY,
  bytes: BYTES,
} = valueFields;

/** Where an any-value keeps its content; the last of several wins, as in any protobuf oneof. */
export interface ValueScan {
  field: number;
  at: number;
  stop: number;
  low: number;
  high: number;
}

/** Returns an empty scan to be reused over many values. */
export function createValueScan(): ValueScan {
  return { field: 0, at: 0, stop: 0, low: 0, high: 0 };
}

/** Reads an any-value in `[reader.pos, end)` into `scan` (field 0: absent). */
export function scanValue(reader: WireReader, end: number, scan: ValueScan): void {
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
