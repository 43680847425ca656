import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { spreadPlaces } from "./spread-places";

describe("spreadPlaces", () => {
  it("leaves alone what is apart and moves what is not", () => {
    expect(spreadPlaces([20, 80], 20, 0, 100)).toEqual([20, 80]);
    expect(spreadPlaces([50, 45], 20, 0, 100)).toEqual([65, 45]);
    expect(spreadPlaces([0, 100], 20, 0, 100)).toEqual([10, 90]);
    expect(spreadPlaces([], 20, 0, 100)).toEqual([]);
  });

  it("keeps labels apart and inside where they fit", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -50, max: 150 }), { maxLength: 5 }), (wanted) => {
        const places = spreadPlaces(wanted, 20, 0, 100).sort((a, b) => a - b);
        places.forEach((place, index) => {
          expect(place).toBeGreaterThanOrEqual(10);
          expect(place).toBeLessThanOrEqual(90);
          if (index > 0) expect(place - (places[index - 1] ?? 0)).toBeGreaterThanOrEqual(20);
        });
      }),
    );
  });
});
