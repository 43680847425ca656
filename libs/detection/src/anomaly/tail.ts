import type { BaselineState } from "./baseline-state.ts";
import {
  learningPoints,
  scoreCap,
  tailExcessRate,
  tailShare,
  tailStartRate,
} from "./parameters.ts";

/** Smallest start of a tail and smallest mean excess, standard deviations. */
const leastStart = 1.5;
const leastExcess = 0.3;
/** Largest mean excess: a series that was constant knows none, and would double it for ever. */
const mostExcess = 1e30;

/**
 * Returns the score of a deviation of `deviations` standard deviations (≥ 0) in the tail
 * `index`: up to the start u of the tail z/u, beyond it 1 + (z − u)/β with the mean excess β.
 * That is the exponential tail of the peaks-over-threshold method (generalised Pareto with shape
 * 0), so 1 point of score is the same rarity in a calm and in a heavy-tailed series.
 */
export function scoreTail(state: BaselineState, index: number, deviations: number): number {
  const start = state.tailStarts[index] ?? leastStart;
  const excess = state.tailExcesses[index] ?? 1;
  return Math.min(
    scoreCap,
    deviations <= start ? deviations / start : 1 + (deviations - start) / excess,
  );
}

/** Returns the deviation (standard deviations) that has this score: the inverse of `scoreTail`. */
export function deviationAtScore(state: BaselineState, index: number, score: number): number {
  const start = state.tailStarts[index] ?? leastStart;
  return score <= 1 ? score * start : start + (score - 1) * (state.tailExcesses[index] ?? 1);
}

/**
 * Returns how likely (0 to 1) a deviation of this score or more is on its side: half of all
 * points lie there, `tailShare` of those beyond the tail's start, fewer by e with each unit.
 */
export function probabilityOfScore(score: number): number {
  const size = Math.abs(score);
  return 0.5 * (size <= 1 ? 1 - size * (1 - tailShare) : tailShare * Math.exp(1 - size));
}

/**
 * Moves the tail towards a deviation: changes `state`. The start follows its quantile by
 * stochastic approximation in equal ratios; the mean excess takes at most four of itself, so one
 * anomaly can't stretch the tail.
 */
export function teachTail(state: BaselineState, index: number, deviations: number): void {
  if (state.count <= learningPoints) return;
  const start = state.tailStarts[index] ?? leastStart;
  const rate = Math.max(tailStartRate, 1 / (state.count - 50));
  const isBeyond = deviations > start;
  state.tailStarts[index] = Math.max(
    leastStart,
    start * Math.exp(0.5 * rate * (isBeyond ? 1 - tailShare : -tailShare)),
  );
  if (!isBeyond) return;
  const excess = state.tailExcesses[index] ?? 1;
  const step = Math.min(deviations - start, 4 * excess) - excess;
  state.tailExcesses[index] = Math.min(
    mostExcess,
    Math.max(leastExcess, excess + tailExcessRate * step),
  );
}
