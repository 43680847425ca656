import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { makePoints } from "../anomaly/made-up-series.ts";
import { chooseForecastStep } from "./choose-step.ts";
import { forecast } from "./forecast.ts";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

describe("chooseForecastStep", () => {
  it.each([
    ["a month, a week ahead", 30 * dayMs, 7 * dayMs, hourMs, 28 * dayMs],
    ["a month, four hours ahead", 30 * dayMs, 4 * hourMs, 15 * minuteMs, 7 * dayMs],
    ["a month, half an hour ahead", 30 * dayMs, 30 * minuteMs, 5 * minuteMs, 2 * dayMs],
    ["a month, ten minutes ahead", 30 * dayMs, 10 * minuteMs, minuteMs, 10 * hourMs],
    ["two days, a week ahead", 2 * dayMs, 7 * dayMs, 15 * minuteMs, 7 * dayMs],
    ["six hours, a day ahead", 6 * hourMs, dayMs, 5 * minuteMs, 2 * dayMs],
    ["an hour, a day ahead", hourMs, dayMs, minuteMs, 10 * hourMs],
    ["nothing", 0, dayMs, minuteMs, 10 * hourMs],
  ])("of %s", (_name, historyMs, horizonMs, stepMs, lookbackMs) => {
    expect(chooseForecastStep(historyMs, horizonMs)).toEqual({ stepMs, lookbackMs });
  });

  it("reads 700 values at most, in divisors of a day, enough for a forecast", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 31 * minuteMs, max: 60 * dayMs }),
        fc.integer({ min: minuteMs, max: 30 * dayMs }),
        (historyMs, horizonMs) => {
          const { stepMs, lookbackMs } = chooseForecastStep(historyMs, horizonMs);
          expect(lookbackMs / stepMs).toBeLessThanOrEqual(700);
          expect(Number.isInteger(dayMs / stepMs)).toBe(true);
          const count = Math.floor(Math.min(historyMs, lookbackMs) / stepMs);
          const startMs = 20_000 * dayMs;
          const found = forecast(
            makePoints(count, stepMs, (_timeMs, index) => index % 3, startMs),
            { stepMs, horizonMs, nowMs: startMs + count * stepMs },
          );
          expect(found.status).toBe("ready");
        },
      ),
      { numRuns: 40 },
    );
  });
});
