import { describe, expect, it } from "vitest";
import { makeGrid } from "./grid.ts";
import { medianOf, quantileOf, weightedMedianOf } from "./median.ts";

const hourMs = 3_600_000;

describe("makeGrid", () => {
  it("averages points in a step and leaves out the step that is not over", () => {
    const points = [0, 0.5, 1, 2, 2.5].map((hours) => ({ timeMs: hours * hourMs, value: hours }));
    const grid = makeGrid(points, hourMs, 2.9 * hourMs);
    expect(grid.values).toEqual([0.25, 1]);
    expect(grid.endMs).toBe(2 * hourMs);
  });

  it("fills a hole with the value a day earlier, else with the step before", () => {
    const points = Array.from({ length: 30 }, (_, hour) => ({
      timeMs: hour * hourMs,
      value: hour === 3 || hour === 25 ? Number.NaN : hour,
    }));
    const { values, filledShare } = makeGrid(points, hourMs, 30 * hourMs);
    expect([values[3], values[25]]).toEqual([2, 1]);
    expect(filledShare).toBeCloseTo(2 / 30);
  });

  it("fills a hole with a line where no day is known", () => {
    const points = [0, 1, 4, 5].map((hour) => ({ timeMs: hour * hourMs, value: 10 * hour }));
    const { values, filledShare } = makeGrid(points, hourMs, 6 * hourMs, "line");
    expect(values).toEqual([0, 10, 20, 30, 40, 50]);
    expect(filledShare).toBeCloseTo(1 / 3);
  });

  it.each([
    [hourMs, 24, 168],
    [24 * hourMs, 0, 7],
    [7 * 60_000, 0, 1440],
    [7 * 24 * hourMs, 0, 0],
  ])("in steps of %d ms has a day of %d and a week of %d", (stepMs, day, week) => {
    expect(makeGrid([], stepMs, 0)).toMatchObject({ day, week, values: [] });
  });

  it("uses six weeks at most", () => {
    const points = Array.from({ length: 2000 }, (_, hour) => ({ timeMs: hour * hourMs, value: 1 }));
    expect(makeGrid(points, hourMs, 2000 * hourMs).values).toHaveLength(42 * 24);
  });
});

describe("quantiles", () => {
  it("are medians and what lies between neighbours", () => {
    expect(medianOf([3, 1, 2])).toBe(2);
    expect(medianOf([4, 1, 2, 3])).toBe(2.5);
    expect(medianOf([])).toBe(0);
    expect(quantileOf([0, 10], 0.25)).toBe(2.5);
    expect(quantileOf([0, 10], 7)).toBe(10);
  });

  it("go with the weight", () => {
    expect(weightedMedianOf([3, 1, 2], [1, 1, 1])).toBe(2);
    expect(weightedMedianOf([3, 1, 2], [5, 1, 1])).toBe(3);
  });
});
