import { describe, expect, it } from "vitest";
import { bandRange, describeLearners, pointsOutside, shownGroup } from "./preview-band";

const group = {
  points: [
    [0, 5],
    [10, 1],
    [20, 9],
    [30, null],
    [40, 100],
  ] as [number, number | null][],
  band: [
    [0, 4, 5, 6],
    [10, 4, 5, 6],
    [20, 4, 5, 6],
    [30, 4, 5, 6],
  ] as [number, number, number, number][],
};

describe("pointsOutside", () => {
  it.each([
    ["both", [10, 20]],
    ["above", [20]],
    ["below", [10]],
  ] as const)("%s", (direction, times) => {
    expect(pointsOutside(group, direction).map(({ atMs }) => atMs)).toEqual(times);
  });
});

describe("groups", () => {
  it("begin with the one that fired most", () => {
    const one = { from: "", to: null };
    const groups = [{ firing: [] }, { firing: [one, one] }, { firing: [one] }];
    expect(shownGroup(groups, null)).toBe(1);
    expect(shownGroup(groups, 2)).toBe(2);
    expect(shownGroup(groups, 3)).toBe(1);
    expect(shownGroup([], 0)).toBe(0);
  });

  it("that learn are counted", () => {
    expect(describeLearners([{ status: "ready" }])).toBeNull();
    expect(describeLearners([{ status: "learning" }])).toMatch(/^Needs more history/);
    expect(describeLearners([{ status: "learning" }, { status: "ready" }])).toMatch(
      /^1 of 2 groups needs/,
    );
  });
});

describe("bandRange", () => {
  it("keeps the server's points", () => {
    expect(bandRange(group.band).points).toBe(group.band);
  });
});
