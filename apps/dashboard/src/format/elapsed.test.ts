import { describe, expect, it } from "vitest";
import { formatElapsed } from "./elapsed";

describe("formatElapsed", () => {
  it.each([
    [-5, "0 s"],
    [0, "0 s"],
    [850, "850 ms"],
    [45_000, "45 s"],
    [60_000, "1 min"],
    [90_500, "1 min 30 s"],
    [3_600_000 + 5 * 60_000 + 59_000, "1 h 5 min"],
    [3 * 86_400_000 + 4 * 3_600_000, "3 d 4 h"],
    [Number.NaN, "0 s"],
  ])("%d ms reads %s", (ms, text) => {
    expect(formatElapsed(ms)).toBe(text);
  });
});
