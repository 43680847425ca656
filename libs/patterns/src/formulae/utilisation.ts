/** Clamps a value into 0 to 1. */
function clampRatio(value: number): number {
  return Math.min(1, Math.max(0, value));
}

/**
 * F1: used divided by limit, both in the same unit. Above 1 when more is used than the limit
 * allows. Undefined where the limit is not above zero or a value is not a number.
 */
export function computeUtilisation(used: number, limit: number): number | undefined {
  if (!(limit > 0) || !(used >= 0)) return undefined;
  return used / limit;
}

/** A sample of a pool: how much was in use, and how many requests waited at that moment. */
export interface PoolSample {
  readonly used: number;
  readonly pending: number;
}

/** How many samples with waiting requests a plateau needs before it counts as a limit. */
const plateauSamples = 3;
/** How far below the highest use a sample may lie and still belong to the plateau. */
const plateauTolerance = 0.02;

/**
 * F1 where no limit is emitted: the flat maximum of use while requests wait. Returns that maximum,
 * or undefined when fewer than three samples with waiting requests lie within 2 % of it, or when
 * use was higher while nothing waited than while something did.
 */
export function findPlateauLimit(samples: readonly PoolSample[]): number | undefined {
  const waiting = samples.filter(({ pending }) => pending > 0).map(({ used }) => used);
  const plateau = Math.max(0, ...waiting);
  const highest = samples.reduce((max, { used }) => Math.max(max, used), 0);
  if (plateau <= 0 || highest > plateau) return undefined;
  const flat = waiting.filter((used) => used >= plateau * (1 - plateauTolerance));
  return flat.length >= plateauSamples ? plateau : undefined;
}

/** F2: waiting requests divided by the limit; undefined where the limit is not above zero. */
export function computePendingRatio(pending: number, limit: number): number | undefined {
  return computeUtilisation(pending, limit);
}

/**
 * F2: share of waiting in the time of a request, from 0 to 1. Both times in the same unit;
 * undefined where both are zero or one is negative.
 */
export function computeWaitShare(waitTime: number, serviceTime: number): number | undefined {
  const total = waitTime + serviceTime;
  if (!(waitTime >= 0) || !(serviceTime >= 0) || total === 0) return undefined;
  return clampRatio(waitTime / total);
}

/**
 * F3: hits divided by hits and misses, from the increases of both counters over one window.
 * Undefined where nothing was read, or where an increase is negative because a counter restarted.
 */
export function computeHitRatio(hits: number, misses: number): number | undefined {
  if (!(hits >= 0) || !(misses >= 0) || hits + misses === 0) return undefined;
  return hits / (hits + misses);
}

/**
 * F6: speed at which an error budget is used; 1 uses it up exactly by the end of its period.
 * `badRatio` and `objective` are ratios between 0 and 1. Undefined for an objective outside
 * [0, 1), since an objective of 1 leaves no budget to burn.
 */
export function computeBurnRate(badRatio: number, objective: number): number | undefined {
  if (!(objective >= 0 && objective < 1) || !(badRatio >= 0)) return undefined;
  return badRatio / (1 - objective);
}
