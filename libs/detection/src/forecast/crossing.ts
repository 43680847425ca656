import type { Forecast, ForecastStep } from "./forecast.ts";

/** When a forecast passes a limit, and how sure that is. */
export interface Crossing {
  /**
   * First step (Unix ms) by which the limit is passed with a probability of 10 %, 50 %, 90 %;
   * null where the horizon ends before. `p10` is the earliest date to reckon with.
   */
  readonly p10Ms: number | null;
  readonly p50Ms: number | null;
  readonly p90Ms: number | null;
  /** Probability (0 to 1) that the limit is passed at some step inside the horizon. */
  readonly probability: number;
}

/** 90th percentile of the standard normal distribution. */
const normalP90 = 1.281_551_565_544_6;

/**
 * Returns when the forecast rises to or above (`above`) or falls to or below (`below`) the limit:
 * one number, or one for each step (the last goes on). The probability by a step is the largest
 * at any single step up to it: a lower bound of that of a first passage, exact where a series
 * that has passed stays there, as filling disks do. Undefined while the forecast is learning.
 */
export function crossing(
  forecast: Forecast,
  limit: number | readonly number[],
  direction: "above" | "below",
): Crossing | undefined {
  if (forecast.status !== "ready" || forecast.quantiles.length === 0) return undefined;
  let reached = 0;
  const firstMs: [number | null, number | null, number | null] = [null, null, null];
  forecast.quantiles.forEach((step, index) => {
    const wanted = typeof limit === "number" ? limit : (limit[index] ?? limit.at(-1));
    if (wanted === undefined || Number.isNaN(wanted)) return;
    reached = Math.max(reached, probabilityBeyond(step, wanted, direction));
    [0.1, 0.5, 0.9].forEach((share, rank) => {
      // The tolerance makes a limit that equals a quantile count as reached.
      if (reached >= share - 1e-6) firstMs[rank] ??= step.timeMs;
    });
  });
  const [p10Ms, p50Ms, p90Ms] = firstMs;
  return { p10Ms, p50Ms, p90Ms, probability: reached };
}

/**
 * Returns the probability (0 to 1) that the value at a step lies at or beyond the limit, by a
 * normal distribution on each side of the median, each with its own width from p10 and p90.
 */
function probabilityBeyond(
  { p10, p50, p90 }: ForecastStep,
  limit: number,
  direction: "above" | "below",
): number {
  const distance = direction === "above" ? limit - p50 : p50 - limit;
  const isUpper = limit >= p50;
  const width = (isUpper ? p90 - p50 : p50 - p10) / normalP90;
  if (width <= 0) return distance <= 0 ? 1 : 0;
  return 1 - normalCdf(distance / width);
}

/** Standard normal distribution function; Abramowitz and Stegun 26.2.17, error below 7.5e-8. */
function normalCdf(z: number): number {
  const size = Math.abs(z);
  const t = 1 / (1 + 0.231_641_9 * size);
  const polynomial =
    t *
    (0.319_381_53 +
      t * (-0.356_563_782 + t * (1.781_477_937 + t * (-1.821_255_978 + t * 1.330_274_429))));
  const upper = (Math.exp(-0.5 * size * size) / Math.sqrt(2 * Math.PI)) * polynomial;
  return z >= 0 ? 1 - upper : upper;
}
