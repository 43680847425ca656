import { describe, expect, it } from "vitest";
import { createBaseline } from "./baseline-state.ts";
import { scoreLimitOf } from "./judgement.ts";
import { dailyWave, makeNoise, makePoints } from "./made-up-series.ts";
import { trainBaseline, updateBaseline, updateBaselineAll } from "./update.ts";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
const limit = scoreLimitOf(0.5);
const judge = (points: ReturnType<typeof makePoints>) =>
  updateBaselineAll(createBaseline(), points).judgements;

describe("anomalies", () => {
  const noise = makeNoise(5);
  const quiet = makePoints(2000, minuteMs, () => 100 + noise());

  it.each([
    ["above", 12],
    ["below", -12],
  ] as const)(
    "sees a spike %s, does not learn it and does not blame what follows",
    (direction, size) => {
      const points = quiet.map((point, index) =>
        index === 1500 ? { ...point, value: point.value + size } : point,
      );
      const judged = judge(points);
      const spike = judged[1500];
      expect(spike?.direction).toBe(direction);
      expect(Math.abs(spike?.score ?? 0)).toBeGreaterThan(limit);
      expect(spike?.news).toBeGreaterThan(limit);
      expect(judged.slice(1501, 1560).every(({ score }) => Math.abs(score) < limit)).toBe(true);
      expect(Math.abs((judged[1501]?.expected ?? 0) - (judged[1500]?.expected ?? 0))).toBeLessThan(
        1,
      );
    },
  );

  it.each([
    [minuteMs, 20],
    [minuteMs, 1000],
    [5 * minuteMs, -1000],
    [hourMs, 20],
  ])("learns a level shift within 300 points (step %d ms, shift %d)", (stepMs, shift) => {
    const own = makeNoise(6);
    const at = 3000;
    const judged = judge(
      makePoints(at + 600, stepMs, (timeMs, index) => {
        return 100 + dailyWave(timeMs, 10) + own() + (index >= at ? shift : 0);
      }),
    );
    expect(Math.abs(judged[at]?.score ?? 0)).toBeGreaterThan(limit);
    const learnt = judged.slice(at + 300, at + 400);
    const expected = learnt.map(
      ({ timeMs, expected: value }) => value - 100 - dailyWave(timeMs, 10),
    );
    const mean = expected.reduce((sum, value) => sum + value, 0) / expected.length;
    expect(Math.abs(mean / shift - 1)).toBeLessThan(0.1);
    const stillOutside = learnt.filter(({ score }) => Math.abs(score) >= limit);
    expect(stillOutside.length).toBeLessThan(learnt.length / 2);
  });

  it("learns the noise of a series that was constant", () => {
    const own = makeNoise(7);
    const judged = judge(makePoints(2500, minuteMs, (_t, index) => (index < 500 ? 0 : own())));
    const outside = judged.slice(1500).filter(({ score }) => Math.abs(score) >= limit);
    expect(outside.length).toBeLessThan(20);
  });

  it("knows the time of day: a usual peak is fine, the same value at night is not", () => {
    const own = makeNoise(8);
    const shape = (timeMs: number): number => dailyWave(timeMs, 50) + own();
    const points = makePoints(8 * 96, 15 * minuteMs, shape);
    const state = trainBaseline(points);
    const startMs = state.lastMs + 15 * minuteMs;
    const peakMs = Math.ceil(startMs / dayMs) * dayMs + 6 * hourMs;
    const day = makePoints((peakMs - startMs) / (15 * minuteMs), 15 * minuteMs, shape, startMs);
    const before = updateBaselineAll(state, day);
    expect(before.judgements.every(({ score }) => Math.abs(score) < limit)).toBe(true);
    const peak = updateBaseline(before.state, { timeMs: peakMs, value: 50 }).judgement;
    const missing = updateBaseline(before.state, { timeMs: peakMs, value: 20 }).judgement;
    expect(Math.abs(peak.score)).toBeLessThan(limit);
    expect(missing.score).toBeLessThan(-limit);
  });

  it("gets used to a spike at the same time every night, and to none at another time", () => {
    const own = makeNoise(12);
    const atNight = (timeMs: number): boolean => timeMs % dayMs === 2 * hourMs;
    const points = makePoints(12 * 288, 5 * minuteMs, (timeMs) =>
      atNight(timeMs) ? 60 + 3 * own() : 10 + own(),
    );
    const update = updateBaselineAll(createBaseline(), points);
    const nights = update.judgements.filter(({ timeMs }) => atNight(timeMs));
    expect(nights[1]?.news).toBeGreaterThan(limit);
    expect(nights.slice(6).every(({ score }) => score < limit)).toBe(true);
    const noon = makePoints(
      145,
      5 * minuteMs,
      () => 10 + own(),
      update.state.lastMs + 5 * minuteMs,
    );
    const byDay = updateBaselineAll(
      update.state,
      noon.filter(({ timeMs }) => !atNight(timeMs)),
    );
    const again = { timeMs: byDay.state.lastMs + 5 * minuteMs, value: 60 };
    expect(updateBaseline(byDay.state, again).judgement.score).toBeGreaterThan(limit);
  });

  it("knows the day of the week after two weeks", () => {
    const own = makeNoise(9);
    const isWeekend = (timeMs: number): boolean => [0, 6].includes(new Date(timeMs).getUTCDay());
    const points = makePoints(28 * 48, 30 * minuteMs, (timeMs) =>
      isWeekend(timeMs) ? 20 + own() : 60 + dailyWave(timeMs, 20) + own(),
    );
    const lastWeek = judge(points).slice(21 * 48);
    expect(lastWeek.filter(({ score }) => Math.abs(score) >= limit).length).toBeLessThan(20);
  });

  it("takes up after a gap without an alarm", () => {
    const own = makeNoise(10);
    const points = makePoints(10 * 288, 5 * minuteMs, (timeMs) => dailyWave(timeMs, 20) + own());
    const judged = judge(points.filter((_, index) => index < 7 * 288 || index > 7 * 288 + 100));
    const after = judged.slice(7 * 288, 7 * 288 + 100);
    expect(after.filter(({ news }) => news >= limit)).toEqual([]);
  });
});
