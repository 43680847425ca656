import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createBaseline } from "./baseline-state.ts";
import { makeNoise } from "./made-up-series.ts";
import { placeInSlots, readProfile } from "./season.ts";
import { deviationAtScore, probabilityOfScore, scoreTail, teachTail } from "./tail.ts";

const positive = fc.double({ min: 0, max: 50, noNaN: true });

describe("tail", () => {
  it("scores larger deviations no lower, as less likely, and can be turned back", () => {
    fc.assert(
      fc.property(positive, positive, (a, b) => {
        const state = createBaseline();
        const [low, high] = a < b ? [a, b] : [b, a];
        const scores = [scoreTail(state, 0, low), scoreTail(state, 0, high)] as const;
        expect(scores[1]).toBeGreaterThanOrEqual(scores[0]);
        expect(probabilityOfScore(scores[1])).toBeLessThanOrEqual(probabilityOfScore(scores[0]));
        if (scores[1] < 10) expect(deviationAtScore(state, 0, scores[1])).toBeCloseTo(high, 6);
      }),
    );
  });

  it("finds where the rarest tenth of a bell curve begins", () => {
    const state = { ...createBaseline(), count: 1000 };
    const noise = makeNoise(1);
    for (let index = 0; index < 30_000; index++) teachTail(state, 1, Math.abs(noise()));
    // 1.645 standard deviations, but the start never goes below 1.5.
    expect(state.tailStarts[1]).toBeGreaterThan(1.5);
    expect(state.tailStarts[1]).toBeLessThan(1.8);
    expect(state.tailExcesses[1]).toBeLessThan(0.7);
  });
});

describe("slots of a season", () => {
  it("lie on both sides of a time, whatever its sign", () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e13, max: 1e13 }), (timeMs) => {
        const { left, right, share } = placeInSlots(timeMs, 86_400_000, 96);
        expect(right).toBe((left + 1) % 96);
        expect(left).toBeGreaterThanOrEqual(0);
        expect(share).toBeGreaterThanOrEqual(0);
        expect(share).toBeLessThan(1);
      }),
    );
  });

  it("are read between their middles, and alone where the neighbour is unknown", () => {
    const place = { left: 0, right: 1, share: 0.25 };
    expect(readProfile([4, 8], [1, 1], place)).toBe(5);
    expect(readProfile([4, 8], [1, 0], place)).toBe(4);
    expect(readProfile([4, 8], [0, 1], place)).toBe(8);
  });
});
