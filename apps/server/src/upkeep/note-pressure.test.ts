import { describe, expect, it } from "vitest";
import { measurePressure } from "@headroom/telemetry-store";
import { nextLevel, type ToldLevel } from "./note-pressure.ts";

const at = (usedBytes: number) =>
  measurePressure({
    partitions: [],
    disks: [{ name: "data", totalBytes: 1_000, freeBytes: 1_000 - usedBytes }],
    limits: { highWaterShare: 0.9 },
  })[0];

describe("the level that is told", () => {
  it.each<[ToldLevel, number, ToldLevel]>([
    ["ok", 849, "ok"],
    ["ok", 850, "near"],
    ["near", 899, "near"],
    ["near", 900, "over"],
    ["over", 870, "near"],
    ["near", 845, "near"],
    ["near", 839, "ok"],
    ["over", 845, "near"],
    ["over", 100, "ok"],
  ])("after %s at %i of 1,000 is %s", (told, usedBytes, expected) => {
    expect(nextLevel(told, at(usedBytes))).toBe(expected);
  });

  it("stays when no disk can be seen", () => {
    expect(nextLevel("near", undefined)).toBe("near");
  });
});
