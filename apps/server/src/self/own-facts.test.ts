import { describe, expect, it } from "vitest";
import { fullestDisk, silenceSince, usedShare } from "./own-facts.ts";

const minute = 60_000;

describe("silenceSince", () => {
  it("is the time since the last rows", () => {
    expect(silenceSince(10 * minute, 0, 25 * minute)).toBe(15 * minute);
  });

  it("goes on over a restart, as long as rows came in the hour before it", () => {
    const startedMs = 200 * minute;
    expect(silenceSince(195 * minute, startedMs, 210 * minute)).toBe(15 * minute);
    expect(silenceSince(100 * minute, startedMs, 210 * minute)).toBeUndefined();
  });

  it("does not end by lasting long", () => {
    expect(silenceSince(10 * minute, 0, 5_000 * minute)).toBe(4_990 * minute);
  });

  it("is unknown where rows never came, and never negative", () => {
    expect(silenceSince(undefined, 0, minute)).toBeUndefined();
    expect(silenceSince(2 * minute, 0, minute)).toBe(0);
  });
});

describe("disks", () => {
  it("finds the fullest by share", () => {
    const small = { name: "small", totalBytes: 100, freeBytes: 10 };
    const large = { name: "large", totalBytes: 1_000, freeBytes: 500 };
    expect(fullestDisk([large, small])).toBe(small);
    expect(usedShare(small)).toBeCloseTo(0.9);
    expect(usedShare({ name: "none", totalBytes: 0, freeBytes: 0 })).toBe(0);
    expect(fullestDisk([])).toBeUndefined();
  });
});
