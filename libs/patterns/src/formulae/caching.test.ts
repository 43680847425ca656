import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  computeCachedLatency,
  computeLayeredOriginShare,
  computeOriginFactor,
  computeOriginLoad,
  findBreakEvenHitRatio,
} from "./caching.ts";

const ratio = fc.double({ min: 0, max: 1, noNaN: true });

describe("cache and its origin", () => {
  it("passes the misses on", () => {
    expect(computeOriginLoad(1000, 0.9)).toBeCloseTo(100, 9);
    expect(computeOriginLoad(1000, 1.1)).toBeUndefined();
    expect(computeOriginLoad(-1, 0.9)).toBeUndefined();
  });

  it("mixes the latencies", () => {
    expect(computeCachedLatency(0.9, 1, 101)).toBeCloseTo(11, 9);
    expect(computeCachedLatency(0.9, -1, 101)).toBeUndefined();
  });

  it.each([
    [0.99, 0.98, 2],
    [0.9, 0.8, 2],
    [0.5, 0.75, 0.5],
    [1, 1, 1],
    [1, 0.5, Infinity],
  ])("from %d to %d the origin takes the %s-fold load", (before, after, factor) => {
    expect(computeOriginFactor(before, after)).toBeCloseTo(factor, 9);
  });

  it("multiplies misses over layers", () => {
    expect(computeLayeredOriginShare([0.9, 0.5])).toBeCloseTo(0.05, 9);
    expect(computeLayeredOriginShare([])).toBe(1);
    expect(computeLayeredOriginShare([0.9, -0.1])).toBeUndefined();
  });

  it("agrees between load and factor", () => {
    fc.assert(
      fc.property(ratio, ratio, (before, after) => {
        fc.pre(before < 0.999);
        const loadBefore = computeOriginLoad(1000, before) ?? 0;
        const loadAfter = computeOriginLoad(1000, after) ?? 0;
        const factor = computeOriginFactor(before, after) ?? 0;
        expect(loadBefore * factor).toBeCloseTo(loadAfter, 6);
      }),
    );
  });
});

describe("findBreakEvenHitRatio", () => {
  it("gives the ratio at which the target is just met", () => {
    fc.assert(
      fc.property(ratio, fc.double({ min: 1, max: 100, noNaN: true }), (share, spread) => {
        const [hitTime, originTime] = [1, 1 + spread];
        const target = hitTime + share * spread;
        const hitRatio = findBreakEvenHitRatio(hitTime, originTime, target) ?? Number.NaN;
        expect(computeCachedLatency(hitRatio, hitTime, originTime)).toBeCloseTo(target, 6);
      }),
    );
  });

  it("knows targets that need no cache or that no cache meets", () => {
    expect(findBreakEvenHitRatio(1, 50, 60)).toBe(0);
    expect(findBreakEvenHitRatio(10, 50, 5)).toBeUndefined();
  });
});
