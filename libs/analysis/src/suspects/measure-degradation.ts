import { medianOf, quantileOf, sortFinite, spreadOf } from "../statistics/quantile.ts";
import { sayNumber, sayRatio } from "../words.ts";
import type { Degradation, DegradationSignal } from "./types.ts";

/** Fewest values of the baseline and of the window. */
const leastBaseline = 10;
const leastWindow = 2;
/** Deviation from which on a service counts as worse. */
const leastDeviation = 4;
/** A spread is at least this share of the level: very still series are not judged by their jitter. */
const leastSpreadShare = 0.05;

/**
 * Returns how much worse a service is in a window than in its baseline: (upper quartile of the
 * window − median of the baseline) over the baseline's spread, the spread at least 5 % of the
 * level (robust z-score, Iglewicz and Hoaglin 1993; the upper quartile so that a fault in a part
 * of the window counts). Only a rise counts. Undefined below 4 spreads, or with fewer than 10 values
 * before or 2 after. For series of shares (errors), values are 0 to 1.
 */
export function measureDegradation(
  service: string,
  signal: DegradationSignal,
  baseline: readonly number[],
  window: readonly number[],
): Degradation | undefined {
  const before = sortFinite(baseline);
  const after = sortFinite(window);
  if (before.length < leastBaseline || after.length < leastWindow) return undefined;
  const level = medianOf(before);
  // A share of errors that has always been 0 may rise by a hundredth before it is news.
  const leastSpread = signal === "errors" ? 0.0025 : 1e-9;
  const spread = Math.max(spreadOf(before, level), leastSpreadShare * Math.abs(level), leastSpread);
  const reached = quantileOf(after, 0.75);
  const increase = reached - level;
  const deviation = increase / spread;
  if (!(deviation >= leastDeviation)) return undefined;
  const change =
    level > 0
      ? sayRatio(reached / level)
      : `${sayNumber(reached)} where it was ${sayNumber(level)}`;
  return {
    service,
    signal,
    deviation,
    increase,
    sentence: `${service}: ${signal} is ${sayNumber(deviation)} usual spreads above its baseline (${change}).`,
    formula: "(75 % quantile of the window − median of the baseline) / max(spread, 5 % of median)",
    inputs: {
      baselinePoints: before.length,
      windowPoints: after.length,
      baselineMedian: level,
      baselineSpread: spread,
      windowQuantile75: reached,
    },
  };
}
