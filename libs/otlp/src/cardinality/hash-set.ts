const initialSlots = 16;
const slotBytes = 4;

/**
 * A set of 32-bit hashes in one typed array: open addressing with linear probing, at most half
 * full. Hash 0 is kept as 1, so those two count as the same.
 */
export class HashSet {
  size = 0;
  private slots = new Int32Array(initialSlots);

  /** Memory of the slots. */
  byteLength(): number {
    return this.slots.length * slotBytes;
  }

  has(hash: number): boolean {
    return this.slots[this.slotOf(hash)] !== 0;
  }

  /** Adds a hash; false where it was in the set already. */
  add(hash: number): boolean {
    const slot = this.slotOf(hash);
    if (this.slots[slot] !== 0) return false;
    this.slots[slot] = nonZero(hash);
    this.size++;
    if (this.size * 2 > this.slots.length) this.grow();
    return true;
  }

  /** Removes a hash; what was pushed along by it moves back. */
  delete(hash: number): void {
    const { slots } = this;
    const mask = slots.length - 1;
    let hole = this.slotOf(hash);
    if (slots[hole] === 0) return;
    this.size--;
    for (let at = (hole + 1) & mask; slots[at] !== 0; at = (at + 1) & mask) {
      const moved = slots[at] ?? 0;
      const distance = (at - (moved & mask)) & mask;
      if (distance < ((at - hole) & mask)) continue;
      slots[hole] = moved;
      hole = at;
    }
    slots[hole] = 0;
  }

  /** Where the hash stands, or the empty slot where it would. */
  private slotOf(hash: number): number {
    const { slots } = this;
    const mask = slots.length - 1;
    const wanted = nonZero(hash);
    let at = wanted & mask;
    for (let found = slots[at]; found !== 0 && found !== wanted; found = slots[at]) {
      at = (at + 1) & mask;
    }
    return at;
  }

  private grow(): void {
    const before = this.slots;
    this.slots = new Int32Array(before.length * 2);
    for (const hash of before) if (hash !== 0) this.slots[this.slotOf(hash)] = hash;
  }
}

function nonZero(hash: number): number {
  return hash === 0 ? 1 : hash | 0;
}
