import { describe, expect, it } from "vitest";
import { sparklinePath } from "./sparkline-path";

describe("sparklinePath", () => {
  it("spans the box from 0 to the largest value", () => {
    expect(
      sparklinePath(
        [
          [0, 0],
          [5, 10],
          [10, 5],
        ],
        100,
        20,
      ),
    ).toBe("M0 19L50 1L100 10");
  });

  it("breaks at gaps", () => {
    expect(
      sparklinePath(
        [
          [0, 1],
          [5, null],
          [10, 1],
        ],
        100,
        20,
      ),
    ).toBe("M0 1h0M100 1h0");
  });

  it("draws nothing from nothing, and a flat line from zeros", () => {
    expect(sparklinePath([], 100, 20)).toBe("");
    expect(
      sparklinePath(
        [
          [0, 0],
          [1, 0],
        ],
        100,
        20,
      ),
    ).toBe("M0 19L100 19");
  });
});
