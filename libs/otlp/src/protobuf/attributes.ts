import type { ByteSink } from "../native/byte-sink.ts";
import type { MapSink } from "../native/column.ts";
import type { ItemLimits } from "../item-limits.ts";
import type { DecodeContext } from "./decode-context.ts";
import type { FieldScan } from "./field-scan.ts";
import { TypeCodes } from "./type-codes.ts";
import type { PairScan } from "./value-scan.ts";
import { createPairScan, scanPair } from "./value-scan.ts";
import { ValueText } from "./value-text.ts";
import type { WireReader } from "./wire-reader.ts";

const unlimited = 2 ** 30;

/** Writes attribute lists to map columns. Keeps scratch memory; not re-entrant. */
export class AttributeWriter {
  readonly values: ValueText;
  /** The types of the values of the row that is being written. */
  readonly types: TypeCodes;
  private readonly pair: PairScan = createPairScan();
  private readonly limits: ItemLimits;
  private readonly trims: DecodeContext["trims"];
  /** Pairs that the row being written may still have. */
  private room = 0;
  private dropped = 0;

  constructor(scratch: ByteSink, limits: ItemLimits, trims: DecodeContext["trims"]) {
    this.types = new TypeCodes(scratch);
    this.values = new ValueText(scratch, this.types, trims);
    // Whole numbers that fit an integer register are compared faster than others.
    this.limits = {
      maxAttributes: Math.min(limits.maxAttributes, unlimited),
      maxAttributeBytes: Math.min(limits.maxAttributeBytes, unlimited),
      maxBodyTextBytes: Math.min(limits.maxBodyTextBytes, unlimited),
    };
    this.trims = trims;
  }

  /** Begins a row of pairs; what an unfinished row left behind is forgotten. */
  beginRow(map: MapSink): void {
    this.types.beginRow(map.types);
    this.room = this.limits.maxAttributes;
    this.dropped = 0;
    this.values.maxBytes = this.limits.maxAttributeBytes;
  }

  /** Writes the body of a log record, the any-value in `[start, end)`, and what its type is. */
  writeBody(reader: WireReader, start: number, end: number, out: ByteSink, type: ByteSink): void {
    reader.pos = start;
    this.types.beginRow(type);
    this.values.maxBytes = this.limits.maxBodyTextBytes;
    this.values.write(reader, end, out);
    this.types.endRow();
  }

  /** Ends the row of `map` that `writePair` filled; returns how many pairs were dropped from it. */
  endRow(map: MapSink): number {
    map.offsets.endRow();
    this.types.endRow();
    this.trims.attributesDropped += this.dropped;
    return this.dropped;
  }

  /**
   * Appends the KeyValue in `[reader.pos, end)` to the open row of `map`, or drops it where the row
   * is full, unless `isNeeded`, or where its key is too long.
   */
  writePair(reader: WireReader, end: number, map: MapSink, isNeeded = false): void {
    const { pair, values } = this;
    scanPair(reader, end, pair);
    if ((this.room <= 0 && !isNeeded) || pair.keyStop - pair.keyAt > values.maxBytes) {
      this.dropped++;
      reader.pos = end;
      return;
    }
    map.keys.text(reader.bytes, pair.keyAt, pair.keyStop);
    reader.pos = pair.valueAt;
    values.write(reader, pair.valueStop, map.values);
    reader.pos = end;
    map.offsets.elements++;
    this.room--;
  }

  /** Writes one row of `map`: the pairs that `scan` listed. Returns how many were dropped. */
  writeListed(reader: WireReader, scan: FieldScan, map: MapSink): number {
    const { list } = scan;
    this.beginRow(map);
    for (let index = 0; index < scan.listed * 2; index += 2) {
      reader.pos = list[index] as number;
      this.writePair(reader, list[index + 1] as number, map);
    }
    return this.endRow(map);
  }

  /**
   * Writes one row of `map`: all pairs that the message `[start, end)` holds in its field
   * `attributeField`. `start` below 0 means that the message is absent. Returns how many were
   * dropped.
   */
  writeRow(
    reader: WireReader,
    start: number,
    end: number,
    attributeField: number,
    map: MapSink,
  ): number {
    this.beginRow(map);
    if (start >= 0) {
      reader.pos = start;
      while (reader.pos < end) {
        if (reader.readField(end) === attributeField) {
          this.writePair(reader, reader.enter(end), map);
        } else reader.skip(end);
      }
    }
    return this.endRow(map);
  }
}
