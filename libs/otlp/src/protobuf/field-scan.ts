import { hashRange } from "../cardinality/wire-hash.ts";
import type { WireReader } from "./wire-reader.ts";

const highestField = 16;

/** Which fields (1–16) of a message a scan notes, as bit sets by field number. */
export interface MessageLayout {
  readonly eightBytes: number;
  readonly ranges: number;
  readonly varints: number;
  /** The numbers of all of them. */
  readonly fields: readonly number[];
}

/** Builds a layout from field numbers: of 64-bit fixed, length-delimited and varint fields. */
export function defineLayout(
  eightBytes: readonly number[],
  ranges: readonly number[],
  varints: readonly number[],
): MessageLayout {
  const toBits = (fields: readonly number[]): number =>
    fields.reduce((bits, field) => bits | (1 << field), 0);
  return {
    eightBytes: toBits(eightBytes),
    ranges: toBits(ranges),
    varints: toBits(varints),
    fields: [...eightBytes, ...ranges, ...varints],
  };
}

/**
 * What one pass over a message found, by field number; the last of repeated fields wins. Fields of
 * the layout count; a scan is used with one layout only.
 */
export class FieldScan {
  /** Where the value of a field starts; -1 where the field is absent. */
  readonly at = new Int32Array(highestField + 1).fill(-1);
  /** Where the value of a length-delimited field stops. */
  readonly stop = new Int32Array(highestField + 1).fill(-1);
  /** Low 32 bits of varint fields, 0 where absent. */
  readonly value = new Uint32Array(highestField + 1);
  /** The elements of the listed field: where each starts and stops, one after the other. */
  list = new Int32Array(64);
  /** How many elements `list` has. */
  listed = 0;
  /** Sum of the hashes of the listed elements: the same in whatever order they come. */
  hash = 0;

  /** Scans the message `[reader.pos, end)`; `listField` is length-delimited, 0 for none. */
  run(
    reader: WireReader,
    end: number,
    layout: MessageLayout,
    listField = 0,
    isHashed = false,
  ): void {
    this.hash = this.listed = 0;
    const { at, stop: stops, value } = this;
    for (const field of layout.fields) {
      at[field] = stops[field] = -1;
      value[field] = 0;
    }
    while (reader.pos < end) {
      const field = reader.readField(end);
      if (field === listField) {
        const stop = reader.enter(end);
        if (isHashed) this.hash = (this.hash + hashRange(reader.view, reader.pos, stop)) | 0;
        this.append(reader.pos, stop);
        reader.pos = stop;
        continue;
      }
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

  private append(at: number, stop: number): void {
    const index = this.listed++ * 2;
    if (index >= this.list.length) {
      const longer = new Int32Array(this.list.length * 2);
      longer.set(this.list);
      this.list = longer;
    }
    this.list[index] = at;
    this.list[index + 1] = stop;
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
