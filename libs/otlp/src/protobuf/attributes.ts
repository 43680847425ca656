import type { ByteSink } from "../native/byte-sink.ts";
import type { MapSink } from "../native/column.ts";
import { TypeCodes } from "./type-codes.ts";
import type { PairScan } from "./value-scan.ts";
import { createPairScan, scanPair } from "./value-scan.ts";
import { ValueText } from "./value-text.ts";
import type { WireReader } from "./wire-reader.ts";

/** Writes attribute lists to map columns. Keeps scratch memory; not re-entrant. */
export class AttributeWriter {
  readonly values: ValueText;
  /** The types of the values of the row that is being written. */
  readonly types: TypeCodes;
  /** Key range of the pair written last, in the bytes of the reader. */
  readonly pair: PairScan = createPairScan();

  constructor(scratch: ByteSink) {
    this.types = new TypeCodes(scratch);
    this.values = new ValueText(scratch, this.types);
  }

  /** Begins a row of pairs; what an unfinished row left behind is forgotten. */
  beginRow(map: MapSink): void {
    this.types.beginRow(map.types);
  }

  /** Ends the row of `map` that `writePair` filled. */
  endRow(map: MapSink): void {
    map.offsets.endRow();
    this.types.endRow();
  }

  /** Appends the KeyValue in `[reader.pos, end)` to the open row of `map`. */
  writePair(reader: WireReader, end: number, map: MapSink): void {
    const { pair } = this;
    scanPair(reader, end, pair);
    map.keys.text(reader.bytes, pair.keyAt, pair.keyStop);
    reader.pos = pair.valueAt;
    this.values.write(reader, pair.valueStop, map.values);
    reader.pos = end;
    map.offsets.elements++;
  }

  /**
   * Writes one row of `map`: all pairs that the message `[start, end)` holds in its field
   * `attributeField`. `start` below 0 means that the message is absent.
   */
  writeRow(
    reader: WireReader,
    start: number,
    end: number,
    attributeField: number,
    map: MapSink,
  ): void {
    this.beginRow(map);
    if (start >= 0) {
      reader.pos = start;
      while (reader.pos < end) {
        if (reader.readField(end) === attributeField) {
          this.writePair(reader, reader.enter(end), map);
        } else reader.skip(end);
      }
    }
    this.endRow(map);
  }
}
