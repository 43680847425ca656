import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatView, parseView, placeSegment, placeSegments, zoomView } from "./time-view";

const view = { fromMs: 100, toMs: 300 };

describe("placeSegment", () => {
  it("cuts to the view and leaves out what is outside", () => {
    expect(placeSegment({ fromMs: 150, toMs: 200 }, view)).toEqual({ left: 25, width: 25 });
    expect(placeSegment({ fromMs: 0, toMs: 500 }, view)).toEqual({ left: 0, width: 100 });
    expect(placeSegment({ fromMs: 0, toMs: 50 }, view)).toBeNull();
  });

  it("keeps every bar visible and inside", () => {
    fc.assert(
      fc.property(fc.nat(400), fc.nat(400), (from, length) => {
        const placed = placeSegment({ fromMs: from, toMs: from + length }, view);
        if (placed === null) return;
        expect(placed.width).toBeGreaterThan(0);
        expect(placed.left).toBeGreaterThanOrEqual(0);
        expect(placed.left + placed.width).toBeLessThanOrEqual(100.001);
      }),
    );
  });
});

describe("placeSegments", () => {
  it("draws thousands of stretches as few bars", () => {
    const many = Array.from({ length: 10_000 }, (_, index) => ({
      fromMs: 100 + index * 0.02,
      toMs: 100 + index * 0.02 + 0.001,
    }));
    expect(placeSegments(many, view).length).toBeLessThan(700);
    expect(placeSegments(many.slice(0, 1), view)).toHaveLength(1);
  });

  it("keeps clear gaps", () => {
    const two = [
      { fromMs: 100, toMs: 150 },
      { fromMs: 200, toMs: 250 },
    ];
    expect(placeSegments(two, view)).toEqual([
      { left: 0, width: 25 },
      { left: 50, width: 25 },
    ]);
  });
});

describe("view", () => {
  it("zooms by a drag in either direction, not by a click", () => {
    expect(zoomView(view, 0.75, 0.25)).toEqual({ fromMs: 150, toMs: 250 });
    expect(zoomView(view, 0.5, 0.5)).toBeNull();
  });

  it("goes through the URL", () => {
    const trace = { fromMs: 0, toMs: 1_000 };
    expect(parseView(formatView({ fromMs: 1.23456, toMs: 20 }), trace)).toEqual({
      fromMs: 1.235,
      toMs: 20,
    });
    expect(parseView("5-5000", trace)).toEqual({ fromMs: 5, toMs: 1_000 });
    expect(parseView("9-5", trace)).toBeNull();
    expect(parseView("all", trace)).toBeNull();
  });
});
