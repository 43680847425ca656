/** Called before a buffer grows by `extraBytes`; throws to refuse. */
export type GrowthGuard = (extraBytes: number) => void;

const initialBytes = 1024;
/** A buffer up to this size is kept even where it is not used. */
const pooledBytes = 256 * 1024;
/** Below this length a byte loop beats creating a subarray for `set`. */
const loopCopyBytes = 48;

/** A growable little-endian byte buffer whose memory is kept between blocks. */
export class ByteSink {
  bytes = new Uint8Array(initialBytes);
  length = 0;
  private view = new DataView(this.bytes.buffer);
  private readonly guard: GrowthGuard;

  constructor(guard: GrowthGuard) {
    this.guard = guard;
  }

  /** Makes room for `extraBytes` more bytes. */
  reserve(extraBytes: number): void {
    if (this.length + extraBytes > this.bytes.length) this.grow(extraBytes);
  }

  private grow(extraBytes: number): void {
    this.guard(extraBytes);
    this.resize(Math.max(this.bytes.length * 2, this.length + extraBytes));
  }

  u8(value: number): void {
    this.reserve(1);
    this.bytes[this.length++] = value;
  }

  u32(value: number): void {
    this.reserve(4);
    this.view.setUint32(this.length, value, true);
    this.length += 4;
  }

  /** Writes a 64-bit integer given as its low and high 32-bit halves. */
  u64(low: number, high: number): void {
    this.reserve(8);
    this.view.setUint32(this.length, low, true);
    this.view.setUint32(this.length + 4, high, true);
    this.length += 8;
  }

  f64(value: number): void {
    this.reserve(8);
    this.view.setFloat64(this.length, value, true);
    this.length += 8;
  }

  /** Writes a variable-length integer below 2^53, as Native and protobuf both encode it. */
  varuint(value: number): void {
    this.reserve(8);
    let rest = value;
    while (rest > 0x7f) {
      this.bytes[this.length++] = (rest & 0x7f) | 0x80;
      rest = rest > 0x7fffffff ? Math.floor(rest / 128) : rest >>> 7;
    }
    this.bytes[this.length++] = rest;
  }

  /** Copies `source[start, stop)`. */
  copy(source: Uint8Array, start: number, stop: number): void {
    const size = stop - start;
    this.reserve(size);
    const target = this.bytes;
    let at = this.length;
    if (size < loopCopyBytes) {
      for (let from = start; from < stop; from++) target[at++] = source[from] as number;
    } else {
      target.set(source.subarray(start, stop), at);
    }
    this.length += size;
  }

  /** Copies `width` bytes from `start`, or writes zero bytes where `start` is negative (absent). */
  fixed(source: Uint8Array, start: number, width: number): void {
    this.reserve(width);
    const target = this.bytes;
    let at = this.length;
    for (let index = 0; index < width; index++) {
      target[at++] = start < 0 ? 0 : (source[start + index] as number);
    }
    this.length = at;
  }

  /** Writes `source[start, stop)` as one String value: its length, then its bytes. */
  text(source: Uint8Array, start: number, stop: number): void {
    const size = stop - start;
    if (size >= loopCopyBytes) {
      this.varuint(size);
      return this.copy(source, start, stop);
    }
    this.reserve(size + 1);
    const target = this.bytes;
    let at = this.length;
    target[at++] = size;
    for (let from = start; from < stop; from++) target[at++] = source[from] as number;
    this.length = at;
  }

  /** Writes a non-negative integer below 1,000,000,000 as one String value in decimal. */
  decimal(value: number): void {
    let digits = 1;
    for (let power = 10; power <= value; power *= 10) digits++;
    this.reserve(digits + 1);
    this.bytes[this.length] = digits;
    let rest = value;
    for (let at = this.length + digits; at > this.length; at--) {
      const tens = (rest / 10) | 0;
      this.bytes[at] = 0x30 + rest - tens * 10;
      rest = tens;
    }
    this.length += digits + 1;
  }

  /** Writes ASCII characters as they are, without a length. */
  ascii(characters: string): void {
    this.reserve(characters.length);
    for (let index = 0; index < characters.length; index++) {
      this.bytes[this.length++] = characters.charCodeAt(index);
    }
  }

  /** Writes all bytes of `source` `times` times. */
  repeat(source: ByteSink, times: number): void {
    const size = source.length;
    if (times === 0 || size === 0) return;
    this.reserve(size * times);
    const start = this.length;
    this.copy(source.bytes, 0, size);
    let done = size;
    while (done < size * times) {
      const chunk = Math.min(done, size * times - done);
      this.bytes.copyWithin(start + done, start, start + chunk);
      done += chunk;
    }
    this.length = start + done;
  }

  /** Forgets everything after the first `length` bytes. */
  truncate(length: number): void {
    this.length = length;
  }

  /** Empties the buffer. Memory that was mostly unused is given back, half of it each time. */
  clear(): void {
    const isIdle = this.bytes.length > pooledBytes && this.length * 4 < this.bytes.length;
    this.truncate(0);
    if (isIdle) this.resize(this.bytes.length >>> 1);
  }

  /** Gives back memory where the buffer is large and mostly unused. */
  trim(): void {
    if (this.bytes.length <= pooledBytes || this.length * 2 > this.bytes.length) return;
    this.resize(Math.max(this.length, initialBytes));
  }

  private resize(bytes: number): void {
    const resized = new Uint8Array(bytes);
    resized.set(this.bytes.subarray(0, this.length));
    this.bytes = resized;
    this.view = new DataView(resized.buffer);
  }

  /** The 64-bit integer that ends the buffer (exact below 2^53), or 0 where it is empty. */
  protected lastU64(): number {
    if (this.length < 8) return 0;
    const low = this.view.getUint32(this.length - 8, true);
    return this.view.getUint32(this.length - 4, true) * 2 ** 32 + low;
  }
}

/** The running element counts of an Array or Map column: one UInt64 per row. */
export class OffsetSink extends ByteSink {
  /** Elements written so far; add to it for each element, then call `endRow`. */
  elements = 0;

  endRow(): void {
    this.u64(this.elements >>> 0, Math.floor(this.elements / 2 ** 32));
  }

  /** Ends `rows` rows that have `perRow` elements each. */
  repeatRows(perRow: number, rows: number): void {
    this.reserve(rows * 8);
    for (let row = 0; row < rows; row++) {
      this.elements += perRow;
      this.endRow();
    }
  }

  override truncate(length: number): void {
    super.truncate(length);
    this.elements = this.lastU64();
  }
}
