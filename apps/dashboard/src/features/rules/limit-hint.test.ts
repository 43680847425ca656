import { describe, expect, it } from "vitest";
import { limitHint, limitUnit } from "./limit-hint";

describe("limitUnit", () => {
  it.each([
    ["ratio", "%"],
    ["ms", "ms"],
    ["req/s", "req/s"],
    ["{request}/s", "request/s"],
    ["1", ""],
    ["", ""],
  ])("%j is typed in %j", (unit, text) => {
    expect(limitUnit(unit)).toBe(text);
  });
});

describe("limitHint", () => {
  it("says what large numbers mean", () => {
    expect(limitHint(536_870_912, "By")).toBe("= 512 MiB");
    expect(limitHint(90_000, "ms")).toBe("= 90 s");
  });

  it("is silent where the number says it", () => {
    expect(limitHint(500, "ms")).toBeNull();
    expect(limitHint(5, "req/s")).toBeNull();
    expect(limitHint(Number.NaN, "By")).toBeNull();
  });
});
