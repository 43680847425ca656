import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anomalyRule, createRandom } from "./made-up-rules.ts";
import { simulateRule } from "./simulate.ts";
import { restoreBaseline, storeBaseline } from "./stored-baseline.ts";
import { beginTraining, lessonsBetween, teachLesson, TRAINING_MS } from "./training.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const T0 = 20_000 * DAY_MS;

describe("lessonsBetween", () => {
  it("reads four weeks in a bounded number of queries, each window later than the last", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 5, max: 3_600 }),
        fc.integer({ min: 1, max: TRAINING_MS }),
        (s, age) => {
          const stepMs = s * 1_000;
          const lessons = lessonsBetween(T0 - age, T0, stepMs);
          expect(lessons.length).toBeLessThanOrEqual(70);
          let before = T0 - age;
          for (const { firstToMs, stepMs: step, count } of lessons) {
            expect(firstToMs).toBeGreaterThan(before);
            expect(count).toBeGreaterThanOrEqual(1);
            expect(count).toBeLessThanOrEqual(200);
            before = firstToMs + (count - 1) * step;
          }
          expect(before).toBeLessThan(T0);
          if (age > stepMs) expect(before).toBe(T0 - stepMs);
        },
      ),
    );
  });
});

/** A day's swing with noise; five times as high from `faultMs` on for `faultLengthMs`. */
function valueAt(timeMs: number, random: () => number, faultMs = Infinity, faultLengthMs = 0) {
  const swing = 100 + 40 * Math.sin((2 * Math.PI * timeMs) / DAY_MS) + 10 * (random() - 0.5);
  return timeMs >= faultMs && timeMs < faultMs + faultLengthMs ? swing + 120 : swing;
}

function train(historyMs: number, seed: number) {
  const random = createRandom(seed);
  let baseline = beginTraining(anomalyRule, T0);
  for (const lesson of lessonsBetween(T0 - TRAINING_MS, T0, anomalyRule.intervalMs)) {
    const points = Array.from({ length: lesson.count }, (_, k): [number, number | null] => {
      const timeMs = lesson.firstToMs + k * lesson.stepMs;
      return [timeMs, timeMs < T0 - historyMs ? null : valueAt(timeMs, random)];
    });
    baseline = teachLesson(anomalyRule, baseline, points);
  }
  return { ...baseline, trainedToMs: null };
}

describe("a baseline that learnt from stored history", () => {
  it("stays quiet for a day, fires on a step within its trigger window and resolves after", () => {
    const random = createRandom(9);
    const faultMs = T0 + 20 * 60 * MINUTE_MS;
    const points = Array.from({ length: 1_440 }, (_, k): [number, number] => {
      const slotMs = T0 + k * MINUTE_MS;
      return [slotMs, valueAt(slotMs, random, faultMs, 30 * MINUTE_MS)];
    });
    const { episodes, judgements } = simulateRule(
      anomalyRule,
      [{ labels: {}, points }],
      MINUTE_MS,
      {
        unit: "",
        baselines: new Map([["[]", train(5 * DAY_MS, 1)]]),
        forecastsAt: () => new Map(),
      },
    );
    expect(episodes[0]).toHaveLength(1);
    const [only] = episodes[0] ?? [];
    expect(only?.fromMs).toBeGreaterThanOrEqual(faultMs);
    expect(only?.fromMs).toBeLessThanOrEqual(faultMs + 5 * MINUTE_MS);
    expect(only?.toMs).toBeGreaterThan(faultMs + 10 * MINUTE_MS);
    const fired = judgements[0]?.find(({ slotMs }) => slotMs === only?.fromMs)?.judged;
    expect(fired?.sentence).toMatch(
      /^p95 of checkout over 1 min is [\d.]+ ms, higher than .* at this time of day.*; expected [\d.]+ ms to [\d.]+ ms; 3 of the last 5 values were unusual$/,
    );
  });

  it("is learning, and unknown, without history", () => {
    const points = Array.from({ length: 70 }, (_, k): [number, number] => [k * MINUTE_MS, k % 7]);
    const { judgements } = simulateRule(anomalyRule, [{ labels: {}, points }], MINUTE_MS);
    const said = judgements[0] ?? [];
    expect(said[2]?.judged).toMatchObject({
      verdict: "unknown",
      learning: "3 of 60 values; ready in 57 min.",
      sentence: null,
    });
    expect(said[69]?.judged.learning).toBeNull();
  });

  it("is the same after it was stored, and learnt anew from a form it does not know", () => {
    const stored = storeBaseline(train(20 * DAY_MS, 2));
    const restored = restoreBaseline(stored, 0.5);
    if (restored === undefined) throw new Error("not restored");
    expect(storeBaseline(restored)).toEqual(stored);
    expect(stored.state.length + stored.recent.length).toBeLessThan(1_500);
    expect(restoreBaseline({ ...stored, state: new Uint8Array([9, 9]) }, 0.5)).toBeUndefined();
    expect(restoreBaseline({ ...stored, recent: new Uint8Array(5) }, 0.5)).toBeUndefined();
  });
});
