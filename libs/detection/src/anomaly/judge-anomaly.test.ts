import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bandOf } from "./band.ts";
import {
  explainBadWindows,
  judgeAnomaly,
  leastRecoveryWindowMs,
  type AnomalyRule,
} from "./judge-anomaly.ts";
import { scoreLimitOf } from "./judgement.ts";
import type { Judgement } from "./judgement.ts";
import { dailyWave, makeNoise, makePoints } from "./made-up-series.ts";
import { trainBaseline } from "./update.ts";

const minuteMs = 60_000;
const nowMs = 100 * minuteMs;
const rule: AnomalyRule = {
  sensitivity: 0.5,
  direction: "both",
  nowMs,
  stepMs: minuteMs,
  triggerWindowMs: 10 * minuteMs,
  triggerShare: 0.5,
};

/** Judgements a minute apart that end at now, oldest first; news is the size of the score. */
const windowOf = (scores: readonly number[], part: Partial<Judgement> = {}): Judgement[] =>
  scores.map((score, index) => ({
    timeMs: nowMs - (scores.length - 1 - index) * minuteMs,
    value: score,
    status: "ready",
    season: "none",
    expected: 0,
    lower: -2,
    upper: 2,
    spread: 1,
    score,
    probability: 0.5,
    news: Math.abs(score),
    residual: "moment",
    direction: score > 0 ? "above" : "below",
    count: 1000,
    ...part,
  }));
const repeat = (count: number, score: number): number[] =>
  Array.from({ length: count }, () => score);

describe("judgeAnomaly", () => {
  it.each([
    ["all quiet", repeat(20, 0), {}, {}, "false"],
    ["all anomalous", repeat(20, 5), {}, {}, "true"],
    ["half of the window", [...repeat(15, 0), ...repeat(5, 5)], {}, {}, "true"],
    ["less than half", [...repeat(16, 0), ...repeat(4, 5)], {}, {}, "hold"],
    ["quiet for the recovery window", [...repeat(14, 5), ...repeat(6, 0)], {}, {}, "false"],
    ["not quiet for long enough", [...repeat(15, 5), ...repeat(5, 0)], {}, {}, "true"],
    [
      "a longer recovery window",
      [...repeat(14, 5), ...repeat(6, 0)],
      { recoveryWindowMs: 8 * minuteMs },
      {},
      "hold",
    ],
    ["the other direction", repeat(20, 5), { direction: "below" }, {}, "false"],
    ["below", repeat(20, -5), { direction: "below" }, {}, "true"],
    ["nothing new", repeat(20, 5), {}, { news: 0 }, "hold"],
    ["nothing new, repeats wanted", repeat(20, 5), { repeats: "always" }, { news: 0 }, "true"],
    ["learning", repeat(20, 5), {}, { status: "learning" }, "unknown"],
    ["no data", [], {}, {}, "unknown"],
    ["too few points", repeat(4, 5), {}, {}, "unknown"],
    ["no values", repeat(20, Number.NaN), {}, {}, "unknown"],
  ] as const)("%s", (_name, scores, change, part, verdict) => {
    expect(judgeAnomaly(windowOf(scores, part), { ...rule, ...change })).toBe(verdict);
  });

  it.each([
    ["began before the trigger window", 0, "true"],
    ["ended before a recovery window and came back", 7, "hold"],
    ["paused for less than a recovery window", 4, "true"],
  ] as const)("counts the news of an event that %s", (_name, pause, verdict) => {
    const scores = [...repeat(5, 0), ...repeat(6, 5), ...repeat(pause, 0), ...repeat(12, 5)];
    const window = windowOf(scores).map((each, index) => ({ ...each, news: index === 5 ? 5 : 0 }));
    expect(judgeAnomaly(window, rule)).toBe(verdict);
  });

  const anyWindow = fc.array(fc.double({ min: -10, max: 10, noNaN: true }), {
    minLength: 1,
    maxLength: 40,
  });
  const share = fc.double({ min: 0.01, max: 1, noNaN: true });

  it("fires no less when it is more sensitive or watches both directions", () => {
    fc.assert(
      fc.property(anyWindow, share, share, share, (scores, triggerShare, a, b) => {
        const [low, high] = a < b ? [a, b] : [b, a];
        const fires = (change: Partial<AnomalyRule>): boolean =>
          judgeAnomaly(windowOf(scores), { ...rule, triggerShare, ...change }) === "true";
        if (fires({ sensitivity: low })) expect(fires({ sensitivity: high })).toBe(true);
        if (fires({ direction: "above" })) expect(fires({ direction: "both" })).toBe(true);
      }),
    );
  });

  it("can't fire while the recovery window is quiet", () => {
    fc.assert(
      fc.property(
        anyWindow,
        share,
        fc.integer({ min: 1, max: 30 }),
        (scores, triggerShare, steps) => {
          const tried = { ...rule, triggerShare, triggerWindowMs: steps * minuteMs };
          const quietMs = leastRecoveryWindowMs(tried);
          const calmed = windowOf(scores).map((each) =>
            each.timeMs > nowMs - quietMs ? { ...each, score: 0, news: 0 } : each,
          );
          expect(judgeAnomaly(calmed, tried)).not.toBe("true");
        },
      ),
    );
  });
});

describe("windows", () => {
  it.each([
    [240, 0.5, 121],
    [240, 0.8, 49],
    [15, 1, 1],
  ])("trigger %d min at %d needs a recovery of %d min", (minutes, triggerShare, least) => {
    const windows = { triggerWindowMs: minutes * minuteMs, triggerShare, stepMs: minuteMs };
    expect(leastRecoveryWindowMs(windows)).toBeCloseTo(least * minuteMs, 3);
  });

  it.each([
    [{}, undefined],
    [{ triggerShare: 0 }, /share/],
    [{ triggerShare: Number.NaN }, /share/],
    [{ triggerWindowMs: 1000 }, /one step/],
    [{ recoveryWindowMs: 5 * minuteMs }, /360 s or more/],
    [{ recoveryWindowMs: 6 * minuteMs }, undefined],
  ])("%j", (change, expected) => {
    const text = explainBadWindows({ ...rule, ...change });
    if (expected === undefined) expect(text).toBeUndefined();
    else expect(text).toMatch(expected);
  });
});

describe("bandOf", () => {
  const noise = makeNoise(11);
  const state = trainBaseline(
    makePoints(7 * 96, 15 * minuteMs, (timeMs) => 10 + dailyWave(timeMs, 5) + noise() / 4),
  );
  const times = Array.from({ length: 96 }, (_, index) => state.lastMs + index * 15 * minuteMs);

  it("follows the day ahead and is narrower when more sensitive", () => {
    const usual = bandOf(state, times);
    const narrow = bandOf(state, times, 1);
    usual.forEach((band, index) => {
      expect(Math.abs(band.expected - 10 - dailyWave(band.timeMs, 5))).toBeLessThan(1);
      expect(band.lower).toBeLessThan(band.expected);
      expect(band.upper).toBeGreaterThan(band.expected);
      expect(narrow[index]?.upper).toBeLessThan(band.upper);
      expect(narrow[index]?.lower).toBeGreaterThan(band.lower);
    });
  });

  it("has a score limit that halves from one end of the sensitivity to the middle", () => {
    expect([0, 0.5, 1, -3, 4].map(scoreLimitOf)).toEqual([4, 2, 1, 4, 1]);
  });
});
