/**
 * F12, Amdahl's law: speed-up 1/(s + (1−s)/N) of `workers` over one, for a serial share from 0 to
 * 1. Undefined for a share outside that range or fewer than one worker.
 */
export function computeSpeedUp(workers: number, serialShare: number): number | undefined {
  if (!(serialShare >= 0 && serialShare <= 1) || !(workers >= 1)) return undefined;
  return 1 / (serialShare + (1 - serialShare) / workers);
}

/** F12: the speed-up that no number of workers exceeds, 1/s; Infinity without serial work. */
export function computeSpeedUpCeiling(serialShare: number): number | undefined {
  if (!(serialShare >= 0 && serialShare <= 1)) return undefined;
  return serialShare === 0 ? Infinity : 1 / serialShare;
}

/**
 * F12: serial share of a trace, the time on the critical path with one active span divided by the
 * sum of span work, both in the same unit. Undefined where there was no work or more serial time
 * than work.
 */
export function computeSerialShare(serialTime: number, spanWork: number): number | undefined {
  if (!(spanWork > 0) || !(serialTime >= 0 && serialTime <= spanWork)) return undefined;
  return serialTime / spanWork;
}
