import { createEmptySnapshot, type MetricEvidence, type Recognition } from "@headroom/patterns";
import { describe, expect, it } from "vitest";
import { cutMetrics, measurePast } from "./past-indicators.ts";

const hourMs = 3_600_000;
const hours = 30;

/** Counters of a cache: hits per second vary by hour, one miss per second. */
function cacheGets(hitsPerS: (hour: number) => number): MetricEvidence {
  const series = (result: string, valueAt: (hour: number) => number) => ({
    labels: { cache: "prices", result },
    instanceId: "a",
    first: 0,
    last: 0,
    avg: 0,
    min: 0,
    max: 0,
    p95: 0,
    increase: 0,
    points: Array.from({ length: hours }, (_, hour) => ({
      atMs: hour * hourMs,
      value: valueAt(hour),
    })),
  });
  return {
    name: "cache.gets",
    instrument: "counter",
    unit: "",
    attributes: {},
    series: [series("hit", hitsPerS), series("miss", () => 1)],
  };
}

const cache: Recognition = {
  patternId: "P13",
  subject: "prices",
  confidence: 1,
  reason: "",
  evidence: [],
  missing: [],
};
const window = { startMs: 0, endMs: hours * hourMs };
const snapshot = createEmptySnapshot({ kind: "service", name: "shop" }, window);

describe("cutMetrics", () => {
  it("makes a counter's rate the increase of the step, and leaves out what is not there", () => {
    const [metric] = cutMetrics([cacheGets((hour) => hour)], 3 * hourMs, hourMs);
    expect(metric?.series[0]).toMatchObject({ last: 3, increase: 3 * 3_600 });
    expect(cutMetrics([cacheGets(() => 1)], 99 * hourMs, hourMs)[0]?.series).toEqual([]);
  });
});

describe("measurePast", () => {
  it("gives the hit ratio of every hour", async () => {
    const past = { metrics: [cacheGets((hour) => (hour < 20 ? 9 : 3))], ...window, stepMs: hourMs };
    const { ["P13:hit-ratio:prices"]: ratios = [] } = await measurePast(snapshot, [cache], past);
    expect(ratios).toHaveLength(hours);
    expect(ratios.slice(0, 20)).toEqual(Array.from({ length: 20 }, () => 0.9));
    expect(ratios[25]).toBeCloseTo(0.75, 6);
  });

  it("has nothing to say without recognitions", async () => {
    const past = { metrics: [], ...window, stepMs: hourMs };
    expect(await measurePast(snapshot, [], past)).toEqual({});
  });
});
