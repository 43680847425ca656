import type { SeriesPoint } from "@headroom/patterns";

const hourMs = 3_600_000;
/** Hours with both a load and a use that a line is fitted to at least: two days. */
const leastHours = 48;
/** The highest load must be this much of the lowest, or the line would be a guess. */
const leastSpread = 1.5;
const quantile = (sorted: readonly number[], share: number): number =>
  sorted[Math.round(share * (sorted.length - 1))] ?? Number.NaN;

/**
 * How the use of a resource grew with the load: use = base + perRequest · load, in the unit of the
 * resource and requests per second; `points` are the hours it was fitted to.
 */
export interface UseLine {
  readonly base: number;
  readonly perRequest: number;
  readonly points: readonly (readonly [load: number, use: number])[];
}

function findMedian(values: readonly number[]): number {
  return quantile(
    values.toSorted((left, right) => left - right),
    0.5,
  );
}

/** Theil-Sen slope: the median over all pairs whose loads differ enough to say something. */
function findSlope(points: UseLine["points"], leastDistance: number): number | undefined {
  const slopes: number[] = [];
  for (const [index, [load, use]] of points.entries()) {
    for (const [otherLoad, otherUse] of points.slice(index + 1)) {
      const distance = otherLoad - load;
      if (Math.abs(distance) >= leastDistance) slopes.push((otherUse - use) / distance);
    }
  }
  return slopes.length === 0 ? undefined : findMedian(slopes);
}

/**
 * Fits the use of a resource to the load of the service, hour by hour over the last week
 * (Theil-Sen). The part that does not depend on the load, such as what leaked or what an idle
 * process needs, ends up in `base`. Undefined with fewer than 48 common hours, or where the load
 * hardly varied.
 */
export function fitUse(
  use: readonly SeriesPoint[],
  load: readonly SeriesPoint[],
): UseLine | undefined {
  const toHour = (atMs: number) => Math.floor(atMs / hourMs);
  const loads = new Map(load.map(({ atMs, value }) => [toHour(atMs), value]));
  const points = use.flatMap(({ atMs, value }): [number, number][] => {
    const known = loads.get(toHour(atMs));
    return known === undefined || !Number.isFinite(value) ? [] : [[known, value]];
  });
  const recent = points.slice(-7 * 24);
  if (recent.length < leastHours) return undefined;
  const sorted = recent.map(([value]) => value).toSorted((left, right) => left - right);
  const [low, high] = [quantile(sorted, 0.1), quantile(sorted, 0.9)];
  if (!(high > low * leastSpread)) return undefined;
  const slope = findSlope(recent, (high - low) / 4);
  if (slope === undefined) return undefined;
  const perRequest = Math.max(0, slope);
  const base = findMedian(recent.map(([at, value]) => value - perRequest * at));
  return { base: Math.max(0, base), perRequest, points: recent };
}
