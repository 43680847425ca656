import type { Point } from "./judgement.ts";

/**
 * Returns a source of noise for tests: mean 0, standard deviation about 1, bell-shaped (the sum
 * of twelve uniform numbers less six), the same for the same seed.
 */
export function makeNoise(seed: number): () => number {
  let state = seed >>> 0;
  const uniform = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  return () => {
    let sum = -6;
    for (let index = 0; index < 12; index++) sum += uniform();
    return sum;
  };
}

/** Returns `count` points from `startMs` on, `stepMs` apart, with the values of `valueAt`. */
export function makePoints(
  count: number,
  stepMs: number,
  valueAt: (timeMs: number, index: number) => number,
  startMs = 1_767_225_600_000,
): Point[] {
  return Array.from({ length: count }, (_, index) => {
    const timeMs = startMs + index * stepMs;
    return { timeMs, value: valueAt(timeMs, index) };
  });
}

/** Returns a wave of one day with the given height. */
export const dailyWave = (timeMs: number, height: number): number =>
  height * Math.sin((2 * Math.PI * timeMs) / 86_400_000);
