import { describe, expect, it } from "vitest";
import { overlayPaths } from "./overlay-paths";

const box = { fromMs: 0, toMs: 10, width: 100, height: 22 };

describe("overlayPaths", () => {
  it("stretches each series over the height, on the same time", () => {
    const paths = overlayPaths(
      [
        [0, 0],
        [10, 1_000],
      ],
      [
        [0, 3],
        [5, 2],
        [10, 3],
      ],
      box,
    );
    expect(paths).toEqual({ target: "M0 21L100 1", finding: "M0 1L50 21L100 1" });
  });

  it("breaks at gaps, leaves out what is outside and draws a flat line in the middle", () => {
    const paths = overlayPaths(
      [
        [-5, 9],
        [0, 4],
        [5, null],
        [10, 4],
      ],
      [],
      box,
    );
    expect(paths).toEqual({ target: "M0 11M100 11", finding: "" });
  });
});
