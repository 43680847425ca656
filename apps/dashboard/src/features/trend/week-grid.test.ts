import { describe, expect, it } from "vitest";
import { fullRatio, unusualStretches, weekGrid } from "./week-grid";

const hour = (at: number, thisWeek: number, lastWeek: number, isUnusual = false) => ({
  hour: at,
  thisWeek,
  lastWeek,
  isUnusual,
});

describe("weekGrid", () => {
  it("puts each hour in its day and leaves holes empty", () => {
    const grid = weekGrid([hour(0, 10, 10), hour(38, 20, 10, true)]);
    expect(grid).toHaveLength(7);
    expect(grid[1]?.[14]).toMatchObject({ thisWeek: 20, lastWeek: 10, change: 1, isUnusual: true });
    expect(grid[0]?.[0]?.change).toBe(0);
    expect(grid[6]?.[23]).toMatchObject({ thisWeek: null, change: 0, isUnusual: false });
  });

  it("takes half for as far as double, and no further", () => {
    const calm = Array.from({ length: 40 }, (_, at) => hour(at, 10, 10));
    const grid = weekGrid([hour(0, 5, 10), hour(1, 100, 10), ...calm.slice(2)]);
    expect(grid[0]?.[0]?.change).toBe(-1);
    expect(grid[0]?.[1]?.change).toBe(1);
  });

  it("widens its scale where many hours change far", () => {
    const hours = Array.from({ length: 40 }, (_, at) => hour(at, at % 2 === 0 ? 40 : 10, 10));
    expect(fullRatio(hours)).toBe(4);
    expect(fullRatio([hour(0, 10, 10)])).toBe(2);
  });

  it("takes differences where values are not above 0", () => {
    const grid = weekGrid([hour(0, 0, 4), hour(1, 2, 0)]);
    expect(grid[0]?.[0]?.change).toBe(-1);
    expect(grid[0]?.[1]?.change).toBe(0.5);
  });
});

describe("unusualStretches", () => {
  it("puts neighbours of one day together", () => {
    const hours = [14, 15, 16, 23, 24, 40].map((at) => hour(at, 1, 1, true));
    expect(unusualStretches(hours)).toEqual(["Mon 14–17", "Mon 23–24", "Tue 0–1", "Tue 16–17"]);
    expect(unusualStretches([hour(3, 1, 1)])).toEqual([]);
  });
});
