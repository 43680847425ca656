import { describe, expect, it } from "vitest";
import {
  boundsPath,
  clipRun,
  instantsBeyond,
  middlePath,
  pointAt,
  runsOf,
  spanRanges,
  type ChartRange,
  type RangePoint,
} from "./chart-range";

const at = (t: number, middle = 10): RangePoint => [t, middle - 2, middle, middle + 2];
const range = (...points: RangePoint[]): ChartRange => ({ id: "r", label: "Expected", points });

describe("spanRanges", () => {
  it("makes room for bounds, not for those far from everything", () => {
    expect(spanRanges([range(at(0))], { minValue: 0, maxValue: 11 })).toEqual({
      minValue: 0,
      maxValue: 12,
    });
    const wide = range([0, -500, 10, 500]);
    expect(spanRanges([wide], { minValue: 0, maxValue: 20 })).toEqual({
      minValue: 0,
      maxValue: 60,
    });
  });

  it("goes below zero where values do", () => {
    expect(spanRanges([range([0, -6, -4, -2])], { minValue: 0, maxValue: 1 }).minValue).toBe(-6);
  });
});

describe("runsOf", () => {
  const points = [at(0), at(10), at(20), at(50), at(60)];

  it("breaks where points are missing", () => {
    expect(runsOf(range(...points)).map((run) => run.length)).toEqual([3, 2]);
    expect(runsOf(range())).toEqual([]);
  });

  it("goes on where the range bridges gaps", () => {
    expect(runsOf({ ...range(...points), bridgesGaps: true })).toHaveLength(1);
  });
});

describe("clipRun", () => {
  const run = [at(0, 0), at(10, 10), at(20, 20), at(30, 30)];

  it("cuts on the line at both ends", () => {
    expect(clipRun(run, 5, 25).map(([t, , middle]) => [t, middle])).toEqual([
      [5, 5],
      [10, 10],
      [20, 20],
      [25, 25],
    ]);
  });

  it("leaves out what lies outside, and goes across an axis without a point on it", () => {
    expect(clipRun(run, 40, 50)).toEqual([]);
    expect(clipRun([at(0, 0), at(10, 10)], 2, 4)).toHaveLength(2);
    expect(clipRun(run, 0, 30)).toEqual(run);
  });
});

describe("pointAt", () => {
  it("finds the nearest within a step", () => {
    const steps = range(at(0), at(10, 12), at(20));
    expect(pointAt(steps, 11)?.[2]).toBe(12);
    expect(pointAt(steps, 40)).toBeNull();
    expect(pointAt(range(), 0)).toBeNull();
  });
});

describe("instantsBeyond", () => {
  it("are those that no row has, once each", () => {
    expect(instantsBeyond([range(at(0), at(10), at(20)), range(at(20), at(30))], 5, 15)).toEqual([
      0, 20, 30,
    ]);
  });
});

describe("paths", () => {
  it("run along the middle and around the bounds", () => {
    const same = (value: number) => value;
    expect(middlePath([at(0), at(10)], same, same)).toBe("M0,10L10,10");
    expect(boundsPath([at(0), at(10)], same, same)).toBe("M0,12L10,12L10,8L0,8Z");
  });
});
