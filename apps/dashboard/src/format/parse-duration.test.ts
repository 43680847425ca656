import { describe, expect, it } from "vitest";
import { parseDurationMs } from "./parse-duration";

describe("parseDurationMs", () => {
  it("reads what people type", () => {
    expect(["250", "250ms", "1.5 s", "1,5s", "2min", "2M", "100µs"].map(parseDurationMs)).toEqual([
      250, 250, 1_500, 1_500, 120_000, 120_000, 0.1,
    ]);
  });

  it("refuses the rest", () => {
    expect(["", "fast", "1 year", "-5", "1..2"].map(parseDurationMs)).toEqual([
      null,
      null,
      null,
      null,
      null,
    ]);
  });
});
