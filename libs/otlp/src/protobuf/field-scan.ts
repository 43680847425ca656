import type { WireReader } from "./wire-reader.ts";

const highestField = 16;

/** Which fields (1–16) of a message a scan notes, as bit sets by field number. */
export interface MessageLayout {
  readonly eightBytes: number;
  readonly ranges: number;
  readonly varints: number;
}

/** Builds a layout from field numbers: of 64-bit fixed, length-delimited and varint fields. */
export function defineLayout(
  eightBytes: readonly number[],
  ranges: readonly number[],
  varints: readonly number[],
): MessageLayout {
  const toBits = (fields: readonly number[]): number =>
    fields.reduce((bits, field) => bits | (1 << field), 0);
  return { eightBytes: toBits(eightBytes), ranges: toBits(ranges), varints: toBits(varints) };
}

/** What one pass over a message found, by field number; the last of repeated fields wins. */
export class FieldScan {
  /** Where the value of a field starts; -1 where the field is absent. */
  readonly at = new Int32Array(highestField + 1);
  /** Where the value of a length-delimited field stops. */
  readonly stop = new Int32Array(highestField + 1);
  /** Low 32 bits of varint fields, 0 where absent. */
  readonly value = new Uint32Array(highestField + 1);

  /** Scans the message `[reader.pos, end)`. */
  run(reader: WireReader, end: number, layout: MessageLayout): void {
    this.at.fill(-1);
    this.stop.fill(-1);
    this.value.fill(0);
    while (reader.pos < end) {
      const field = reader.readField(end);
      const bit = field <= highestField ? 1 << field : 0;
      if ((layout.eightBytes & bit) !== 0) this.at[field] = reader.eightBytes(end);
      else if ((layout.ranges & bit) !== 0) {
        const stop = reader.enter(end);
        this.at[field] = reader.pos;
        this.stop[field] = stop;
        reader.pos = stop;
      } else if ((layout.varints & bit) !== 0) this.value[field] = reader.uint32(end);
      else reader.skip(end);
    }
  }

  /** Where the value of `field` starts, or -1. */
  start(field: number): number {
    return this.at[field] ?? -1;
  }

  /** Where the range of `field` stops, or -1; equal to `start` where the field is absent. */
  end(field: number): number {
    return this.stop[field] ?? -1;
  }

  /** The varint of `field`, its low 32 bits, unsigned. */
  number(field: number): number {
    return this.value[field] ?? 0;
  }

  /** The varint of `field` for a UInt8 column; larger numbers become 0 (unspecified). */
  smallNumber(field: number): number {
    const value = this.number(field);
    return value < 256 ? value : 0;
  }
}
