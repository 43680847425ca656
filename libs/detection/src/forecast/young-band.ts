import { spreadByLead } from "./intervals.ts";
import type { Spread } from "./intervals.ts";

/** 90th percentile of the standard normal distribution. */
const normalP90 = 1.2816;
/**
 * Errors at long leads come from a few stretches that overlap: where they grow with the lead their
 * quantiles are this share too small (Student's 90 % quantile at two to three degrees of freedom
 * over the normal one).
 */
const fewStretches = 0.4;

/**
 * Returns the distances of p10 and p90 by lead for a series of one short stretch: the quantiles of
 * its backtest errors as far as half of the backtests reach, from there on at least as they grew
 * before, and as wide on both sides where they grow; with what an error of the slope adds up to;
 * never narrower than at a lead before.
 */
export function spreadYoung(errors: number[][], steps: number, slopeError: number): Spread {
  const spread = spreadByLead(errors, steps);
  const known = Math.max(1, leadOfHalf(errors));
  const growth = growthOf(errors, known);
  const drift = normalP90 * (Number.isFinite(slopeError) ? slopeError : 0);
  // How little the sides of the errors tell: a level that wanders may turn.
  const few = Math.min(1, 2 * growth);
  let low = 0;
  let high = 0;
  const below: number[] = [];
  const above: number[] = [];
  for (let index = 0; index < steps; index++) {
    const lead = index + 1;
    const wider = 1 + fewStretches * few * Math.min(1, lead / known);
    const reachOf = (distances: readonly number[]): number =>
      wider *
      Math.max(
        Math.abs(distances[index] ?? 0),
        lead > known
          ? Math.abs(distances[Math.min(known, steps) - 1] ?? 0) * (lead / known) ** growth
          : 0,
      );
    const [down, up] = [reachOf(spread.below), reachOf(spread.above)];
    low = Math.max(low, Math.hypot(Math.max(down, few * up), drift * lead));
    high = Math.max(high, Math.hypot(Math.max(up, few * down), drift * lead));
    below.push(-low);
    above.push(high);
  }
  return { below, above };
}

/** The longest lead that half of the backtests reach. */
function leadOfHalf(errors: readonly number[][]): number {
  const lengths = errors.map((row) => row.length).sort((a, b) => b - a);
  return lengths[Math.floor((lengths.length - 1) / 2)] ?? 0;
}

/**
 * Power of the lead with which the mean absolute error grows, 0 (noise around a level) over 0.5
 * (a random walk) to 1 (a trend that is not followed): least squares over doubling leads.
 */
function growthOf(errors: readonly number[][], known: number): number {
  const points: [number, number][] = [];
  for (let lead = 1; lead <= known; lead *= 2) {
    let sum = 0;
    let count = 0;
    for (const row of errors)
      for (const error of row.slice(lead - 1, 2 * lead - 1)) {
        sum += Math.abs(error);
        count++;
      }
    if (sum > 0) points.push([Math.log(lead), Math.log(sum / count)]);
  }
  if (points.length < 2) return 0;
  const middle = points.reduce((sum, [x]) => sum + x, 0) / points.length;
  const height = points.reduce((sum, [, y]) => sum + y, 0) / points.length;
  const width = points.reduce((sum, [x]) => sum + (x - middle) ** 2, 0);
  const tilt = points.reduce((sum, [x, y]) => sum + (x - middle) * (y - height), 0);
  return Math.max(0, Math.min(1, tilt / width));
}
