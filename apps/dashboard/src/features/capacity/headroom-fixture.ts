import type { Exhaustion, Headroom } from "@headroom/contracts";

/** A date some days after the start of 2026, for tests. */
export function dayOf2026(day: number): string {
  return new Date(Date.UTC(2026, 0, 1 + day, 12)).toISOString();
}

/** When a resource runs out, for tests: days of 2026, null beyond the horizon of 90 days. */
export function sketchExhaustion(
  p10: number | null,
  p50: number | null,
  p90: number | null,
): Exhaustion {
  const at = (day: number | null) => (day === null ? null : dayOf2026(day));
  return {
    p10At: at(p10),
    p50At: at(p50),
    p90At: at(p90),
    horizonAt: dayOf2026(90),
    method: "ensemble",
    error: null,
    reasons: [],
  };
}

/** A pool with a quarter of its connections left at the peak, for tests. */
export function sketchHeadroom(given: Partial<Headroom> = {}): Headroom {
  return {
    service: "checkout",
    patternId: "P33",
    patternName: "Database connection pooling",
    resource: "pool-connections",
    subject: "orders",
    unit: "{connection}",
    limit: 20,
    limitFrom: "telemetry",
    usedNow: 10,
    usedAtPeak: 15,
    peakAt: dayOf2026(3),
    headroomPercent: 25,
    model: "little",
    status: "ready",
    advice: null,
    exhaustion: sketchExhaustion(10, 20, 40),
    calculation: "10 · 30 / 20 = 15",
    inputs: [],
    used: [],
    ...given,
  };
}
