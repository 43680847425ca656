/** A backlog: its length, what consumers together can do, what arrives, and what is kept. */
export interface Backlog {
  readonly lag: number;
  readonly consumedPerS: number;
  readonly producedPerS: number;
  /** Age at which the broker drops messages; absent where it keeps them. */
  readonly retentionS?: number;
}

/**
 * What becomes of a backlog. `netPerS` is what it shrinks by per second. `catchUpS` is the time
 * until it is empty, undefined where it does not shrink. `timeLagS` is how old the next message is,
 * undefined where nothing arrives. `lossHorizonS` is the time until messages get dropped, 0 when
 * they already are, undefined where that never happens or no retention is known.
 */
export interface QueueDrain {
  readonly netPerS: number;
  readonly catchUpS: number | undefined;
  readonly timeLagS: number | undefined;
  readonly lossHorizonS: number | undefined;
}

/** Time until the age of the next message exceeds the retention; the parts are those of a backlog. */
function findLossHorizon(backlog: Backlog, timeLagS: number | undefined): number | undefined {
  const { lag, consumedPerS, producedPerS, retentionS } = backlog;
  if (retentionS === undefined || timeLagS === undefined) return undefined;
  if (timeLagS > retentionS) return 0;
  const growthPerS = producedPerS - consumedPerS;
  return growthPerS > 0 ? (retentionS * producedPerS - lag) / growthPerS : undefined;
}

/**
 * F13: drain of a backlog at constant rates. `consumedPerS` is the capacity of all consumers
 * together. The loss horizon follows from lag(t)/λp = retention. Undefined for negative values.
 */
export function assessQueueDrain(backlog: Backlog): QueueDrain | undefined {
  const { lag, consumedPerS, producedPerS } = backlog;
  if (!(lag >= 0) || !(consumedPerS >= 0) || !(producedPerS >= 0)) return undefined;
  const netPerS = consumedPerS - producedPerS;
  const isEmpty = lag === 0;
  const catchUpS = isEmpty ? 0 : netPerS > 0 ? lag / netPerS : undefined;
  const timeLagS = isEmpty ? 0 : producedPerS > 0 ? lag / producedPerS : undefined;
  return { netPerS, catchUpS, timeLagS, lossHorizonS: findLossHorizon(backlog, timeLagS) };
}

/**
 * F14: whether all instances but one can carry the peak. `peak` and `sustainable` (the load one
 * instance can sustain) are in the same unit.
 */
export function isSafeWithoutOne(instances: number, sustainable: number, peak: number): boolean {
  return (instances - 1) * sustainable >= peak;
}

/**
 * F14 the other way round: the fewest instances that carry the peak even without one of them,
 * ceil(peak / sustainable) + 1. Undefined where an instance sustains nothing.
 */
export function computeInstancesNeeded(peak: number, sustainable: number): number | undefined {
  if (!(sustainable > 0) || !(peak >= 0)) return undefined;
  return Math.ceil(peak / sustainable) + 1;
}

/**
 * F15: attempts divided by first attempts, at least 1 where counts are complete. Undefined where
 * there was no first attempt.
 */
export function computeRetryAmplification(
  attempts: number,
  firstAttempts: number,
): number | undefined {
  if (!(firstAttempts > 0) || !(attempts >= 0)) return undefined;
  return attempts / firstAttempts;
}

/** F15 over several layers that retry: the product of their amplifications, 1 for no layer. */
export function combineAmplifications(amplifications: readonly number[]): number {
  return amplifications.reduce((product, amplification) => product * amplification, 1);
}
