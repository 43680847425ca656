/** A growing buffer that OTLP messages are written to, with places to be filled in later. */
export class Wire {
  #bytes = Buffer.alloc(256);
  #length = 0;
  /** Offsets of ids to randomise, with their widths. */
  readonly ids: { readonly at: number; readonly width: number }[] = [];
  /** Offsets of fixed64 times, with what to add to the time of sending, ns. */
  readonly times: { readonly at: number; readonly addNs: bigint }[] = [];

  get length(): number {
    return this.#length;
  }

  bytes(): Buffer {
    return this.#bytes.subarray(0, this.#length);
  }

  varint(value: number): void {
    this.#reserve(10);
    let rest = value;
    while (rest > 127) {
      this.#bytes[this.#length++] = (rest % 128) | 128;
      rest = Math.floor(rest / 128);
    }
    this.#bytes[this.#length++] = rest;
  }

  number(field: number, value: number): void {
    this.varint(field * 8);
    this.varint(value);
  }

  text(field: number, content: string): void {
    this.block(field, Buffer.from(content));
  }

  block(field: number, content: Uint8Array): void {
    this.varint(field * 8 + 2);
    this.varint(content.length);
    this.#reserve(content.length);
    this.#bytes.set(content, this.#length);
    this.#length += content.length;
  }

  id(field: number, content: Uint8Array): void {
    this.block(field, content);
    this.ids.push({ at: this.#length - content.length, width: content.length });
  }

  time(field: number, addNs: bigint): void {
    this.varint(field * 8 + 1);
    this.#reserve(8);
    this.times.push({ at: this.#length, addNs });
    this.#length += 8;
  }

  double(field: number, value: number): void {
    this.varint(field * 8 + 1);
    this.#reserve(8);
    this.#bytes.writeDoubleLE(value, this.#length);
    this.#length += 8;
  }

  /** Nests a message: its places to fill in move along. */
  message(field: number, write: (inner: Wire) => void): void {
    const inner = new Wire();
    write(inner);
    this.block(field, inner.bytes());
    const start = this.#length - inner.length;
    for (const { at, width } of inner.ids) this.ids.push({ at: start + at, width });
    for (const { at, addNs } of inner.times) this.times.push({ at: start + at, addNs });
  }

  attribute(field: number, key: string, value: string | number): void {
    this.message(field, (pair) => {
      pair.text(1, key);
      pair.message(2, (any) => {
        if (typeof value === "string") any.text(1, value);
        else any.number(3, value);
      });
    });
  }

  #reserve(size: number): void {
    if (this.#length + size <= this.#bytes.length) return;
    const larger = Buffer.alloc(Math.max(this.#bytes.length * 2, this.#length + size));
    this.#bytes.copy(larger, 0, 0, this.#length);
    this.#bytes = larger;
  }
}
