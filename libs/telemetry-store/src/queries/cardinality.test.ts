import { describe, expect, it } from "vitest";
import { chooseWindowMs } from "./cardinality.ts";

describe("chooseWindowMs", () => {
  it.each([
    [0, 86_400_000],
    [50_000_000, 86_400_000],
    [100_000_000, 43_200_000],
    [4_320_000_000, 1_000_000],
    [1e12, 300_000],
  ])("for %d rows a day it is %d ms", (rows, windowMs) => {
    expect(chooseWindowMs(rows)).toBe(windowMs);
  });
});
