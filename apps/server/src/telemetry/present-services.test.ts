import { describe, expect, it } from "vitest";
import { presentRed, presentRedSeries, timeAxis } from "./present-services.ts";
import { chooseStepMs, resolveRange } from "./range.ts";

const figures = {
  calls: 60,
  errors: 6,
  errorRatio: 0.1,
  avgMs: 5,
  maxMs: 9,
  p50Ms: 4,
  p95Ms: 8,
  p99Ms: 9,
};

describe("presentRed", () => {
  it("divides calls by the range", () => {
    expect(presentRed(figures, { fromMs: 0, toMs: 60_000 }).requestRate).toBe(1);
  });

  it("divides by the known part of the range for a new service", () => {
    expect(presentRed(figures, { fromMs: 0, toMs: 60_000 }, 30_000).requestRate).toBe(2);
  });
});

describe("presentRedSeries", () => {
  it("shows silence as a rate of 0 and no durations", () => {
    const series = presentRedSeries(
      { stepMs: 10_000, points: [{ ...figures, timeMs: 10_000, rate: 6 }] },
      { fromMs: 0, toMs: 30_000 },
    );
    expect(series.requestRate).toEqual([
      [0, 0],
      [10_000, 6],
      [20_000, 0],
    ]);
    expect(series.p95Ms).toEqual([
      [0, null],
      [10_000, 8],
      [20_000, null],
    ]);
  });

  it("has no rate for steps that the range cuts off", () => {
    const range = { fromMs: 5_000, toMs: 25_000 };
    expect(presentRedSeries({ stepMs: 10_000, points: [] }, range).requestRate).toEqual([
      [0, null],
      [10_000, 0],
      [20_000, null],
    ]);
  });

  it("covers the range from the step it begins in", () => {
    expect(timeAxis({ fromMs: 15_000, toMs: 31_000 }, 10_000)).toEqual([10_000, 20_000, 30_000]);
  });
});

describe("ranges", () => {
  it("default to the last hour", () => {
    expect(resolveRange({}, 7_200_000)).toEqual({ fromMs: 3_600_000, toMs: 7_200_000 });
  });

  it("must go forward", () => {
    const backward = { from: "2026-01-02T00:00:00Z", to: "2026-01-01T00:00:00Z" };
    expect(() => resolveRange(backward, 0)).toThrow(/before/);
  });

  it.each([
    [3_600_000, undefined, 30_000],
    [86_400_000, undefined, 900_000],
    [3_600_000, 60, 60_000],
    [86_400_000, 1, 900_000],
  ])("of %d ms asked for %s s get a step of %d ms", (spanMs, asked, expected) => {
    expect(chooseStepMs({ fromMs: 0, toMs: spanMs }, asked)).toBe(expected);
  });
});
