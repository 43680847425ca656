import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DURATION_BOUNDS_S } from "../telemetry/library-metric-names.ts";
import { logNormalMean, normalCdf, splitOverBuckets } from "./distribution.ts";
import { createRandom, drawHex, drawLogNormal, drawNormal, drawPoisson } from "./random.ts";

describe("normalCdf", () => {
  it("agrees with the table of the standard normal", () => {
    expect(normalCdf(0)).toBeCloseTo(0.5, 7);
    expect(normalCdf(1.96)).toBeCloseTo(0.975_002, 6);
    expect(normalCdf(-1)).toBeCloseTo(0.158_655, 6);
  });
});

describe("splitOverBuckets", () => {
  it("gives whole numbers that add up to the count", () => {
    const medians = fc.double({ min: 0.0001, max: 20, noNaN: true });
    fc.assert(
      fc.property(
        fc.nat(5_000),
        medians,
        fc.double({ min: 0.05, max: 2, noNaN: true }),
        fc.integer(),
        (count, median, sigma, seed) => {
          const buckets = splitOverBuckets(
            count,
            median,
            sigma,
            DURATION_BOUNDS_S,
            createRandom(seed),
          );
          expect(buckets).toHaveLength(DURATION_BOUNDS_S.length + 1);
          expect(buckets.reduce((sum, bucket) => sum + bucket, 0)).toBe(count);
          for (const bucket of buckets) expect(Number.isInteger(bucket) && bucket >= 0).toBe(true);
        },
      ),
    );
  });

  it("puts half of many values below the median", () => {
    const [below = 0] = splitOverBuckets(100_000, 0.05, 0.4, [0.05], createRandom(1));
    expect(Math.abs(below - 50_000)).toBeLessThan(10);
  });
});

describe("random draws", () => {
  it("repeat with the seed and stay in [0, 1)", () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const [left, right] = [createRandom(seed), createRandom(seed)];
        for (let draw = 0; draw < 20; draw += 1) {
          const value = left();
          expect(value).toBe(right());
          expect(value >= 0 && value < 1).toBe(true);
        }
      }),
    );
  });

  it("have the means and spreads they claim", () => {
    const random = createRandom(42);
    const mean = (draw: () => number) =>
      Array.from({ length: 20_000 }, draw).reduce((sum, value) => sum + value, 0) / 20_000;
    expect(Math.abs(mean(() => drawNormal(random)))).toBeLessThan(0.03);
    expect(Math.abs(mean(() => drawPoisson(2.5, random)) - 2.5)).toBeLessThan(0.05);
    expect(Math.abs(mean(() => drawPoisson(90, random)) - 90)).toBeLessThan(0.4);
    expect(mean(() => drawLogNormal(3, 0.4, random)) / logNormalMean(3, 0.4)).toBeCloseTo(1, 1);
  });

  it("write hex of the asked length", () => {
    expect(drawHex(16, createRandom(3))).toMatch(/^[0-9a-f]{32}$/);
  });
});
