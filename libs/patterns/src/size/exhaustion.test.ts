import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sketchCheckout } from "../assess/demo-shop.ts";
import { testWindow } from "../recognise/fixtures.ts";
import { recogniseAll } from "../recognise/recognise-all.ts";
import type { EvidenceSnapshot } from "../evidence/snapshot.ts";
import { exhaustHeadroom, findExhaustion, scaleForecast } from "./exhaustion.ts";
import type { ResourceKind } from "./headroom.ts";
import type { SizeOptions } from "./size-all.ts";
import { sizeAll } from "./size-all.ts";

const nowMs = testWindow.endMs;

const hourMs = 3_600_000;

const peak = { nowPerS: 10, peakPerS: 30, atMs: nowMs + 6 * hourMs };

function size(
  snapshot: EvidenceSnapshot,
  resource: ResourceKind,
  options: Partial<SizeOptions> = {},
) {
  const { recognitions } = recogniseAll(snapshot);
  return sizeAll(snapshot, recognitions, { nowMs, peak, ...options }).find(
    (one) => one.resource === resource,
  );
}

describe("exhaustion", () => {
  const forecast = Array.from({ length: 49 }, (_, hour) => ({
    timeMs: nowMs + hour * hourMs,
    p10: 100 + 5 * hour,
    p50: 100 + 10 * hour,
    p90: 100 + 20 * hour,
  }));

  it("takes the early date from the quantile nearest to the limit", () => {
    expect(findExhaustion(forecast, 305)).toEqual({
      p10Ms: nowMs + 10.25 * hourMs,
      p50Ms: nowMs + 20.5 * hourMs,
      p90Ms: nowMs + 41 * hourMs,
      horizonMs: nowMs + 48 * hourMs,
    });
  });

  it("handles what runs out, what is over already and what never comes", () => {
    const falling = forecast.map(({ timeMs, p10, p50, p90 }) => ({
      timeMs,
      p10: 1000 - p90,
      p50: 1000 - p50,
      p90: 1000 - p10,
    }));
    expect(findExhaustion(falling, 600, "below")?.p10Ms).toBe(nowMs + 15 * hourMs);
    expect(findExhaustion(forecast, 50)?.p90Ms).toBe(nowMs);
    expect(findExhaustion(forecast, 1e9)).toMatchObject({ p10Ms: null, p50Ms: null, p90Ms: null });
    expect(findExhaustion([], 1)).toBeUndefined();
  });

  it("never has the early date after the late one", () => {
    const step = fc.tuple(fc.double({ min: -100, max: 100, noNaN: true }), fc.nat(50), fc.nat(50));
    fc.assert(
      fc.property(
        fc.array(step, { minLength: 1, maxLength: 40 }),
        fc.double({ min: -150, max: 150, noNaN: true }),
        fc.constantFrom("above" as const, "below" as const),
        (steps, limit, side) => {
          const series = steps.map(([p50, down, up], index) => ({
            timeMs: index * 1000,
            p10: p50 - down,
            p50,
            p90: p50 + up,
          }));
          const found = findExhaustion(series, limit, side);
          const late = (ms: number | null | undefined) => ms ?? Infinity;
          expect(late(found?.p10Ms)).toBeLessThanOrEqual(late(found?.p50Ms));
          expect(late(found?.p50Ms)).toBeLessThanOrEqual(late(found?.p90Ms));
        },
      ),
    );
  });

  it("says when a leaking pool is gone", () => {
    const leaking = sketchCheckout({ used: 6, leastUsed: 1, pending: 0, timeouts: 0 });
    const pool = size(leaking, "pool-connections");
    if (pool === undefined) throw new Error("the pool is sized");
    expect(pool.usedPoints).toHaveLength(60);
    const series = [0, 1, 2].map((hour) => ({
      timeMs: nowMs + hour * hourMs,
      p10: 6 + 2 * hour,
      p50: 6 + 4 * hour,
      p90: 6 + 8 * hour,
    }));
    expect(exhaustHeadroom(pool, series)).toEqual({
      p10Ms: nowMs + hourMs / 2,
      p50Ms: nowMs + hourMs,
      p90Ms: nowMs + 2 * hourMs,
      horizonMs: nowMs + 2 * hourMs,
    });
    expect(exhaustHeadroom({ limit: null }, series)).toBeUndefined();
  });

  it("turns a forecast of the load into one of the resource", () => {
    expect(scaleForecast([{ timeMs: 0, p10: 10, p50: 20, p90: 30 }], 10, 2)).toEqual([
      { timeMs: 0, p10: 2, p50: 4, p90: 6 },
    ]);
    expect(scaleForecast(forecast, 0, 2)).toEqual([]);
  });
});
