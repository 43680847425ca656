import { createBaseline } from "./baseline-state.ts";
import type { BaselineState } from "./baseline-state.ts";

/** First byte: another number means another layout. */
const layout = 1;

/**
 * Returns the state as bytes, to be stored beside the series; `decodeBaseline` gives an equal
 * state.
 */
export function encodeBaseline(state: BaselineState): Uint8Array {
  const numbers = Object.values(state).flat() as number[];
  const bytes = new Uint8Array(1 + 8 * numbers.length);
  const view = new DataView(bytes.buffer);
  bytes[0] = layout;
  for (const [index, value] of numbers.entries()) view.setFloat64(1 + 8 * index, value);
  return bytes;
}

/**
 * Returns the state that `encodeBaseline` wrote, or undefined for bytes of another layout or
 * length: then train anew from history.
 */
export function decodeBaseline(bytes: Uint8Array): BaselineState | undefined {
  const blank = createBaseline();
  const length = Object.values(blank).flat().length;
  if (bytes[0] !== layout || bytes.length !== 1 + 8 * length) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  let at = 1;
  const next = (): number => {
    const value = view.getFloat64(at);
    at += 8;
    return value;
  };
  const entries = Object.entries(blank).map(([key, model]) => [
    key,
    Array.isArray(model) ? model.map(next) : next(),
  ]);
  return Object.fromEntries(entries) as BaselineState;
}
