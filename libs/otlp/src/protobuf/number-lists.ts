import { OtlpDecodeError } from "../errors.ts";
import type { ByteSink, OffsetSink } from "../native/byte-sink.ts";
import type { WireReader } from "./wire-reader.ts";

/**
 * Writes one Array row from the repeated fixed64 or double `field` of the message `[start, end)`,
 * packed or not. The wire and Native layouts of the elements are the same.
 */
export function writeEightByteRow(
  reader: WireReader,
  start: number,
  end: number,
  field: number,
  sink: ByteSink,
  offsets: OffsetSink,
): void {
  reader.pos = start;
  while (reader.pos < end) {
    if (reader.readField(end) !== field) {
      reader.skip(end);
      continue;
    }
    if (!reader.isPacked()) {
      sink.fixed(reader.bytes, reader.eightBytes(end), 8);
      offsets.elements++;
      continue;
    }
    const stop = reader.enter(end);
    if ((stop - reader.pos) % 8 !== 0) {
      const problem = "A list of 64-bit numbers has a length that is no multiple of 8";
      throw new OtlpDecodeError("invalid_length", problem, reader.pos);
    }
    sink.copy(reader.bytes, reader.pos, stop);
    offsets.elements += (stop - reader.pos) / 8;
    reader.pos = stop;
  }
  offsets.endRow();
}

/**
 * Writes one Array(UInt64) row from the repeated uint64 `field` of the message `[start, end)`,
 * packed or not; an empty row where `start` is below 0.
 */
export function writeVarintRow(
  reader: WireReader,
  start: number,
  end: number,
  field: number,
  sink: ByteSink,
  offsets: OffsetSink,
): void {
  reader.pos = Math.max(start, 0);
  const last = start < 0 ? 0 : end;
  while (reader.pos < last) {
    if (reader.readField(last) !== field) {
      reader.skip(last);
      continue;
    }
    if (!reader.isPacked()) {
      reader.varint(last);
      sink.u64(reader.low, reader.high);
      offsets.elements++;
      continue;
    }
    const stop = reader.enter(last);
    while (reader.pos < stop) {
      reader.readVarint(stop);
      sink.u64(reader.low, reader.high);
      offsets.elements++;
    }
  }
  offsets.endRow();
}
