import { medianOf } from "./median.ts";
import type { History } from "./history.ts";

/** Speeds of the smoothing. */
interface SmoothingShares {
  /** Share of a day's residuals that the level takes over, 0 to 1. */
  readonly level: number;
  /** Share of a residual that the season at its phase takes over, 0 to 1. */
  readonly season: number;
}

/** Residuals teach at most this many mean absolute residuals. */
const clipErrors = 4;

/**
 * Returns `steps` values by exponential smoothing of level, daily and weekly season (Taylor's
 * double seasonal Holt-Winters 2003, additive), with clipped residuals (Gelper, Fried and Croux
 * 2010) so that an outlier leaves no echo a day and a week later.
 */
export function smoothSeasons(history: History, steps: number, shares: SmoothingShares): number[] {
  const { values } = history;
  const period = history.day > 0 ? history.day : history.week;
  const week = history.day > 0 && values.length >= 2 * history.week ? history.week : 0;
  const season = firstSeason(values, period);
  const weekly = new Float64Array(Math.max(1, week));
  const levelShare = 1 - (1 - shares.level) ** (1 / period);
  let level = medianOf(values.slice(0, period));
  let size = 0;
  for (let index = 0; index < values.length; index++) {
    const phase = index % period;
    const weekPhase = week > 0 ? index % week : 0;
    const error = (values[index] ?? 0) - level - (season[phase] ?? 0) - (weekly[weekPhase] ?? 0);
    const limit = index >= 2 * period ? clipErrors * size : Infinity;
    const taught = Math.max(-limit, Math.min(limit, error));
    // Grows even while clipped, so that a new spread is learnt.
    size += Math.max(0.01, 1 / (index + 1)) * (Math.abs(taught) - size);
    level += levelShare * taught;
    season[phase] = (season[phase] ?? 0) + shares.season * taught;
    if (week > 0) weekly[weekPhase] = (weekly[weekPhase] ?? 0) + 0.15 * taught;
  }
  return Array.from({ length: steps }, (_, index) => {
    const at = values.length + index;
    return level + (season[at % period] ?? 0) + (week > 0 ? (weekly[at % week] ?? 0) : 0);
  });
}

/** Medians by phase over the first seven periods, around their own median. */
function firstSeason(values: readonly number[], period: number): number[] {
  const medians = Array.from({ length: period }, (_, phase) => {
    const same: number[] = [];
    for (let at = phase; at < Math.min(values.length, 7 * period); at += period)
      same.push(values[at] ?? 0);
    return medianOf(same);
  });
  const middle = medianOf(medians);
  return medians.map((value) => value - middle);
}
