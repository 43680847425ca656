import { copyBaseline, createBaseline } from "./baseline-state.ts";
import type { BaselineState } from "./baseline-state.ts";
import type { Point } from "./judgement.ts";
import { learningPoints } from "./parameters.ts";
import { updateBaselineAll } from "./update.ts";

/** Points of the finer step that are needed to measure its noise. */
const leastPoints = 20;

/**
 * Returns a baseline that learnt from coarse samples, made ready for points at a finer step: level
 * and seasons stay, because samples show them as well; what depends on the step is measured anew
 * on `points`, the first of the finer ones: the noise around the recent mean is smaller the more
 * recent that is. The points themselves are not learnt yet. With fewer than 20 points, or without
 * a state, nothing changes.
 */
export function moveToFinerStep(state: BaselineState, points: readonly Point[]): BaselineState {
  const usable = points.filter(({ value }) => Math.abs(value) < 1e30);
  if (usable.length < leastPoints || state.count < learningPoints) return state;
  const trial = updateBaselineAll(forgetNoise(state, stepNoise(usable), usable), usable).state;
  const measured = forgetNoise(state, trial.longSpread, usable);
  return { ...measured, spreads: trial.spreads, tailStarts: trial.tailStarts };
}

/** Mean size of the change from point to point, as a spread of white noise. */
function stepNoise(points: readonly Point[]): number {
  let sum = 0;
  for (let index = 1; index < points.length; index++) {
    sum += Math.abs((points[index]?.value ?? 0) - (points[index - 1]?.value ?? 0));
  }
  return (sum / (points.length - 1)) * Math.SQRT1_2;
}

function forgetNoise(
  state: BaselineState,
  spread: number,
  points: readonly Point[],
): BaselineState {
  const next = copyBaseline(state);
  const fresh = createBaseline({ sensitivity: state.sensitivity });
  const scale = state.longSpread > 0 ? spread / state.longSpread : 1;
  const firstMs = points[0]?.timeMs ?? state.lastMs;
  const lastMs = points.at(-1)?.timeMs ?? state.lastMs;
  return {
    ...next,
    // Few, so that the new noise is learnt fast; enough to judge.
    count: learningPoints,
    stepMs: (lastMs - firstMs) / (points.length - 1),
    lastMs: Math.max(state.lastMs, firstMs - 1),
    runMean: 0,
    recentMean: 0,
    clippedShare: 0,
    longSpread: spread,
    spreads: [spread, spread, spread],
    tailStarts: fresh.tailStarts,
    tailExcesses: fresh.tailExcesses,
    daySpreads: next.daySpreads.map((each) => Math.fround(each * scale)),
    dayPeaks: fresh.dayPeaks,
    dayUsualPeaks: fresh.dayUsualPeaks,
    slotPeak: 0,
  };
}
