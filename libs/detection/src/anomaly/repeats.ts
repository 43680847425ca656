import type { BaselineState } from "./baseline-state.ts";
import { scoreLimitOf } from "./judgement.ts";
import {
  dayMs,
  eventClasses,
  eventMemoryMs,
  learningPoints,
  mostSimilar,
  refractoryFactor,
  refractoryMs,
} from "./parameters.ts";

/**
 * Returns how much of a signed score is news (≥ 0), and remembers it: changes `state`.
 * 0 while an alarm of about this strength was raised lately on the same side (it fades by half
 * in 8 hours); else the score's size divided by √(1 + earlier events of this size or more on this
 * side), each of which fades by half in 14 days, and never below a quarter of it. So a nightly
 * backup alarms the first nights and then less and less, and something clearly stronger always
 * gets through.
 */
export function weighNews(state: BaselineState, score: number, elapsedMs: number): number {
  const fading = 2 ** (-elapsedMs / refractoryMs);
  for (let side = 0; side < 2; side++)
    state.alarmsHeld[side] = (state.alarmsHeld[side] ?? 0) * fading;
  const side = score > 0 ? 1 : 0;
  const held = state.alarmsHeld[side] ?? 0;
  const size = Math.abs(score);
  // What is below the limit was never said, so it keeps nothing back.
  if (size >= scoreLimitOf(state.sensitivity)) state.alarmsHeld[side] = Math.max(held, size);
  return size > refractoryFactor * held ? discountEvent(state, side, size) : 0;
}

function discountEvent(state: BaselineState, side: number, size: number): number {
  const sizeClass = size > 1 ? Math.min(eventClasses - 1, Math.floor(2 * Math.log2(size))) : 0;
  const from = side * eventClasses;
  const sinceMs = Math.max(0, state.lastMs - state.eventsMs);
  const fading = 2 ** (-sinceMs / eventMemoryMs);
  let similar = 0;
  for (let index = Math.max(0, sizeClass - 1); index < eventClasses; index++)
    similar += state.events[from + index] ?? 0;
  if (size > 1 && state.count > learningPoints) {
    if (sinceMs > dayMs) fadeEvents(state, fading);
    // An event counts one now, so it counted more at the time that all of them stand for.
    const weight = sinceMs > dayMs ? 1 : 1 / fading;
    state.events[from + sizeClass] = (state.events[from + sizeClass] ?? 0) + weight;
  }
  return size / Math.sqrt(1 + Math.min(mostSimilar, fading * similar));
}

/** Once a day, not at each event: steps that small would be lost when the state is stored. */
function fadeEvents(state: BaselineState, fading: number): void {
  for (let index = 0; index < state.events.length; index++)
    state.events[index] = (state.events[index] ?? 0) * fading;
  state.eventsMs = state.lastMs;
}
