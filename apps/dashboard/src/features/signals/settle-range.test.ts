import { describe, expect, it } from "vitest";
import { settleRange } from "./settle-range";

const HOUR = 3_600_000;

describe("settleRange", () => {
  it("is the same within a minute and keeps its length", () => {
    const one = settleRange(HOUR * 9 + 1_000, HOUR * 10 + 1_000);
    expect(one).toEqual({ fromMs: HOUR * 9, toMs: HOUR * 10 });
    expect(settleRange(HOUR * 9 + 59_000, HOUR * 10 + 59_000)).toEqual(one);
  });

  it("moves in ten minutes on long ranges", () => {
    const week = 168 * HOUR;
    expect(settleRange(590_000, week + 590_000)).toEqual({ fromMs: 0, toMs: week });
  });

  it("never is empty", () => {
    const { fromMs, toMs } = settleRange(HOUR, HOUR + 10_000);
    expect(toMs - fromMs).toBe(60_000);
  });
});
