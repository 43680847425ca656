import type { Point } from "@headroom/detection";

/** Returns a generator of numbers in [0, 1) that is the same for the same seed (mulberry32). */
export function seedRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Returns a generator of standard normal numbers (Box and Muller 1958). */
export function seedNormal(seed: number): () => number {
  const random = seedRandom(seed);
  return () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** Returns `count` points from `startMs` on. */
export function makePoints(
  count: number,
  stepMs: number,
  valueAt: (index: number, timeMs: number) => number,
  startMs = 0,
): Point[] {
  return Array.from({ length: count }, (_, index) => {
    const timeMs = startMs + index * stepMs;
    return { timeMs, value: valueAt(index, timeMs) };
  });
}
