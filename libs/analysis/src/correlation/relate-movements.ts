import { effectivePairs } from "../statistics/autocorrelation.ts";
import { pValueOfStudent } from "../statistics/distributions.ts";
import { pValueOfBest } from "../statistics/false-discovery.ts";
import type { Movement, PreparedSeries } from "./prepare-series.ts";
import type { Relation } from "./types.ts";

/** A lag is only believed if it is this much better than none: 1 step is often chance. */
const leastLagGain = 1.05;
/** Fewest pairs of differences that are compared. */
export const leastPairs = 20;

/** Rank correlation at one lag. */
interface Lagged {
  readonly lag: number;
  readonly correlation: number;
  readonly count: number;
}

/**
 * Returns how the candidate moves with the target: Spearman's rank correlation (1904) of their
 * differences, given time, at the best of three scales and of the lags −mostLag to mostLag. The
 * p-value is Student's for the effective number of pairs, Šidák-adjusted for scales and lags.
 * Undefined with fewer than 20 pairs.
 */
export function relateMovements(
  target: PreparedSeries,
  candidate: PreparedSeries,
  mostLag: number,
): Relation | undefined {
  let best: Relation | undefined;
  const tries = (2 * mostLag + 1) * target.movements.length;
  target.movements.forEach((movement, index) => {
    const other = candidate.movements[index];
    if (other === undefined) return;
    const found = findBestLag(movement, other, mostLag);
    if (found === undefined) return;
    const { correlation, lag, count } = found;
    const effectiveCount = effectivePairs(count, movement.autocorrelations, other.autocorrelations);
    // Two for the means, two for the parabola over time.
    const freedom = effectiveCount - 4;
    const t = correlation * Math.sqrt(Math.max(0, freedom) / Math.max(1e-15, 1 - correlation ** 2));
    const pValue = pValueOfBest(pValueOfStudent(t, freedom), tries);
    const score = Math.min(1, Math.abs(correlation));
    if (
      best !== undefined &&
      (pValue > best.pValue || (pValue === best.pValue && score <= best.score))
    )
      return;
    best = { score, lagSteps: lag, sign: correlation < 0 ? -1 : 1, pValue, effectiveCount };
  });
  return best;
}

/** The lag of the largest correlation by size; without lag unless another is clearly better. */
function findBestLag(target: Movement, candidate: Movement, mostLag: number): Lagged | undefined {
  const atOnce = correlateAt(target, candidate, 0);
  let best = atOnce;
  const reach = Math.min(mostLag, Math.floor(target.ranks.length / 3));
  for (let distance = 1; distance <= reach; distance++)
    for (const lag of [-distance, distance]) {
      const found = correlateAt(target, candidate, lag);
      if (found === undefined) continue;
      if (best === undefined || Math.abs(found.correlation) > Math.abs(best.correlation) + 1e-9)
        best = found;
    }
  if (best === undefined || atOnce === undefined) return best;
  const isClear = Math.abs(best.correlation) > leastLagGain * Math.abs(atOnce.correlation);
  return isClear ? best : atOnce;
}

/** Correlation of target(t) with candidate(t + lag) over the pairs that both have. */
function correlateAt(target: Movement, candidate: Movement, lag: number): Lagged | undefined {
  const { ranks: x, present: hasX } = target;
  const { ranks: y, present: hasY } = candidate;
  const from = Math.max(0, -lag);
  const to = Math.min(x.length, y.length - lag);
  let count = 0;
  let sumX = 0;
  let sumY = 0;
  let squaresX = 0;
  let squaresY = 0;
  let products = 0;
  for (let index = from; index < to; index++) {
    if (hasX[index] === 0 || hasY[index + lag] === 0) continue;
    const a = x[index] ?? 0;
    const b = y[index + lag] ?? 0;
    count++;
    sumX += a;
    sumY += b;
    squaresX += a * a;
    squaresY += b * b;
    products += a * b;
  }
  if (count < leastPairs) return undefined;
  const varianceX = squaresX - (sumX * sumX) / count;
  const varianceY = squaresY - (sumY * sumY) / count;
  // Ranks of a series without movement are all equal.
  if (varianceX <= 1e-9 * count || varianceY <= 1e-9 * count) return undefined;
  const correlation = (products - (sumX * sumY) / count) / Math.sqrt(varianceX * varianceY);
  return { lag, correlation, count };
}
