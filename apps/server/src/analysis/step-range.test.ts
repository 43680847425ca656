import { describe, expect, it } from "vitest";
import { ApiError } from "../http/errors.ts";
import { alignRange, chooseAnalysisStepMs, parseRange } from "./step-range.ts";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

describe("the step of an analysis", () => {
  it.each([
    [15 * minuteMs, 100, 10_000],
    [hourMs, 100, minuteMs],
    [hourMs, 200, 30_000],
    [dayMs, 100, 15 * minuteMs],
    [7 * dayMs, 200, hourMs],
    // Weeks are compared by the hour, so hours stay as long as there are few enough.
    [30 * dayMs, 200, hourMs],
    [60 * dayMs, 200, 3 * hourMs],
    [90 * dayMs, 200, 3 * hourMs],
  ])("of %i ms in at most %i points is %i ms", (spanMs, points, stepMs) => {
    expect(chooseAnalysisStepMs(spanMs, points)).toBe(stepMs);
  });
});

describe("a range in whole steps", () => {
  const nowMs = 1_000 * dayMs;

  it("begins and ends on steps", () => {
    const range = { fromMs: nowMs - hourMs + 1, toMs: nowMs - minuteMs + 1 };
    const aligned = alignRange(range, minuteMs, nowMs);
    expect(aligned).toEqual({
      fromMs: nowMs - hourMs,
      toMs: nowMs - minuteMs,
      stepMs: minuteMs,
    });
  });

  it("leaves out the step that still goes on", () => {
    const aligned = alignRange({ fromMs: nowMs - hourMs, toMs: nowMs }, minuteMs, nowMs);
    expect(aligned.toMs).toBe(nowMs - minuteMs);
  });

  it("has one step at least", () => {
    const aligned = alignRange({ fromMs: nowMs - 1_000, toMs: nowMs }, hourMs, nowMs);
    expect(aligned.toMs - aligned.fromMs).toBe(hourMs);
  });
});

describe("the range of a request", () => {
  const iso = (ms: number): string => new Date(ms).toISOString();

  it("is refused where it is backward or too long", () => {
    expect(() => parseRange({ from: iso(dayMs), to: iso(dayMs) })).toThrow(ApiError);
    expect(() => parseRange({ from: iso(0), to: iso(91 * dayMs) })).toThrow(/90 days/);
    expect(parseRange({ from: iso(0), to: iso(dayMs) })).toEqual({ fromMs: 0, toMs: dayMs });
  });
});
