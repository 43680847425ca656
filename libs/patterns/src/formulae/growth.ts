/** A point of a series: time in ms and a value. */
export interface GrowthPoint {
  readonly atMs: number;
  readonly value: number;
}

/** A line through a series: slopes per second with their interval, and the level at `atMs`. */
export interface TrendLine {
  readonly slopePerS: number;
  readonly slopeLowPerS: number;
  readonly slopeHighPerS: number;
  readonly atMs: number;
  readonly level: number;
}

/** More points than this are thinned, since Theil-Sen looks at every pair. */
const maximumPoints = 600;
/** Standard normal quantile of 95 %, which leaves 5 % on either side of a 90 % interval. */
const normalQuantile95 = 1.6448536269514722;

function findQuantile(sorted: readonly number[], share: number): number {
  const position = Math.min(1, Math.max(0, share)) * (sorted.length - 1);
  const low = sorted[Math.floor(position)] ?? Number.NaN;
  const high = sorted[Math.ceil(position)] ?? low;
  return low + (high - low) * (position - Math.floor(position));
}

function thinPoints(points: readonly GrowthPoint[]): readonly GrowthPoint[] {
  if (points.length <= maximumPoints) return points;
  const step = (points.length - 1) / (maximumPoints - 1);
  return Array.from(
    { length: maximumPoints },
    (_, index) => points[Math.round(index * step)],
  ).filter((point) => point !== undefined);
}

function listSlopes(points: readonly GrowthPoint[]): number[] {
  const slopes: number[] = [];
  for (const [index, left] of points.entries()) {
    for (const right of points.slice(index + 1)) {
      const seconds = (right.atMs - left.atMs) / 1000;
      if (seconds !== 0) slopes.push((right.value - left.value) / seconds);
    }
  }
  return slopes.toSorted((left, right) => left - right);
}

/**
 * F10: line by the Theil-Sen estimator: the median slope over all pairs, its 90 % interval by Sen's
 * normal approximation of Kendall's statistic, and the level at the last point from the median
 * intercept. It withstands up to 29 % of outliers. Series with a season must be de-seasonalised
 * first. More than 600 points are thinned evenly. Undefined for fewer than three points or only
 * one moment.
 *
 * Source: P. K. Sen, Estimates of the regression coefficient based on Kendall's tau, 1968.
 */
export function fitTheilSen(series: readonly GrowthPoint[]): TrendLine | undefined {
  const points = thinPoints(
    series
      .filter(({ atMs, value }) => Number.isFinite(atMs) && Number.isFinite(value))
      .toSorted((left, right) => left.atMs - right.atMs),
  );
  const last = points.at(-1);
  if (last === undefined || points.length < 3) return undefined;
  const slopes = listSlopes(points);
  if (slopes.length === 0) return undefined;
  const slopePerS = findQuantile(slopes, 0.5);
  const count = points.length;
  const spread = normalQuantile95 * Math.sqrt((count * (count - 1) * (2 * count + 5)) / 18);
  const margin = spread / (2 * slopes.length);
  const levels = points
    .map(({ atMs, value }) => value + (slopePerS * (last.atMs - atMs)) / 1000)
    .toSorted((left, right) => left - right);
  return {
    slopePerS,
    slopeLowPerS: findQuantile(slopes, 0.5 - margin),
    slopeHighPerS: findQuantile(slopes, 0.5 + margin),
    atMs: last.atMs,
    level: findQuantile(levels, 0.5),
  };
}

/**
 * Time until a limit is reached, in seconds after `now`: at the median slope, and at the ends of
 * its interval. `early` is what an alert should look at. Infinity where the series moves away from
 * the limit or stands still, 0 where it is there already.
 */
export interface TimeToLimit {
  readonly earlyS: number;
  readonly expectedS: number;
  readonly lateS: number;
}

/**
 * F10: (limit − now) / slope with the interval of the slope. `limitSide` says whether the limit is
 * above the series (a queue that fills) or below it (free space that shrinks).
 */
export function forecastTimeToLimit(
  line: TrendLine,
  limit: number,
  nowMs: number,
  limitSide: "above" | "below" = "above",
): TimeToLimit {
  const sign = limitSide === "above" ? 1 : -1;
  const elapsedS = (nowMs - line.atMs) / 1000;
  const reachAt = (slopePerS: number): number => {
    const distance = sign * (limit - (line.level + slopePerS * elapsedS));
    if (distance <= 0) return 0;
    const speed = sign * slopePerS;
    return speed > 0 ? distance / speed : Infinity;
  };
  const ends = [line.slopeLowPerS, line.slopePerS, line.slopeHighPerS].map(reachAt);
  return {
    earlyS: Math.min(...ends),
    expectedS: reachAt(line.slopePerS),
    lateS: Math.max(...ends),
  };
}
