import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { visibleRows } from "./visible-rows";

describe("visibleRows", () => {
  it("draws short lists whole", () => {
    expect(visibleRows(80, 40, 0, 800, 80)).toEqual({ first: 0, end: 80 });
  });

  it("draws what shows and a little more", () => {
    expect(visibleRows(1_000, 40, -4_000, 800, 80)).toEqual({ first: 80, end: 140 });
  });

  it("never leaves the list, and covers what shows", () => {
    const px = fc.integer({ min: -1_000_000, max: 10_000 });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 20_000 }), px, (count, topPx) => {
        const { first, end } = visibleRows(count, 40, topPx, 800, 80);
        expect(0 <= first && first <= end && end <= count).toBe(true);
        const middle = Math.floor((400 - topPx) / 40);
        const shows = middle >= 0 && middle < count;
        expect(!shows || (first <= middle && middle < end)).toBe(true);
      }),
    );
  });
});
