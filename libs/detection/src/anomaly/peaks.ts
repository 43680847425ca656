import type { BaselineState } from "./baseline-state.ts";
import { dayMs, daySlots, peakKept } from "./parameters.ts";

/** Peaks up to this many standard deviations don't widen the band: noise may reach them. */
const noisePeak = 6;
/** Largest peak kept, in standard deviations. */
const mostPeak = 10_000;

const slotMs = dayMs / daySlots;
const slotOf = (timeMs: number): number =>
  Math.floor((((timeMs % dayMs) + dayMs) % dayMs) / slotMs);
/** Peaks are kept in steps beyond noise, one of which fades in a day: within 5 %, and short. */
const stepOf = (deviations: number): number =>
  deviations > noisePeak ? Math.round(-Math.log(deviations / noisePeak) / Math.log(peakKept)) : 0;

/**
 * Returns by how much the band is wider between two slots of the day (1 = not at all) because
 * something happens there on most days: a nightly backup, the edge of a shift. Each standard
 * deviation of a usual peak beyond noise is one more of width, so a large one ends up inside.
 */
export function widenForPeaks(state: BaselineState, left: number, right: number): number {
  const usual = Math.max(state.dayUsualPeaks[left] ?? 0, state.dayUsualPeaks[right] ?? 0);
  return usual > 0 ? 1 + noisePeak * (peakKept ** -usual - 1) : 1;
}

/**
 * Notes the size of a residual (0 or more, unit of the series): changes `state`. A peak becomes
 * usual when it was there at the same quarter of an hour on an earlier day too, both fading by a
 * tenth a day; so what happened once teaches nothing.
 */
export function notePeak(state: BaselineState, timeMs: number, size: number): void {
  const slot = slotOf(state.lastMs);
  if (slot !== slotOf(timeMs) || timeMs - state.lastMs >= slotMs) {
    const today = stepOf(state.slotPeak);
    const seen = state.dayPeaks[slot] ?? 0;
    const usual = state.dayUsualPeaks[slot] ?? 0;
    state.dayUsualPeaks[slot] = Math.max(usual - 1, Math.min(today, seen));
    state.dayPeaks[slot] = Math.max(seen - 1, today);
    state.slotPeak = 0;
  }
  if (state.longSpread <= 0) return;
  const deviations = size / (Math.sqrt(Math.PI / 2) * state.longSpread);
  state.slotPeak = Math.max(state.slotPeak, Math.min(mostPeak, deviations));
}
