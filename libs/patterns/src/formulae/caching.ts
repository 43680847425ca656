function isRatio(value: number): boolean {
  return value >= 0 && value <= 1;
}

/** F16: load that reaches the origin, λ(1−h), in the unit of the load. Undefined for h outside 0–1. */
export function computeOriginLoad(load: number, hitRatio: number): number | undefined {
  return isRatio(hitRatio) && load >= 0 ? load * (1 - hitRatio) : undefined;
}

/**
 * F16: mean latency h·t_hit + (1−h)·t_origin in the unit of the times. Undefined for h outside 0–1
 * or a negative time.
 */
export function computeCachedLatency(
  hitRatio: number,
  hitTime: number,
  originTime: number,
): number | undefined {
  if (!isRatio(hitRatio) || !(hitTime >= 0) || !(originTime >= 0)) return undefined;
  return hitRatio * hitTime + (1 - hitRatio) * originTime;
}

/**
 * F16: factor by which the load of the origin grows when the hit ratio goes from `before` to
 * `after`. Infinity where nothing reached the origin before and something does after, 1 where
 * nothing does in both; undefined for ratios outside 0–1.
 */
export function computeOriginFactor(before: number, after: number): number | undefined {
  if (!isRatio(before) || !isRatio(after)) return undefined;
  if (before === 1) return after === 1 ? 1 : Infinity;
  return (1 - after) / (1 - before);
}

/**
 * F16 over several layers: share of the load that passes all of them, Π(1−hᵢ). Undefined for a
 * ratio outside 0–1.
 */
export function computeLayeredOriginShare(hitRatios: readonly number[]): number | undefined {
  if (!hitRatios.every(isRatio)) return undefined;
  return hitRatios.reduce((share, hitRatio) => share * (1 - hitRatio), 1);
}

/**
 * F16 solved for h: the smallest hit ratio at which the mean latency meets `targetTime`. 0 where
 * the origin alone meets it, undefined where even hits are too slow or a time is negative.
 */
export function findBreakEvenHitRatio(
  hitTime: number,
  originTime: number,
  targetTime: number,
): number | undefined {
  if (!(hitTime >= 0) || !(originTime >= 0) || !(targetTime >= 0)) return undefined;
  if (originTime <= targetTime) return 0;
  if (hitTime > targetTime) return undefined;
  return (originTime - targetTime) / (originTime - hitTime);
}
