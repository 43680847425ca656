import { describe, expect, it } from "vitest";
import { makeNoise } from "../anomaly/made-up-series.ts";
import { findCycle } from "./cycle.ts";

const series = (count: number, valueAt: (index: number) => number): number[] =>
  Array.from({ length: count }, (_, index) => valueAt(index));
const tooth = (index: number, period: number): number => (index % period) / period;

describe("findCycle", () => {
  it("finds the falls of a sawtooth on a leak", () => {
    const noise = makeNoise(1);
    const found = findCycle(series(60, (at) => at + 50 * tooth(at, 12) + noise()));
    expect(found).toEqual({ length: 12, resets: [12, 24, 36, 48], isFalling: true });
  });

  it("finds the jumps of one that falls slowly", () => {
    const found = findCycle(series(60, (at) => -50 * tooth(at, 12)));
    expect(found).toEqual({ length: 12, resets: [12, 24, 36, 48], isFalling: false });
  });

  it("knows a cycle that is no whole number of steps", () => {
    expect(findCycle(series(80, (at) => 50 * tooth(at, 7.3))).length).toBeCloseTo(7.3, 0);
  });

  it("finds a smooth repetition", () => {
    const noise = makeNoise(2);
    const found = findCycle(series(200, (at) => 10 * Math.sin((2 * Math.PI * at) / 20) + noise()));
    expect(found.length).toBeCloseTo(20, 0);
  });

  it.each([
    ["nothing", []],
    ["a constant", series(60, () => 3)],
    ["a line", series(60, (at) => 2 * at)],
    ["a spike", series(60, (at) => (at === 30 ? 100 : at % 2))],
    ["a level shift", series(60, (at) => (at < 30 ? 100 : 0) + (at % 2))],
  ])("finds no reset in %s", (_name, values) => {
    expect(findCycle(values).resets).toEqual([]);
  });
});
