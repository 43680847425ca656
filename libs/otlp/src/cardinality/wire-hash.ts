const multiplier = 0x9e3779b1;
const wordBytes = 4;

/**
 * Spreads every bit of a 32-bit number over all of them; the finaliser of MurmurHash3 by Austin
 * Appleby, public domain. Signed, as all hashes here.
 */
export function mixHash(value: number): number {
  let hash = value ^ (value >>> 16);
  hash = Math.imul(hash, 0x85ebca6b);
  hash ^= hash >>> 13;
  hash = Math.imul(hash, 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}

/**
 * A 32-bit hash of the bytes `[start, stop)`: two interleaved chains of rotate, xor and multiply
 * over little-endian words, the last word overlapping the one before. Not meant to withstand
 * somebody who looks for collisions.
 */
export function hashRange(view: DataView, start: number, stop: number): number {
  const size = stop - start;
  if (size < wordBytes) return hashShort(view, start, stop);
  let even = size;
  let odd = multiplier;
  let at = start;
  for (const pairsEnd = stop - 2 * wordBytes; at <= pairsEnd; at += 2 * wordBytes) {
    even = Math.imul(((even << 13) | (even >>> 19)) ^ view.getInt32(at, true), multiplier);
    odd = Math.imul(((odd << 13) | (odd >>> 19)) ^ view.getInt32(at + 4, true), multiplier);
  }
  if (at <= stop - wordBytes) {
    even = Math.imul(((even << 13) | (even >>> 19)) ^ view.getInt32(at, true), multiplier);
  }
  odd = Math.imul(((odd << 13) | (odd >>> 19)) ^ view.getInt32(stop - wordBytes, true), multiplier);
  return mixHash(even ^ ((odd << 16) | (odd >>> 16)));
}

function hashShort(view: DataView, start: number, stop: number): number {
  let hash = stop - start;
  for (let at = start; at < stop; at++) {
    hash = Math.imul(((hash << 13) | (hash >>> 19)) ^ view.getUint8(at), multiplier);
  }
  return mixHash(hash);
}
