import type { TrendAnswer } from "@headroom/contracts";

const explained = { sentence: "", formula: "", inputs: {} };

/** A trend for tests: the parts that are given, and nothing else. */
export function makeTrend(given: {
  points: readonly (readonly [number, number | null])[];
  level: number;
  slope: number;
  changes?: readonly { atMs: number; before: number; after: number }[];
}): TrendAnswer {
  const { points, level, slope, changes = [] } = given;
  return {
    stepSeconds: 60,
    unit: "ms",
    points: points.map(([t, value]): [number, number | null] => [t, value]),
    lastWeek: [],
    status: "described",
    summary: explained,
    level: { ...explained, value: level },
    slope: {
      ...explained,
      perDay: { value: slope, low: slope - 1, high: slope + 1 },
      direction: slope > 0 ? "rising" : slope < 0 ? "falling" : "steady",
    },
    season: null,
    noise: { ...explained, value: 1 },
    changes: changes.map(({ atMs, before, after }) => ({
      ...explained,
      at: new Date(atMs).toISOString(),
      before,
      after,
      change: { value: after - before, low: after - before - 1, high: after - before + 1 },
      sureness: "high",
    })),
    weekOnWeek: null,
    releases: { note: null, versions: [], differences: [] },
  };
}
