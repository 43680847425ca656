import { describe, expect, it } from "vitest";
import { isInside, keepContext } from "./window-context";

const context = (fromMs: number, toMs: number, key = "a") => ({ key, fromMs, toMs, points: [] });

describe("keepContext", () => {
  it("keeps the wider range while windows within it are looked at", () => {
    const wide = context(0, 100);
    expect(keepContext(wide, context(20, 60))).toBe(wide);
    expect(keepContext(wide, context(80, 100))).toBe(wide);
  });

  it("takes the new range where it leaves the former, or is as long", () => {
    const next = context(50, 150);
    expect(keepContext(context(0, 100), next)).toBe(next);
    const moved = context(1, 100);
    expect(keepContext(context(0, 100), moved)).toBe(moved);
    expect(keepContext(null, next)).toBe(next);
  });

  it("takes another signal's range", () => {
    const other = context(20, 60, "b");
    expect(keepContext(context(0, 100), other)).toBe(other);
    expect(isInside(other, context(0, 100))).toBe(true);
  });
});
