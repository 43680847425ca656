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

  it("bridges what is missing as usual, and breaks where more is", () => {
    const every = [0, 2, 4, 10].map((t): [number, number] => [t, 4]);
    const between = [1, 3, 5].map((t): [number, null] => [t, null]);
    const { target } = overlayPaths(
      [...every, ...between].sort(([a], [b]) => a - b),
      [],
      box,
    );
    expect(target).toBe("M0 11L20 11L40 11L100 11");
    const far = overlayPaths(
      [
        [0, 4],
        [1, 4],
        [2, 4],
        [9, 4],
      ],
      [],
      box,
    );
    expect(far.target).toBe("M0 11L10 11L20 11M90 11");
  });

  it("leaves out what is outside of the time", () => {
    const paths = overlayPaths([[-5, 9]], [[10, 4]], box);
    expect(paths).toEqual({ target: "", finding: "M100 11" });
  });

  it("cuts off a far value so that the others keep their shape", () => {
    const calm = Array.from({ length: 20 }, (_, t): [number, number] => [t / 2, t % 2]);
    const { target } = overlayPaths([...calm, [10, 1_000]], [], box);
    expect(target.endsWith("L100 1")).toBe(true);
    expect(target.startsWith("M0 21L5 13")).toBe(true);
  });

  it("keeps another level in sight, however far it is", () => {
    const calm = Array.from({ length: 20 }, (_, t): [number, number] => [t / 2, t % 2]);
    const shifted = calm.map(([t, value]): [number, number] => [t, t < 9 ? value : 1_000]);
    const { target } = overlayPaths(shifted, [], box);
    expect(target.startsWith("M0 21L5 21")).toBe(true);
    expect(target.endsWith("L90 1L95 1")).toBe(true);
  });
});
