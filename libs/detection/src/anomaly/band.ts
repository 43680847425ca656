import type { BaselineState } from "./baseline-state.ts";
import { scoreLimitOf } from "./judgement.ts";
import { recentPoints } from "./parameters.ts";
import { readSeason } from "./season.ts";
import { deviationAtScore } from "./tail.ts";
import { sigmaOf } from "./residuals.ts";

/** Expected value and the edges of the band at one time, unit of the series. */
export interface Band {
  readonly timeMs: number;
  readonly expected: number;
  readonly lower: number;
  readonly upper: number;
}

/**
 * Returns the band at each time as the baseline knows it now, at `sensitivity` (0 to 1, default
 * the baseline's). After the last point the recent deviation from the season fades with the same
 * memory it was learnt with. For times before, this is today's view; what was expected then is
 * in the judgements of `updateBaselineAll`.
 */
export function bandOf(
  state: BaselineState,
  timesMs: readonly number[],
  sensitivity: number = state.sensitivity,
): Band[] {
  const limit = scoreLimitOf(sensitivity);
  const below = deviationAtScore(state, 0, limit);
  const above = deviationAtScore(state, 1, limit);
  const sigma = sigmaOf(state, 0);
  const memoryMs = recentPoints * state.stepMs;
  return timesMs.map((timeMs) => {
    const season = readSeason(state, timeMs);
    const aheadMs = Math.max(0, timeMs - state.lastMs - state.stepMs);
    const kept = memoryMs > 0 ? Math.exp(-aheadMs / memoryMs) : 1;
    const expected = state.level + season.total + kept * state.recentMean;
    const spread = sigma * season.spreadRatio;
    return { timeMs, expected, lower: expected - spread * below, upper: expected + spread * above };
  });
}
