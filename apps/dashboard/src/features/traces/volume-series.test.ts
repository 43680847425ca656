import { describe, expect, it } from "vitest";
import { splitVolume, sumPoints } from "./volume-series";

describe("splitVolume", () => {
  it("stacks to the number of spans and keeps gaps", () => {
    const [ok, errors] = splitVolume({
      spans: [
        [0, 10],
        [1, null],
        [2, 3],
      ],
      errors: [
        [0, 4],
        [2, 5],
      ],
    });
    expect(ok?.points).toEqual([
      [0, 6],
      [1, null],
      [2, 0],
    ]);
    expect(errors?.points).toEqual([
      [0, 4],
      [2, 5],
    ]);
  });
});

describe("sumPoints", () => {
  it("takes what is missing for nothing", () => {
    expect(
      sumPoints([
        [0, 1],
        [1, null],
        [2, 2],
      ]),
    ).toBe(3);
  });
});
