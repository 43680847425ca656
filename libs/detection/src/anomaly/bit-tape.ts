/**
 * A row of bits that is either written or read. Every method returns the number as a reader gets
 * it: a writer puts its argument down and returns what is left of it, a reader ignores the
 * argument. So one function that passes numbers through a tape is both writer and reader, and the
 * two can't differ.
 */
export interface BitTape {
  /** A whole number from 0 to 2^width − 1, width 0 to 32. */
  bits(value: number, width: number): number;
  /** A number in single precision. */
  float32(value: number): number;
  /** A number as it is. */
  float64(value: number): number;
}

/** A tape that is written. */
export interface WritingTape extends BitTape {
  /** Returns what was written, the last byte filled up with zero bits. */
  finish(): Uint8Array;
}

/** A tape that is read. Beyond the end it gives zeros. */
export interface ReadingTape extends BitTape {
  /** Whether the bytes were read to their end and not further, and what fills them up is zero. */
  isAtEnd(): boolean;
}

const scratch = (): DataView => new DataView(new ArrayBuffer(8));

/** Makes floats out of whole numbers of 32 bits. */
function withFloats(bits: BitTape["bits"]): BitTape {
  const view = scratch();
  const passWord = (at: number): void => view.setUint32(at, bits(view.getUint32(at), 32));
  return {
    bits,
    float32: (value) => {
      view.setFloat32(0, value);
      passWord(0);
      return view.getFloat32(0);
    },
    float64: (value) => {
      view.setFloat64(0, value);
      passWord(0);
      passWord(4);
      return view.getFloat64(0);
    },
  };
}

/** Walks over `width` bits in pieces that each lie in one byte: index, bits below it, its size. */
function forEachPiece(
  from: number,
  width: number,
  visit: (index: number, below: number, size: number, left: number) => void,
): void {
  let at = from;
  let left = width;
  while (left > 0) {
    const room = 8 - (at & 7);
    const size = Math.min(room, left);
    left -= size;
    visit(at >>> 3, room - size, size, left);
    at += size;
  }
}

/** Returns an empty tape for at most `mostBytes`. Throws a RangeError when more is written. */
export function writeTape(mostBytes: number): WritingTape {
  const bytes = new Uint8Array(mostBytes);
  let at = 0;
  const bits = (value: number, width: number): number => {
    if (at + width > 8 * mostBytes) throw new RangeError("The tape is full: make it longer.");
    forEachPiece(at, width, (index, below, size, left) => {
      const piece = (value >>> left) & ((1 << size) - 1);
      bytes[index] = (bytes[index] ?? 0) | (piece << below);
    });
    at += width;
    return value;
  };
  return { ...withFloats(bits), finish: () => bytes.slice(0, (at + 7) >>> 3) };
}

/** Returns a tape that reads `bytes`. */
export function readTape(bytes: Uint8Array): ReadingTape {
  let at = 0;
  const bits = (_value: number, width: number): number => {
    let value = 0;
    forEachPiece(at, width, (index, below, size) => {
      value = ((value << size) | (((bytes[index] ?? 0) >>> below) & ((1 << size) - 1))) >>> 0;
    });
    at += width;
    return value;
  };
  const isAtEnd = (): boolean => {
    const filling = 8 * bytes.length - at;
    return filling >= 0 && filling < 8 && bits(0, filling) === 0;
  };
  return { ...withFloats(bits), isAtEnd };
}
