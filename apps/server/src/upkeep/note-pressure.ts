import type { StoragePressure } from "@headroom/telemetry-store";

/** Levels rise at once; they fall to `ok` only so far below the warning, as a share of the total. */
const CALM_MARGIN = 0.01;

/** The level that people are told of. */
export type ToldLevel = StoragePressure["level"];

/**
 * The level to tell after `told`, from the pressure that is worst now; use that hovers at the
 * threshold of the warning does not make news again and again.
 */
export function nextLevel(told: ToldLevel, worst: StoragePressure | undefined): ToldLevel {
  if (worst === undefined) return told;
  if (worst.level !== "ok" || told === "ok") return worst.level;
  const isCalm = worst.usedBytes < worst.floorBytes - CALM_MARGIN * worst.totalBytes;
  return isCalm ? "ok" : "near";
}
