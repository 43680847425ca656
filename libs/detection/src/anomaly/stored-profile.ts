import type { BitTape } from "./bit-tape.ts";
import type { SlotPlace } from "./season.ts";

/** Neighbours that share one width of bits. */
const blockSize = 8;
const widthBits = 5;
/** Codes are at most 16 bits and a sign, so their differences fit in 18 bits with a sign. */
const codeBits = 18;

const foldSign = (value: number): number => (value < 0 ? -2 * value - 1 : 2 * value);
const unfoldSign = (value: number): number => (value % 2 === 1 ? -(value + 1) / 2 : value / 2);

/**
 * Passes whole numbers (at most ±65,535) through a tape as differences of neighbours, each block
 * of eight in as many bits as its largest needs: a smooth profile takes few. Returns the numbers.
 */
export function passCodes(tape: BitTape, codes: readonly number[]): number[] {
  if (codes.length === 0) return [];
  let before = unfoldSign(tape.bits(foldSign(codes[0] ?? 0), codeBits));
  const passed = [before];
  for (let from = 1; from < codes.length; from += blockSize) {
    const to = Math.min(codes.length, from + blockSize);
    let largest = 0;
    for (let index = from; index < to; index++)
      largest = Math.max(largest, foldSign((codes[index] ?? 0) - (codes[index - 1] ?? 0)));
    const width = tape.bits(32 - Math.clz32(largest), widthBits);
    for (let index = from; index < to; index++) {
      const change = foldSign((codes[index] ?? 0) - (codes[index - 1] ?? 0));
      before += unfoldSign(tape.bits(change, width));
      passed.push(before);
    }
  }
  return passed;
}

/** Visits are kept on a scale of roots: to a hundredth of the most there, far finer near none. */
const mostVisitsCode = 255;

/**
 * Passes the visits of a profile through a tape, in one bit for all once each slot has had the
 * `most` that count; changes `visits`. Returns the slots that were visited.
 */
export function passVisits(tape: BitTape, visits: number[], most: number): number[] {
  const codes = visits.map((count) =>
    count > 0 ? Math.max(1, Math.round(mostVisitsCode * Math.sqrt(count / most))) : 0,
  );
  const isFull = tape.bits(codes.every((code) => code === mostVisitsCode) ? 1 : 0, 1) === 1;
  const slots = [...codes.keys()].filter(
    (slot) => isFull || tape.bits((codes[slot] ?? 0) > 0 ? 1 : 0, 1) === 1,
  );
  visits.fill(isFull ? most : 0);
  if (isFull) return slots;
  const passed = passCodes(
    tape,
    slots.map((slot) => codes[slot] ?? 0),
  );
  for (const [index, slot] of slots.entries())
    visits[slot] = most * ((passed[index] ?? 0) / mostVisitsCode) ** 2;
  return slots;
}

const exponentBias = 512;
const mostCode = 32_767;

/**
 * Passes the means of `slots` through a tape; changes `means`. They are whole multiples of a
 * power of two: of `noise` / 64 to `noise` / 32 (a rounding that is lost in the noise, though a
 * slot that is visited again moves by a quarter of what it is off), or of the largest mean's
 * 32,767th where that is more.
 */
export function passMeans(
  tape: BitTape,
  means: number[],
  slots: readonly number[],
  noise: number,
): void {
  const largest = slots.reduce((most, slot) => Math.max(most, Math.abs(means[slot] ?? 0)), 0);
  const finest = noise > 0 ? Math.floor(Math.log2(noise)) - 5 : -149;
  let wanted = Math.max(finest, largest > 0 ? Math.floor(Math.log2(largest)) - 14 : -149);
  while (Math.round(largest / 2 ** wanted) > mostCode) wanted++;
  const quantum = 2 ** (tape.bits(wanted + exponentBias, 10) - exponentBias);
  const codes = passCodes(
    tape,
    slots.map((slot) => Math.round((means[slot] ?? 0) / quantum)),
  );
  // Adding 0 turns -0 into 0.
  for (const [index, slot] of slots.entries()) means[slot] = (codes[index] ?? 0) * quantum + 0;
}

/** Steps of 1.1 %: a slot's spread moves by a tenth of what it is off, and must not stick. */
const spreadStepsPerDoubling = 64;
/** Sixteen doublings under the largest: less is as good as that. */
const mostSpreadCode = 1023;
const spreadBias = 256 * spreadStepsPerDoubling;

/** Passes the spreads of `slots` through a tape, on a logarithmic scale; changes `spreads`. */
export function passSpreads(tape: BitTape, spreads: number[], slots: readonly number[]): void {
  const steps = slots.map((slot) => {
    const spread = spreads[slot] ?? 0;
    const step = Math.round(spreadStepsPerDoubling * Math.log2(spread));
    return spread > 0 ? Math.max(step, -126 * spreadStepsPerDoubling) : -Infinity;
  });
  const highest = Math.max(...steps);
  const wanted = Number.isFinite(highest) ? highest - mostSpreadCode : 0;
  const lowest = tape.bits(wanted + spreadBias, 15) - spreadBias;
  const codes = passCodes(
    tape,
    steps.map((step) => (Number.isFinite(step) ? Math.max(1, step - lowest) : 0)),
  );
  for (const [index, slot] of slots.entries()) {
    const code = codes[index] ?? 0;
    spreads[slot] = code === 0 ? 0 : Math.fround(2 ** ((lowest + code) / spreadStepsPerDoubling));
  }
}

/**
 * Passes what `pass` leaves of some profiles through a tape, except for the two slots around the
 * last point: those are just being learnt, and stay as they are in single precision.
 */
export function passAroundPlace(
  tape: BitTape,
  { left, right }: SlotPlace,
  profiles: readonly number[][],
  pass: () => void,
): void {
  const kept = profiles.map((profile) =>
    [left, right].map((slot) => tape.float32(profile[slot] ?? 0)),
  );
  for (const [index, profile] of profiles.entries())
    for (const [side, slot] of [left, right].entries()) profile[slot] = kept[index]?.[side] ?? 0;
  pass();
  for (const [index, profile] of profiles.entries())
    for (const [side, slot] of [left, right].entries()) profile[slot] = kept[index]?.[side] ?? 0;
}
