import { describe, expect, it } from "vitest";
import { makeNoise } from "../anomaly/made-up-series.ts";
import { noCycle } from "./cycle.ts";
import { fitLine, fitSlope } from "./slope.ts";
import { findTrend } from "./trend.ts";

const series = (count: number, valueAt: (index: number) => number): number[] =>
  Array.from({ length: count }, (_, index) => valueAt(index));

describe("fitLine", () => {
  it("draws a line exactly", () => {
    for (const count of [3, 30, 61, 500]) {
      const { slope, slopeError, end } = fitLine(
        series(count, (at) => 7 + 2 * at),
        noCycle,
      );
      expect(slope).toBeCloseTo(2, 9);
      expect(end).toBeCloseTo(7 + 2 * (count - 1), 9);
      expect(slopeError).toBeCloseTo(0, 9);
    }
  });

  it("does not bend for outliers", () => {
    const { slope } = fitLine(
      series(60, (at) => at + (at % 7 === 0 ? 1000 : 0)),
      noCycle,
    );
    expect(slope).toBeCloseTo(1, 1);
  });

  it("knows nothing of two values", () => {
    expect(fitLine([1, 5], noCycle)).toMatchObject({ slope: 0, slopeError: Infinity });
  });

  it("is the same at every phase of a cycle", () => {
    for (let phase = 0; phase < 10; phase++) {
      const cycle = { ...noCycle, length: 10 };
      const { slope } = fitLine(
        series(60, (at) => at + 9 * ((at + phase) % 10)),
        cycle,
      );
      expect(slope).toBeCloseTo(1, 9);
    }
  });
});

describe("fitSlope", () => {
  it("is off by its error about as often as it says", () => {
    for (const [count, most] of [
      [5, 0.1],
      [30, 0.1],
      [60, 0.1],
    ] as const) {
      let outside = 0;
      for (let seed = 1; seed <= 200; seed++) {
        const noise = makeNoise(seed * 7919);
        const heights = series(count, noise);
        const { slope, slopeError } = fitSlope({ places: series(count, (at) => at), heights });
        if (Math.abs(slope) > 1.96 * slopeError) outside++;
      }
      expect(outside / 200).toBeLessThan(most);
    }
  });
});

describe("findTrend", () => {
  it.each([
    ["a line", (at: number) => at, true],
    ["a fall", (at: number) => -at, true],
    ["a level", () => 1, false],
    ["a bend", (at: number) => Math.min(at, 30), false],
    ["a rise and fall", (at: number) => Math.min(at, 60 - at), false],
    ["one step", (at: number) => (at < 30 ? 0 : 1), false],
  ])("of %s", (_name, valueAt, isTrend) => {
    expect(findTrend(series(60, valueAt), noCycle) !== undefined).toBe(isTrend);
  });
});
