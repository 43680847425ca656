import type { Forecast } from "@headroom/detection";
import { describe, expect, it } from "vitest";
import { judgeAgainstForecast } from "./judge-forecast.ts";
import { forecastRule } from "./made-up-rules.ts";

const HOUR_MS = 3_600_000;
const window = { fromMs: -60_000, toMs: 0 };

/** A straight line from 50 that rises by `slope` an hour, ± `width` for 80 %. */
function line(slope: number, width: number): Forecast {
  return {
    status: "ready",
    quantiles: Array.from({ length: 24 }, (_, k) => {
      const p50 = 50 + slope * (k + 1);
      return { timeMs: (k + 1) * HOUR_MS, p10: p50 - width, p50, p90: p50 + width };
    }),
    errorLastWeek: {
      smapePercent: 4,
      mase: 0.8,
      origins: 9,
      words: "Over the last week it was off by 4 % on average, 20 % better than repeating.",
    },
    season: "daily",
    method: "a line",
    reasons: [],
  };
}

function judge(value: number, forecast: Forecast, limit: number | null = 100) {
  const found = { forecast, stepMs: HOUR_MS, limit };
  return judgeAgainstForecast(forecastRule, value, window, { found, unit: "{connection}" });
}

describe("judgeAgainstForecast", () => {
  it("fires ahead of the limit and says when, how sure and how good it was", () => {
    const judged = judge(50, line(10, 10));
    expect(judged.verdict).toBe("true");
    expect(judged.sentence).toBe(
      "max(db.client.connection.count) over 1 min is 50 connection and will reach 100 connection in 5 h (between 4 h and 6 h), chance 100 % within 24 h. Over the last week it was off by 4 % on average, 20 % better than repeating",
    );
    expect(judged.forecast).toMatchObject({
      p10At: new Date(4 * HOUR_MS).toISOString(),
      p50At: new Date(5 * HOUR_MS).toISOString(),
      p90At: new Date(6 * HOUR_MS).toISOString(),
      limit: 100,
    });
  });

  it.each([
    [2.5, "true"],
    [1.7, "hold"],
    [1, "false"],
  ])("at %s an hour it is %s", (slope, verdict) => {
    // Half of the chance is reached where the 24th step's median is 0.67 σ below the limit.
    expect(judge(50, line(slope, 20)).verdict).toBe(verdict);
  });

  it("is true beyond the limit whatever comes, and unknown without limit or forecast", () => {
    const learning: Forecast = {
      ...line(0, 1),
      status: "learning",
      reasons: ["There is an hour."],
    };
    expect(judge(101, learning)).toMatchObject({
      verdict: "true",
      sentence:
        "max(db.client.connection.count) over 1 min is already above 100 connection: it is 101 connection",
    });
    expect(judge(50, learning)).toMatchObject({
      verdict: "unknown",
      learning: "There is an hour.",
    });
    expect(judge(50, line(9, 1), null)).toMatchObject({ verdict: "unknown", threshold: null });
    const none = judgeAgainstForecast(forecastRule, 1, window, { found: undefined, unit: "" });
    expect(none).toMatchObject({
      verdict: "unknown",
      learning: expect.stringContaining("at most 50"),
    });
  });

  it("does not count steps that are over", () => {
    const old = judgeAgainstForecast(
      forecastRule,
      50,
      { fromMs: 0, toMs: 100 * HOUR_MS },
      { found: { forecast: line(10, 1), stepMs: HOUR_MS, limit: 100 }, unit: "" },
    );
    expect(old.verdict).toBe("unknown");
  });
});
