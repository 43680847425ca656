import type { BaselineState } from "./baseline-state.ts";
import {
  eventClasses,
  eventMemoryMs,
  learningPoints,
  mostSimilar,
  refractoryFactor,
  refractoryMs,
} from "./parameters.ts";

/**
 * Returns how much of a score (≥ 0) is news, and remembers it: changes `state`.
 * 0 while an alarm of about this strength was raised lately (it fades by half in 6 hours); else
 * the score divided by √(1 + earlier events of this size or more), each of which fades by half
 * in 14 days, and never below a quarter of the score. So a nightly backup alarms the first
 * nights and then less and less, and something clearly stronger always gets through.
 */
export function weighNews(state: BaselineState, score: number, elapsedMs: number): number {
  state.alarmHeld *= 2 ** (-elapsedMs / refractoryMs);
  if (score <= refractoryFactor * state.alarmHeld) {
    state.alarmHeld = Math.max(state.alarmHeld, score);
    return 0;
  }
  state.alarmHeld = score;
  const size = score > 1 ? Math.min(eventClasses - 1, Math.floor(2 * Math.log2(score))) : 0;
  const fading = 2 ** (-(state.lastMs - state.eventsMs) / eventMemoryMs);
  let similar = 0;
  for (let index = Math.max(0, size - 1); index < eventClasses; index++)
    similar += state.events[index] ?? 0;
  const news = score / Math.sqrt(1 + Math.min(mostSimilar, fading * similar));
  if (score > 1 && state.count > learningPoints) rememberEvent(state, size, fading);
  return news;
}

function rememberEvent(state: BaselineState, size: number, fading: number): void {
  for (let index = 0; index < eventClasses; index++)
    state.events[index] = (state.events[index] ?? 0) * fading + (index === size ? 1 : 0);
  state.eventsMs = state.lastMs;
}
