import { normalLimit95 } from "./distributions.ts";
import { quantileOf } from "./quantile.ts";
import type { Interval } from "./rank-sum.ts";

/** A stretch of a series over which its level did not jump. */
export interface Stretch {
  /** Places of the values, in the unit the slope is wanted per. */
  readonly places: readonly number[];
  readonly values: readonly number[];
}

/**
 * Returns the slope that is the median of the slopes of all pairs within each stretch, with a
 * 95 % interval from the distribution of Kendall's score (Theil 1950; Sen 1968; pooled over groups:
 * Hirsch, Slack and Smith 1982). Jumps between stretches do not tilt it. `inflation` ≥ 1 widens
 * the interval for noise that resembles its neighbours (Hamed and Rao 1998). Quadratic: pass a few
 * hundred values. Undefined where no stretch has three values.
 */
export function estimateSlope(stretches: readonly Stretch[], inflation = 1): Interval | undefined {
  const slopes: number[] = [];
  let variance = 0;
  for (const { places, values } of stretches) {
    const count = values.length;
    if (count < 3) continue;
    variance += (count * (count - 1) * (2 * count + 5)) / 18;
    for (let left = 0; left < count; left++)
      for (let right = left + 1; right < count; right++) {
        const distance = (places[right] ?? 0) - (places[left] ?? 0);
        if (distance > 0) slopes.push(((values[right] ?? 0) - (values[left] ?? 0)) / distance);
      }
  }
  if (slopes.length === 0) return undefined;
  const ascending = Float64Array.from(slopes).sort();
  const reach = (normalLimit95 * Math.sqrt(variance * inflation)) / (2 * ascending.length);
  return {
    value: quantileOf(ascending, 0.5),
    low: quantileOf(ascending, 0.5 - reach),
    high: quantileOf(ascending, 0.5 + reach),
  };
}
