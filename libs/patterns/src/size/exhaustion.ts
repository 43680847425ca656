import type { Headroom } from "./headroom.ts";

/** One step of a forecast: the quantiles of a value at a time in ms since the epoch. */
export interface ForecastQuantiles {
  readonly timeMs: number;
  readonly p10: number;
  readonly p50: number;
  readonly p90: number;
}

/**
 * When a limit is reached. `p10Ms` is the time by which it is reached with a chance of 10 %, the
 * early date that alerts look at; `p50Ms` and `p90Ms` the likely and the late one. Null where that
 * lies beyond the forecast, which ends at `horizonMs`.
 */
export interface Exhaustion {
  readonly p10Ms: number | null;
  readonly p50Ms: number | null;
  readonly p90Ms: number | null;
  readonly horizonMs: number;
}

type Quantile = "p10" | "p50" | "p90";

/** First time at which a quantile reaches the limit, linear between two steps. */
function findCrossing(
  forecast: readonly ForecastQuantiles[],
  quantile: Quantile,
  limit: number,
  side: "above" | "below",
): number | null {
  const sign = side === "above" ? 1 : -1;
  let before: ForecastQuantiles | undefined;
  for (const step of forecast) {
    const distance = sign * (limit - step[quantile]);
    if (distance <= 0) {
      if (before === undefined) return step.timeMs;
      const left = sign * (limit - before[quantile]);
      return before.timeMs + ((step.timeMs - before.timeMs) * left) / (left - distance);
    }
    before = step;
  }
  return null;
}

/**
 * When a forecast reaches a limit that lies above it (what fills up) or below it (what runs out).
 * The early date comes from the quantile nearest to the limit: P90 for a limit above, P10 for one
 * below. Undefined for an empty forecast or a limit that is not a number; steps need not be sorted.
 */
export function findExhaustion(
  forecast: readonly ForecastQuantiles[],
  limit: number,
  side: "above" | "below" = "above",
): Exhaustion | undefined {
  const steps = forecast.toSorted((left, right) => left.timeMs - right.timeMs);
  const last = steps.at(-1);
  if (last === undefined || Number.isNaN(limit)) return undefined;
  const [near, far]: readonly [Quantile, Quantile] =
    side === "above" ? ["p90", "p10"] : ["p10", "p90"];
  return {
    p10Ms: findCrossing(steps, near, limit, side),
    p50Ms: findCrossing(steps, "p50", limit, side),
    p90Ms: findCrossing(steps, far, limit, side),
    horizonMs: last.timeMs,
  };
}

/**
 * When a sized resource is exhausted, from the forecast of its own use in its own unit. Undefined
 * where it has no limit or the forecast is empty.
 */
export function exhaustHeadroom(
  { limit }: Pick<Headroom, "limit">,
  forecast: readonly ForecastQuantiles[],
): Exhaustion | undefined {
  return limit === null ? undefined : findExhaustion(forecast, limit);
}

/**
 * Forecast of a used amount from that of the load: the amount at the load `nowPerS` grows in
 * proportion, F7 with an unchanged holding time. Empty where there is no load now.
 */
export function scaleForecast(
  load: readonly ForecastQuantiles[],
  nowPerS: number,
  usedNow: number,
): readonly ForecastQuantiles[] {
  if (!(nowPerS > 0)) return [];
  const factor = usedNow / nowPerS;
  return load.map(({ timeMs, p10, p50, p90 }) => ({
    timeMs,
    p10: p10 * factor,
    p50: p50 * factor,
    p90: p90 * factor,
  }));
}
