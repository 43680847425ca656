import { copyBaseline, createBaseline } from "./baseline-state.ts";
import type { BaselineOptions, BaselineState } from "./baseline-state.ts";
import { residuals, scoreLimitOf } from "./judgement.ts";
import type { Judgement, Point } from "./judgement.ts";
import { learn } from "./learn.ts";
import { learningPoints } from "./parameters.ts";
import { weighNews } from "./repeats.ts";
import { measureResiduals, sigmaOf } from "./residuals.ts";
import type { Residuals } from "./residuals.ts";
import { seasonOf } from "./season.ts";
import { deviationAtScore, probabilityOfScore, scoreTail, teachTail } from "./tail.ts";

const isUsable = (value: number): boolean => Math.abs(value) < 1e30;

/** Judges a point and learns from it: changes `state`. One code path for one point or many. */
function advance(state: BaselineState, point: Point): Judgement {
  const { timeMs, value } = point;
  if (!isUsable(value) || state.count === 0) {
    if (isUsable(value)) begin(state, point);
    return blankJudgement(state, point);
  }
  const found = measureResiduals(state, point);
  const isLate = timeMs <= state.lastMs;
  const isReady = state.count >= learningPoints;
  const rating = rate(state, found);
  const score = isReady ? rating.score : 0;
  const judgement = describe(state, point, found, { score, scale: rating.scale });
  if (isLate) return judgement;
  teachTails(state, found);
  learn(state, point, found);
  return { ...judgement, news: isReady ? weighNews(state, score, found.elapsedMs) : 0 };
}

const tailOf = (scale: number, size: number): number => 2 * scale + (size > 0 ? 1 : 0);

/** The strongest of the three residuals: its signed score and which it is. */
interface Rating {
  readonly score: number;
  readonly scale: number;
}

function rate(state: BaselineState, { sizes }: Residuals): Rating {
  let best: Rating = { score: 0, scale: 0 };
  for (let scale = 0; scale < 3; scale++) {
    const size = sizes[scale] ?? 0;
    const score = scoreTail(state, tailOf(scale, size), Math.abs(size) / sigmaOf(state, scale));
    if (score > Math.abs(best.score)) best = { score: size > 0 ? score : -score, scale };
  }
  return best;
}

function teachTails(state: BaselineState, { sizes }: Residuals): void {
  for (let scale = 0; scale < 3; scale++) {
    const size = sizes[scale] ?? 0;
    teachTail(state, tailOf(scale, size), Math.abs(size) / sigmaOf(state, scale));
  }
}

function begin(state: BaselineState, { timeMs, value }: Point): void {
  state.count = 1;
  state.firstMs = timeMs;
  state.lastMs = timeMs;
  // Adding 0 turns -0 into 0.
  state.lastValue = value + 0;
  state.level = value + 0;
}

function describe(
  state: BaselineState,
  { timeMs, value }: Point,
  found: Residuals,
  { score, scale }: Rating,
): Judgement {
  const expected = state.level + found.season.total + state.recentMean;
  const spread = sigmaOf(state, 0) * found.season.spreadRatio;
  const limit = scoreLimitOf(state.sensitivity);
  return {
    timeMs,
    value,
    status: state.count >= learningPoints ? "ready" : "learning",
    season: seasonOf(state),
    expected,
    lower: expected - spread * deviationAtScore(state, 0, limit),
    upper: expected + spread * deviationAtScore(state, 1, limit),
    spread,
    score,
    probability: probabilityOfScore(score),
    news: 0,
    residual: residuals[scale] ?? "moment",
    direction: score > 0 ? "above" : score < 0 ? "below" : "none",
    count: state.count,
  };
}

function blankJudgement(state: BaselineState, { timeMs, value }: Point): Judgement {
  return {
    timeMs,
    value,
    status: state.count >= learningPoints ? "ready" : "learning",
    season: seasonOf(state),
    expected: state.level,
    lower: state.level,
    upper: state.level,
    spread: 0,
    score: isUsable(value) ? 0 : Number.NaN,
    probability: 1,
    news: 0,
    residual: "moment",
    direction: "none",
    count: state.count,
  };
}

/**
 * Judges a point against what the series did before it, then learns from it. Returns the new
 * state and the judgement; `state` itself is not changed. A point that is not later than the
 * last one is judged and not learnt from; a value that is not finite is left out.
 */
export function updateBaseline(
  state: BaselineState,
  point: Point,
): { readonly state: BaselineState; readonly judgement: Judgement } {
  const next = copyBaseline(state);
  return { judgement: advance(next, point), state: next };
}

/**
 * The same as `updateBaseline` for points in the order of time, copying the state once. Returns
 * one judgement for each point, each made from the points before it only.
 */
export function updateBaselineAll(
  state: BaselineState,
  points: readonly Point[],
): { readonly state: BaselineState; readonly judgements: Judgement[] } {
  const next = copyBaseline(state);
  return { judgements: points.map((point) => advance(next, point)), state: next };
}

/** Returns the baseline after learning from history, in the order of time. */
export function trainBaseline(
  points: readonly Point[],
  options: BaselineOptions = {},
): BaselineState {
  const state = createBaseline(options);
  for (const point of points) advance(state, point);
  return state;
}
