import { describe, expect, it } from "vitest";
import { findPattern } from "../catalogue/index.ts";
import { scaleFromHistory } from "./baseline-scale.ts";

describe("scaleFromHistory", () => {
  const indicator = findPattern("P13")?.indicators.find(({ id }) => id === "hit-ratio");
  it("needs a day of values and points the way that is worse", () => {
    if (indicator === undefined) throw new Error("the catalogue has the hit ratio");
    expect(scaleFromHistory(indicator, [0.9, 0.9])).toBeUndefined();
    const scale = scaleFromHistory(
      indicator,
      Array.from({ length: 30 }, () => 0.9),
    );
    expect(scale?.good).toBeCloseTo(0.9);
    expect(scale?.bad).toBeCloseTo(0.45);
  });
});
