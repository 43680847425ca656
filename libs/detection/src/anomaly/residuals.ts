import type { BaselineState } from "./baseline-state.ts";
import type { Point } from "./judgement.ts";
import { readSeason } from "./season.ts";
import type { SeasonValue } from "./season.ts";

/** Standard deviation of a normal distribution over its mean absolute deviation, √(π/2). */
const sigmaPerSpread = Math.sqrt(Math.PI / 2);

/** Returns `mean` moved towards `value` by `share` (0 to 1) of the way. */
export const average = (mean: number, value: number, share: number): number =>
  mean + share * (value - mean);

/** Returns the standard deviation of residual `scale`, never 0: at least 1/50 of the long-run one. */
export function sigmaOf(state: BaselineState, scale: number): number {
  const floor = 0.02 * state.longSpread + 1e-9 * Math.abs(state.level) + 1e-290;
  return sigmaPerSpread * Math.max(state.spreads[scale] ?? 0, floor);
}

/** The point against its expectation, before anything is learnt from it. */
export interface Residuals {
  readonly season: SeasonValue;
  readonly elapsedMs: number;
  /** Elapsed time in usual steps, at most 50: a gap counts as that many points. */
  readonly steps: number;
  /** Value less level and season. */
  readonly left: number;
  /** Moment, jump, drift, each brought to the whole day's spread. */
  readonly sizes: readonly [number, number, number];
}

/** Returns the residuals of a point: what it is beyond level, season and recent past. */
export function measureResiduals(state: BaselineState, { timeMs, value }: Point): Residuals {
  const elapsedMs = Math.max(0, timeMs - state.lastMs);
  const steps = state.stepMs > 0 ? Math.min(50, elapsedMs / state.stepMs) : 1;
  const season = readSeason(state, timeMs);
  const left = value - state.level - season.total;
  const ratio = season.spreadRatio;
  const sizes = [
    (left - state.recentMean) / ratio,
    (left - state.runMean) / ratio,
    state.recentMean / Math.sqrt(ratio),
  ] as const;
  return { season, elapsedMs, steps, left, sizes };
}

/** Returns the share of a new point in an average over `points`, after `steps` usual steps. */
export const shareOf = (points: number, steps: number): number =>
  steps === 1 ? 1 / points : 1 - (1 - 1 / points) ** steps;
