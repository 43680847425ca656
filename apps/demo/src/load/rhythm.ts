const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const WEEK_MS = 7 * DAY_MS;
const BASE = 0.16;
const HUMPS = [
  { hour: 11.5, widthHours: 2.6, height: 0.72 },
  { hour: 20, widthHours: 2.2, height: 0.84 },
] as const;
const WEEKEND_FACTOR = 0.68;
/** Requests per second at the top of the evening hump. */
export const PEAK_REQUESTS_PER_SECOND = 15;
/** Growth of demand per week. */
export const WEEKLY_GROWTH = 0.035;

/** Distance of two hours of the day on the clock, 0–12. */
function clockDistance(left: number, right: number): number {
  const distance = Math.abs(left - right) % 24;
  return Math.min(distance, 24 - distance);
}

/**
 * Demand by time of day and week, about 0.11 to 1: a base, a hump before noon and a higher one in the evening, less on
 * Saturday and Sunday. `utcOffsetMinutes` moves the clock to local time.
 */
export function demandAt(timeMs: number, utcOffsetMinutes: number): number {
  const localMs = timeMs + utcOffsetMinutes * 60_000;
  const hour = (((localMs % DAY_MS) + DAY_MS) % DAY_MS) / HOUR_MS;
  const weekday = new Date(localMs).getUTCDay();
  let demand = BASE;
  for (const hump of HUMPS) {
    demand +=
      hump.height * Math.exp(-((clockDistance(hour, hump.hour) / hump.widthHours) ** 2) / 2);
  }
  return Math.min(demand, 1) * (weekday === 0 || weekday === 6 ? WEEKEND_FACTOR : 1);
}

/** Growth relative to `nowMs`: 1 at now, less in the past, compounding by WEEKLY_GROWTH. */
export function growthAt(timeMs: number, nowMs: number): number {
  return (1 + WEEKLY_GROWTH) ** ((timeMs - nowMs) / WEEK_MS);
}

/** The shop's own clock: runs `speed` times as fast as the real one since `startedMs`. */
export function shopTime(nowMs: number, startedMs: number, speed: number): number {
  return startedMs + (nowMs - startedMs) * speed;
}

/** Milliseconds to the next arrival of a Poisson process; `random` is in [0, 1). */
export function nextArrivalMs(ratePerSecond: number, random: number): number {
  return (-Math.log(1 - random) / ratePerSecond) * 1000;
}
