import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { crossing } from "./crossing.ts";
import type { Forecast } from "./forecast.ts";

/** A forecast that rises by one a step, with p10 and p90 `width` below and above the median. */
const rising = (steps: number, width: number): Forecast => ({
  status: "ready",
  quantiles: Array.from({ length: steps }, (_, index) => ({
    timeMs: index * 1000,
    p10: index - width,
    p50: index,
    p90: index + width,
  })),
  errorLastWeek: undefined,
  season: "daily",
  method: "made up",
  reasons: [],
});

describe("crossing", () => {
  it("gives the steps at which the quantiles pass the limit", () => {
    expect(crossing(rising(100, 10), 50, "above")).toEqual({
      p10Ms: 40_000,
      p50Ms: 50_000,
      p90Ms: 60_000,
      probability: expect.closeTo(1, 3),
    });
  });

  it("gives null for what lies beyond the horizon, and the chance inside it", () => {
    const found = crossing(rising(51, 10), 50, "above");
    expect(found).toEqual({
      p10Ms: 40_000,
      p50Ms: 50_000,
      p90Ms: null,
      probability: expect.closeTo(0.5, 6),
    });
    expect(crossing(rising(10, 1), 500, "above")).toEqual({
      p10Ms: null,
      p50Ms: null,
      p90Ms: null,
      probability: expect.closeTo(0, 6),
    });
  });

  it("compares each step with its own limit, the last going on", () => {
    const limits = [100, 100, 100, 2];
    expect(crossing(rising(10, 0), limits, "above")?.p50Ms).toBe(3000);
  });

  it("finds a fall below", () => {
    const falling = rising(20, 0).quantiles.map((step) => ({
      ...step,
      p10: -step.p50 - 2,
      p50: -step.p50,
      p90: -step.p50 + 2,
    }));
    const found = crossing({ ...rising(0, 0), quantiles: falling }, -10, "below");
    expect([found?.p10Ms, found?.p50Ms, found?.p90Ms]).toEqual([8000, 10_000, 12_000]);
  });

  it("knows nothing while the forecast is learning", () => {
    expect(crossing({ ...rising(5, 1), status: "learning" }, 1, "above")).toBeUndefined();
    expect(crossing(rising(0, 1), 1, "above")).toBeUndefined();
  });

  it("is less likely and later the further the limit lies", () => {
    const limit = fc.double({ min: -50, max: 150, noNaN: true });
    fc.assert(
      fc.property(limit, limit, fc.double({ min: 0, max: 30, noNaN: true }), (a, b, width) => {
        const [near, far] = [Math.min(a, b), Math.max(a, b)].map((each) =>
          crossing(rising(80, width), each, "above"),
        );
        expect(far?.probability).toBeLessThanOrEqual((near?.probability ?? 0) + 1e-7);
        for (const key of ["p10Ms", "p50Ms", "p90Ms"] as const)
          expect(far?.[key] ?? Infinity).toBeGreaterThanOrEqual(near?.[key] ?? Infinity);
        expect(near?.p10Ms ?? Infinity).toBeLessThanOrEqual(near?.p90Ms ?? Infinity);
      }),
    );
  });
});
