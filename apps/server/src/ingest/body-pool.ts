/** Bytes of a pooled buffer are a power of two from here … */
const SMALLEST = 16 * 1024;
/** … to here; larger bodies get memory of their own. */
const LARGEST = 4 * 1024 * 1024;
/** Most bytes that are kept for later. */
const KEPT_BYTES = 32 * 1024 * 1024;

/**
 * Memory for request bodies. A body is read and decoded within moments, so a few buffers serve all
 * of them; without the pool the garbage collector runs for the bodies alone.
 */
export class BodyPool {
  readonly #free = new Map<number, Buffer[]>();
  #keptBytes = 0;

  /** A buffer of at least `bytes`; what is in it is of no meaning. */
  take(bytes: number): Buffer {
    const size = sizeClass(bytes);
    if (size === undefined) return Buffer.allocUnsafeSlow(bytes);
    const kept = this.#free.get(size)?.pop();
    if (kept === undefined) return Buffer.allocUnsafeSlow(size);
    this.#keptBytes -= size;
    return kept;
  }

  /** Takes a buffer of `take` back, once; nobody may read it or a part of it afterwards. */
  give(buffer: Buffer): void {
    const size = sizeClass(buffer.length);
    if (size !== buffer.length || this.#keptBytes + size > KEPT_BYTES) return;
    const free = this.#free.get(size) ?? [];
    free.push(buffer);
    this.#free.set(size, free);
    this.#keptBytes += size;
  }
}

function sizeClass(bytes: number): number | undefined {
  if (bytes > LARGEST) return undefined;
  let size = SMALLEST;
  while (size < bytes) size *= 2;
  return size;
}
