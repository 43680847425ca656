import { OtlpDecodeError } from "../errors.ts";

const VARINT = 0;
const I64 = 1;
const LEN = 2;
const START_GROUP = 3;
const END_GROUP = 4;
const I32 = 5;

/** Deprecated groups may only occur in unknown fields; deeper nesting than this is refused. */
const maxGroupDepth = 64;
const maxVarintBytes = 10;

/**
 * Walks protobuf wire bytes in place. A message is the range from `pos` to an `end` that the
 * caller holds; every read is checked against that end. All methods throw `OtlpDecodeError`.
 */
export class WireReader {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  pos = 0;
  /** Halves of the integer read last, unsigned. */
  low = 0;
  high = 0;
  private wire = 0;
  private tagAt = 0;
  private field = 0;

  constructor(body: Uint8Array) {
    // A plain view: methods of Buffer and other subclasses are slower and behave differently.
    this.bytes = new Uint8Array(body.buffer, body.byteOffset, body.byteLength);
    this.view = new DataView(body.buffer, body.byteOffset, body.byteLength);
  }

  /** Reads a tag and returns its field number (≥ 1). */
  readField(end: number): number {
    this.tagAt = this.pos;
    let tag = this.bytes[this.pos] as number;
    if (tag < 0x80) this.pos++;
    else {
      this.readVarint(end);
      if (this.high !== 0) this.fail("invalid_tag", "The field number is too large");
      tag = this.low;
    }
    this.wire = tag & 7;
    this.field = tag >>> 3;
    if (this.field === 0) this.fail("invalid_tag", "Field number 0 is not allowed");
    return this.field;
  }

  /** Enters a length-delimited field: returns where it stops, `pos` is at its first byte. */
  enter(end: number): number {
    this.expect(LEN);
    return this.readLength(end);
  }

  private readLength(end: number): number {
    const at = this.pos;
    const first = this.bytes[at] as number;
    let size = first;
    if (at < end && first < 0x80) this.pos++;
    else {
      this.readVarint(end);
      size = this.high * 2 ** 32 + this.low;
    }
    if (size > end - this.pos) {
      throw new OtlpDecodeError("truncated", `A length of ${size} reaches past its message`, at);
    }
    return this.pos + size;
  }

  /** Reads a varint field into `low` and `high`. */
  varint(end: number): void {
    this.expect(VARINT);
    this.readVarint(end);
  }

  /** Reads a uint32 or enum field; returns its low 32 bits, unsigned. */
  uint32(end: number): number {
    this.varint(end);
    return this.low;
  }

  /** Reads an enum for a UInt8 column; numbers outside 0–255 become 0 (unspecified). */
  smallEnum(end: number): number {
    this.varint(end);
    return this.high === 0 && this.low < 256 ? this.low : 0;
  }

  /** Reads a bool field as 0 or 1. */
  bool(end: number): number {
    this.varint(end);
    return this.low === 0 && this.high === 0 ? 0 : 1;
  }

  /** Reads a sint32 (zigzag) field. */
  sint32(end: number): number {
    this.varint(end);
    return (this.low >>> 1) ^ -(this.low & 1);
  }

  /** Skips a fixed64, sfixed64 or double field; returns where its eight bytes start. */
  eightBytes(end: number): number {
    this.expect(I64);
    return this.take(8, end);
  }

  /** Reads a fixed32 field, unsigned. */
  fixed32(end: number): number {
    this.expect(I32);
    return this.view.getUint32(this.take(4, end), true);
  }

  /** Whether the field just read is a packed list rather than one element. */
  isPacked(): boolean {
    return this.wire === LEN;
  }

  /** Reads a varint without a tag (an element of a packed list) into `low` and `high`. */
  readVarint(end: number): void {
    const start = this.pos;
    const first = this.bytes[start] as number;
    if (start < end && first < 0x80) {
      this.pos = start + 1;
      this.low = first;
      this.high = 0;
      return;
    }
    this.low = 0;
    this.high = 0;
    for (let index = 0; index < maxVarintBytes; index++) {
      if (this.pos >= end) throw new OtlpDecodeError("truncated", "A number is cut off", start);
      const byte = this.bytes[this.pos++] as number;
      this.addGroup(byte & 0x7f, index);
      if (byte < 0x80) {
        this.low >>>= 0;
        this.high >>>= 0;
        return;
      }
    }
    throw new OtlpDecodeError("varint_too_long", "A number has more than 10 bytes", start);
  }

  /** Adds the `index`-th seven-bit group of a varint to the halves. */
  private addGroup(bits: number, index: number): void {
    if (index < 4) this.low |= bits << (7 * index);
    else if (index > 4) this.high |= bits << (7 * index - 32);
    else {
      this.low |= bits << 28;
      this.high = bits >>> 4;
    }
  }

  private take(width: number, end: number): number {
    const at = this.pos;
    if (end - at < width) throw new OtlpDecodeError("truncated", "A value is cut off", at);
    this.pos = at + width;
    return at;
  }

  private expect(wire: number): void {
    if (this.wire === wire) return;
    this.fail("wrong_wire_type", `Field ${this.field} has wire type ${this.wire}, not ${wire}`);
  }

  /** Skips the field whose tag was read last, whatever its type. */
  skip(end: number): void {
    if (this.wire === START_GROUP) this.skipGroup(end);
    else this.skipValue(end);
  }

  private skipValue(end: number): void {
    if (this.wire === LEN) this.pos = this.readLength(end);
    else if (this.wire === VARINT) this.readVarint(end);
    else if (this.wire === I64) this.take(8, end);
    else if (this.wire === I32) this.take(4, end);
    else if (this.wire === END_GROUP) this.fail("unbalanced_group", "A group ends without a start");
    else this.fail("invalid_tag", `Wire type ${this.wire} does not exist`);
  }

  private skipGroup(end: number): void {
    const start = this.tagAt;
    const open = [this.field];
    while (open.length > 0) {
      if (this.pos >= end) throw new OtlpDecodeError("truncated", "A group is cut off", start);
      const field = this.readField(end);
      if (this.wire === START_GROUP) {
        open.push(field);
        if (open.length > maxGroupDepth) this.fail("nesting_too_deep", "Too many nested groups");
      } else if (this.wire !== END_GROUP) {
        this.skipValue(end);
      } else if (open.pop() !== field) {
        this.fail("unbalanced_group", "A group ends with the number of another");
      }
    }
  }

  private fail(
    code: "invalid_tag" | "wrong_wire_type" | "unbalanced_group" | "nesting_too_deep",
    problem: string,
  ): never {
    throw new OtlpDecodeError(code, problem, this.tagAt);
  }
}
