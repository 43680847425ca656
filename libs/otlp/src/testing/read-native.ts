/** Values of one row by column name; see `readNativeBlock` for their shapes. */
export type NativeRow = Record<string, unknown>;

/**
 * Reads a Native block back to rows. Integers of 64 bits and DateTime64 are bigints, ids are hex,
 * maps are lists of pairs, Nullable is null where absent.
 */
export function readNativeBlock(block: Uint8Array): NativeRow[] {
  const cursor = new BlockCursor(block);
  const columnCount = cursor.varuint();
  const rowCount = cursor.varuint();
  const rows = Array.from({ length: rowCount }, (): NativeRow => ({}));
  for (let index = 0; index < columnCount; index++) {
    const name = cursor.text();
    const values = readColumn(cursor, cursor.text(), rowCount);
    rows.forEach((row, at) => {
      row[name] = values[at];
    });
  }
  if (!cursor.isAtEnd()) throw new RangeError("The block is longer than its columns.");
  return rows;
}

function readColumn(cursor: BlockCursor, type: string, count: number): unknown[] {
  const element = /^Array\((.*)\)$/.exec(type)?.[1];
  if (element !== undefined) {
    return readLists(cursor, count, (total) => readColumn(cursor, element, total));
  }
  if (type === "Map(String, String)") {
    return readLists(cursor, count, (total) => {
      const keys = readColumn(cursor, "String", total);
      const values = readColumn(cursor, "String", total);
      return keys.map((key, at) => [key, values[at]]);
    });
  }
  const inner = /^Nullable\((.*)\)$/.exec(type)?.[1];
  if (inner !== undefined) {
    const nulls = readColumn(cursor, "UInt8", count);
    return readColumn(cursor, inner, count).map((value, at) => (nulls[at] === 1 ? null : value));
  }
  return Array.from({ length: count }, () => cursor.scalar(type));
}

function readLists(
  cursor: BlockCursor,
  count: number,
  readElements: (total: number) => unknown[],
): unknown[][] {
  const ends = Array.from({ length: count }, () => Number(cursor.scalar("UInt64")));
  const elements = readElements(ends.at(-1) ?? 0);
  return ends.map((end, at) => elements.slice(ends[at - 1] ?? 0, end));
}

class BlockCursor {
  private readonly bytes: Uint8Array;
  private readonly view: DataView;
  private at = 0;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  isAtEnd(): boolean {
    return this.at === this.bytes.length;
  }

  varuint(): number {
    let value = 0;
    let scale = 1;
    for (;;) {
      const byte = this.view.getUint8(this.at++);
      value += (byte & 0x7f) * scale;
      scale *= 128;
      if (byte < 0x80) return value;
    }
  }

  private take(width: number): number {
    const start = this.at;
    if (start + width > this.bytes.length) throw new RangeError("The block is cut off.");
    this.at += width;
    return start;
  }

  text(): string {
    const size = this.varuint();
    const start = this.take(size);
    return new TextDecoder().decode(this.bytes.subarray(start, start + size));
  }

  scalar(type: string): unknown {
    switch (type) {
      case "String":
        return this.text();
      case "UInt8":
        return this.view.getUint8(this.take(1));
      case "Int32":
        return this.view.getInt32(this.take(4), true);
      case "UInt32":
        return this.view.getUint32(this.take(4), true);
      case "UInt64":
        return this.view.getBigUint64(this.take(8), true);
      case "Int64":
      case "DateTime64(9)":
        return this.view.getBigInt64(this.take(8), true);
      case "Float64":
        return this.view.getFloat64(this.take(8), true);
      case "FixedString(8)":
        return this.hex(8);
      case "FixedString(16)":
        return this.hex(16);
      default:
        throw new RangeError(`Unknown column type ${type}.`);
    }
  }

  private hex(width: number): string {
    const start = this.take(width);
    const id = this.bytes.subarray(start, start + width);
    return [...id].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  }
}
