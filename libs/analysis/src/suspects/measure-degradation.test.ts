import { describe, expect, it } from "vitest";
import { measureDegradation } from "./measure-degradation.ts";

describe("measureDegradation", () => {
  const before = Array.from({ length: 40 }, (_, index) => 100 + (index % 5));

  it.each([
    ["a clear rise", [200, 210, 190], true],
    ["a fault in half of the window", [102, 101, 300, 310], true],
    ["nothing new", [101, 103, 102], false],
    ["a fall", [20, 25, 22], false],
    ["a single point", [900], false],
  ])("%s", (_, window, isWorse) => {
    expect(measureDegradation("s", "latency", before, window) !== undefined).toBe(isWorse);
  });

  it("judges a share of errors that was always zero", () => {
    const zeros = before.map(() => 0);
    expect(measureDegradation("s", "errors", zeros, [0.004, 0.006, 0.005])).toBeUndefined();
    expect(measureDegradation("s", "errors", zeros, [0.2, 0.3, 0.2])?.sentence).toContain(
      "where it was 0",
    );
  });
});
