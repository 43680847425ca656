import { describe, expect, it } from "vitest";
import { createBaseline } from "./baseline-state.ts";
import { weighNews } from "./repeats.ts";

const hourMs = 3_600_000;

/** Weighs scores given as [hours since the last, score] on a baseline with history. */
function weighAll(events: readonly (readonly [number, number])[]): number[] {
  const state = { ...createBaseline(), count: 1000, eventsMs: 0 };
  return events.map(([hours, score]) => {
    state.lastMs += hours * hourMs;
    return weighNews(state, score, hours * hourMs);
  });
}

describe("weighNews", () => {
  it("says the first alarm whole and the same again within hours not at all", () => {
    expect(
      weighAll([
        [0, 5],
        [1, 5],
        [2, 4],
      ]),
    ).toEqual([5, 0, 0]);
  });

  it("lets something clearly stronger through", () => {
    expect(
      weighAll([
        [0, 4],
        [0.1, 8],
      ])[1],
    ).toBeGreaterThan(5);
  });

  it("is not kept quiet by what was too weak to be said", () => {
    expect(
      weighAll([
        [0, 1.9],
        [0.1, 2.1],
      ])[1],
    ).toBeGreaterThan(1.4);
  });

  it("keeps above and below apart", () => {
    expect(
      weighAll([
        [0, 5],
        [0.1, -5],
      ]),
    ).toEqual([5, 5]);
  });

  it("says what happens every night less and less, never below a quarter", () => {
    const nights = weighAll(Array.from({ length: 60 }, () => [24, 10] as const));
    expect(nights[0]).toBe(10);
    nights.forEach((news, night) => {
      expect(news).toBeLessThanOrEqual(nights[night - 1] ?? 10);
      expect(news).toBeGreaterThanOrEqual(2.5);
    });
    expect(nights[20]).toBeLessThan(3);
  });

  it("forgets after months", () => {
    expect(
      weighAll([
        [0, 5],
        [24 * 200, 5],
      ])[1],
    ).toBeGreaterThan(4.9);
  });
});
