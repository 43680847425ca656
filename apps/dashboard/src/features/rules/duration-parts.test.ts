import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { durationOfParts, longUnits, partsOfDuration } from "./duration-parts";

describe("partsOfDuration", () => {
  it.each([
    [0, "0", "s"],
    [15_000, "15", "s"],
    [90_000, "90", "s"],
    [300_000, "5", "min"],
    [7_200_000, "2", "h"],
    [Number.NaN, "", "s"],
  ])("%d ms is written %s %s", (ms, text, unit) => {
    expect(partsOfDuration(ms)).toEqual({ text, unit });
  });

  it("uses the units it is given", () => {
    expect(partsOfDuration(86_400_000)).toEqual({ text: "24", unit: "h" });
    expect(partsOfDuration(86_400_000, longUnits)).toEqual({ text: "1", unit: "d" });
    expect(partsOfDuration(Number.NaN, longUnits)).toEqual({ text: "", unit: "min" });
  });

  it("gives back what was written", () => {
    fc.assert(
      fc.property(fc.nat(86_400), (seconds) => {
        expect(durationOfParts(partsOfDuration(seconds * 1_000))).toBe(seconds * 1_000);
      }),
    );
  });

  it("is NaN where nothing readable is written", () => {
    expect(durationOfParts({ text: " ", unit: "s" })).toBeNaN();
    expect(durationOfParts({ text: "x", unit: "s" })).toBeNaN();
    expect(durationOfParts({ text: "0.5", unit: "min" })).toBe(30_000);
  });
});
