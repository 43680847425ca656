import type { BaselineState } from "./baseline-state.ts";
import type { Point } from "./judgement.ts";
import {
  clipSpreads,
  dayMs,
  runPoints,
  levelMs,
  recentPoints,
  regimePoints,
  spreadPoints,
} from "./parameters.ts";
import { notePeak } from "./peaks.ts";
import { average, shareOf, sigmaOf } from "./residuals.ts";
import type { Residuals } from "./residuals.ts";
import { teachSeason } from "./season.ts";

/** Points after which residuals are clipped: before, there is no spread to clip by. */
const clipAfterPoints = 100;

const clip = (value: number, limit: number): number => Math.max(-limit, Math.min(limit, value));

/**
 * Learns from a point. What a residual may teach is clipped, so an anomaly moves the baseline
 * little; when more than half of about 200 points are clipped the series has changed for good,
 * and clipping is off until it fits again. Changes `state`.
 */
export function learn(state: BaselineState, { timeMs, value }: Point, found: Residuals): void {
  const { season, elapsedMs, steps, left } = found;
  const count = ++state.count;
  const isChanged = state.clippedShare > 0.5;
  const isClipping = count > clipAfterPoints && !isChanged;
  const deviation = Math.max(sigmaOf(state, 0), sigmaOf(state, 2));
  const limit = isClipping ? clipSpreads * deviation : Infinity;
  const isOutside =
    Math.abs(left - state.recentMean) > clipSpreads * sigmaOf(state, 0) ||
    Math.abs(left) > 2 * clipSpreads * deviation;
  state.clippedShare = average(
    state.clippedShare,
    isOutside && count > clipAfterPoints ? 1 : 0,
    1 / regimePoints,
  );
  learnSpreads(state, found, isChanged, value);
  const taught = clip(left, limit);
  state.runMean += shareOf(runPoints, steps) * clip(left - state.runMean, limit);
  state.recentMean = average(state.recentMean, clip(left, 2 * limit), shareOf(recentPoints, steps));
  if (isChanged) {
    // The new level replaces the old one as fast as the recent mean gets to know it.
    const moved = shareOf(recentPoints, steps) * state.recentMean;
    state.level += moved;
    state.recentMean -= moved;
    state.runMean -= moved;
  } else {
    // The step is capped, so that one point after a long gap does not set the level.
    const passedMs = steps * state.stepMs;
    const share = Math.max(Math.min(1, steps / count), 1 - Math.exp(-passedMs / levelMs));
    state.level += share * taught;
  }
  learnSeason(
    state,
    found,
    value - state.level,
    count > clipAfterPoints ? 2 * clipSpreads * deviation : Infinity,
  );
  const rawMoment = Math.abs(found.sizes[0] * season.spreadRatio);
  notePeak(state, timeMs, rawMoment);
  const momentSize = Math.min(rawMoment, limit);
  state.longSpread = average(state.longSpread, momentSize, Math.max(1 / count, 0.0005));
  state.stepMs = average(
    state.stepMs,
    state.stepMs > 0 ? Math.min(elapsedMs, 3 * state.stepMs) : elapsedMs,
    1 / Math.min(count - 1, 50),
  );
  state.lastMs = timeMs;
  state.lastValue = value + 0;
}

/** While the series has changed, the size of its steps from point to point stands for its spread. */
function learnSpreads(
  state: BaselineState,
  found: Residuals,
  isChanged: boolean,
  value: number,
): void {
  const share = Math.max(1 / spreadPoints, 1 / state.count);
  const step = Math.abs(value - state.lastValue) * Math.SQRT1_2;
  for (let index = 0; index < 3; index++) {
    const size = Math.abs(found.sizes[index] ?? 0);
    const sigma = sigmaOf(state, index);
    const most = state.count > clipAfterPoints ? clipSpreads * sigma : Infinity;
    const sample = isChanged ? Math.min(size, Math.max(most, step)) : Math.min(size, most);
    state.spreads[index] = average(state.spreads[index] ?? 0, sample, share);
  }
}

function learnSeason(
  state: BaselineState,
  found: Residuals,
  overLevel: number,
  limit: number,
): void {
  const { season, elapsedMs } = found;
  const residualSize = Math.min(Math.abs(found.sizes[0] * season.spreadRatio), 0.5 * limit);
  const hasVisits = (state.dayVisits[season.day.left] ?? 0) > 0.5;
  const lesson = {
    value: season,
    overLevel,
    limit: hasVisits ? limit : Infinity,
    residualSize,
    elapsedMs,
  };
  if (state.lastMs - state.firstMs > dayMs) {
    const share = Math.max(1 / state.count, 0.002);
    const sizeOf = (residual: number): number => Math.min(Math.abs(residual), limit);
    const daily = overLevel - season.daily;
    state.plainError = average(state.plainError, sizeOf(overLevel), share);
    state.dayError = average(state.dayError, sizeOf(daily), share);
    state.weekError = average(state.weekError, sizeOf(daily - season.weekly), share);
  }
  teachSeason(state, lesson);
}
