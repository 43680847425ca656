import type { PeakLoad } from "@headroom/patterns";
import type { LoadRate } from "@headroom/telemetry-store";
import type { StoredForecast } from "./stored-forms.ts";

const weekMs = 7 * 86_400_000;

/**
 * Mean requests per second since the first minute with any: a service that has just begun is not
 * thought to have less load than it has. `rates` are by minute, up to `endMs`; undefined without.
 */
export function measureLoadNow(rates: readonly LoadRate[], endMs: number): number | undefined {
  const [first] = rates;
  if (first === undefined) return undefined;
  const requests = rates.reduce((sum, { perS }) => sum + perS * 60, 0);
  return (requests * 1_000) / Math.max(60_000, endMs - first.atMs);
}

/**
 * The highest hourly load that is forecast as likely (p50) within the next seven days, a week being
 * the longest season that is known. Hourly means: bursts inside an hour are in what is used now,
 * which is their p95. Undefined while the forecast is learning or without load now.
 */
export function findPeakLoad(
  load: StoredForecast,
  nowPerS: number | undefined,
  nowMs: number,
): PeakLoad | undefined {
  if (nowPerS === undefined || !(nowPerS > 0)) return undefined;
  let peak: PeakLoad | undefined;
  for (const [atMs, , p50] of load.quantiles) {
    if (atMs < nowMs || atMs > nowMs + weekMs) continue;
    if (peak === undefined || p50 > peak.peakPerS) peak = { nowPerS, peakPerS: p50, atMs };
  }
  return peak;
}
