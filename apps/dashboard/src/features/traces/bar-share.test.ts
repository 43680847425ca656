import { describe, expect, it } from "vitest";
import { barShare } from "./bar-share";

describe("barShare", () => {
  it("compares with the slowest and keeps short ones visible", () => {
    expect(barShare(50, 200)).toBe(0.25);
    expect(barShare(0.001, 200)).toBe(0.01);
    expect(barShare(0, 200)).toBe(0);
    expect(barShare(5, 0)).toBe(0);
    expect(barShare(300, 200)).toBe(1);
  });
});
