const initialBytes = 4096;
/** Room kept for the length of a message until its content is known. */
const lengthBytes = 5;
/** Up to this length a loop beats the encoder, and the length fits one byte. */
const shortText = 64;
const utf8 = new TextEncoder();

/** Writes protobuf wire bytes to a growing buffer. */
export class WireWriter {
  private bytes = new Uint8Array(initialBytes);
  private view = new DataView(this.bytes.buffer);
  private length = 0;

  private reserve(extraBytes: number): void {
    if (this.length + extraBytes <= this.bytes.length) return;
    const larger = new Uint8Array(Math.max(this.bytes.length * 2, this.length + extraBytes));
    larger.set(this.bytes.subarray(0, this.length));
    this.bytes = larger;
    this.view = new DataView(larger.buffer);
  }

  private tag(field: number, wire: number): void {
    this.reserve(lengthBytes);
    this.smallVarint((field << 3) | wire);
  }

  /** Writes a varint below 2^32 into room that is reserved already. */
  private smallVarint(value: number): void {
    let rest = value;
    while (rest > 0x7f) {
      this.bytes[this.length++] = (rest & 0x7f) | 0x80;
      rest >>>= 7;
    }
    this.bytes[this.length++] = rest;
  }

  private largeVarint(value: bigint): void {
    this.reserve(10);
    let rest = BigInt.asUintN(64, value);
    while (rest > 0x7fn) {
      this.bytes[this.length++] = Number(rest & 0x7fn) | 0x80;
      rest >>= 7n;
    }
    this.bytes[this.length++] = Number(rest);
  }

  /** Writes a varint field; negative values take their 64-bit two's complement. */
  varint(field: number, value: bigint): void {
    this.tag(field, 0);
    this.largeVarint(value);
  }

  /** Writes a fixed64 or sfixed64 field. */
  fixed64(field: number, value: bigint): void {
    this.tag(field, 1);
    this.reserve(8);
    this.view.setBigUint64(this.length, BigInt.asUintN(64, value), true);
    this.length += 8;
  }

  /** Writes a double field. */
  double(field: number, value: number): void {
    this.tag(field, 1);
    this.reserve(8);
    this.view.setFloat64(this.length, value, true);
    this.length += 8;
  }

  /** Writes a fixed32 field. */
  fixed32(field: number, value: number): void {
    this.tag(field, 5);
    this.reserve(4);
    this.view.setUint32(this.length, value, true);
    this.length += 4;
  }

  /** Writes a bytes field. */
  raw(field: number, content: Uint8Array): void {
    this.tag(field, 2);
    this.reserve(content.length + lengthBytes);
    this.smallVarint(content.length);
    this.bytes.set(content, this.length);
    this.length += content.length;
  }

  /** Writes a string field in UTF-8; lone surrogates become U+FFFD. */
  text(field: number, content: string): void {
    if (content.length > shortText || !this.shortAscii(field, content)) {
      this.raw(field, utf8.encode(content));
    }
  }

  /** Writes a short string field; false, and nothing written, where it is not ASCII. */
  private shortAscii(field: number, content: string): boolean {
    const start = this.length;
    this.tag(field, 2);
    this.reserve(content.length + 1);
    this.bytes[this.length++] = content.length;
    for (let index = 0; index < content.length; index++) {
      const code = content.charCodeAt(index);
      if (code > 0x7f) {
        this.length = start;
        return false;
      }
      this.bytes[this.length++] = code;
    }
    return true;
  }

  /** Writes a message field whose content `write` appends. */
  message(field: number, write: () => void): void {
    this.tag(field, 2);
    this.reserve(lengthBytes);
    const at = this.length;
    this.length += lengthBytes;
    write();
    const from = at + lengthBytes;
    const stop = this.length;
    this.length = at;
    this.smallVarint(stop - from);
    this.bytes.copyWithin(this.length, from, stop);
    this.length += stop - from;
  }

  /** The bytes written so far, as a copy. */
  take(): Uint8Array<ArrayBuffer> {
    return this.bytes.slice(0, this.length);
  }
}
