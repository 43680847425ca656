import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createBaseline } from "./baseline-state.ts";
import { dailyWave, makeNoise, makePoints } from "./made-up-series.ts";
import { decodeBaseline, encodeBaseline } from "./stored-form.ts";
import { trainBaseline, updateBaseline, updateBaselineAll } from "./update.ts";
import type { BaselineState } from "./baseline-state.ts";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

function restore(bytes: Uint8Array): BaselineState {
  const state = decodeBaseline(bytes);
  if (state === undefined) throw new Error("can't be read");
  return state;
}

/** Series of any length, step, size, season, noise, with spikes, gaps and a constant part. */
const anySeries = fc
  .record({
    days: fc.double({ min: 0, max: 20, noNaN: true }),
    stepMs: fc.constantFrom(minuteMs, 7 * minuteMs, 15 * minuteMs, hourMs, 3.7 * hourMs, dayMs),
    power: fc.integer({ min: -40, max: 28 }),
    height: fc.constantFrom(0, 1, 1000),
    level: fc.constantFrom(0, 10, -1e6),
    spike: fc.constantFrom(0, 50, 1e5),
    seed: fc.nat(),
    constantFrom: fc.double({ min: 0.2, max: 3, noNaN: true }),
    sensitivity: fc.constantFrom(0, 0.3, 0.5, 1),
  })
  .map(({ days, stepMs, power, height, level, spike, seed, constantFrom, sensitivity }) => {
    const noise = makeNoise(seed);
    const count = 1 + Math.min(3000, Math.floor((days * dayMs) / stepMs));
    const points = makePoints(count, stepMs, (timeMs, index) => {
      const value = level + dailyWave(timeMs, height) + noise();
      const isConstant = index > constantFrom * count && index < (constantFrom + 0.3) * count;
      return 10 ** power * (isConstant ? level : value + (index % 97 === 13 ? spike * noise() : 0));
    });
    return { points: points.filter((_, index) => index % 500 < 450), sensitivity };
  });

describe("the stored form of a baseline", () => {
  it("is the same after reading and writing it again, and less than 900 bytes", () => {
    fc.assert(
      fc.property(anySeries, ({ points, sensitivity }) => {
        const bytes = encodeBaseline(trainBaseline(points, { sensitivity }));
        const state = restore(bytes);
        expect(encodeBaseline(state)).toEqual(bytes);
        expect(state.sensitivity).toBe(sensitivity);
        expect(bytes.length).toBeLessThan(900);
      }),
      { numRuns: 150 },
    );
  });

  it("is a few hundred bytes, and fewer while the seasons are young", () => {
    const sizeAfter = (ageMs: number): number => {
      const noise = makeNoise(2);
      const points = makePoints(ageMs / (5 * minuteMs), 5 * minuteMs, (timeMs) => {
        return dailyWave(timeMs, 1000) + 50 * noise();
      });
      return encodeBaseline(trainBaseline(points)).length;
    };
    expect(sizeAfter(0)).toBeLessThan(250);
    expect(sizeAfter(hourMs)).toBeLessThan(300);
    expect(sizeAfter(100 * dayMs)).toBeLessThan(600);
  });

  it("judges nearly the same when stored and read after every point", () => {
    fc.assert(
      fc.property(fc.nat(), fc.constantFrom(minuteMs, 15 * minuteMs, hourMs), (seed, stepMs) => {
        const noise = makeNoise(seed);
        const points = makePoints(1500, stepMs, (timeMs, index) => {
          return 1e4 + dailyWave(timeMs, 100) + noise() + (index % 411 === 410 ? 15 : 0);
        });
        let state = createBaseline();
        for (const judged of updateBaselineAll(state, points).judgements) {
          const { timeMs, value, score, expected, spread } = judged;
          const update = updateBaseline(restore(encodeBaseline(state)), { timeMs, value });
          state = update.state;
          // The sign is that of the strongest residual, which may be another when two are as strong.
          const change = Math.abs(score) - Math.abs(update.judgement.score);
          expect(Math.abs(change)).toBeLessThan(0.2);
          const moved = Math.abs(expected - update.judgement.expected);
          expect(moved).toBeLessThanOrEqual(0.1 * spread);
        }
      }),
      { numRuns: 5 },
    );
  });

  it("follows a slow change though it is stored after every point", () => {
    const noise = makeNoise(3);
    const riseOf = (timeMs: number): number => dailyWave(timeMs, 10) * (1 + timeMs / (40 * dayMs));
    const points = makePoints(60 * 96, 15 * minuteMs, (timeMs) => riseOf(timeMs) + noise(), 0);
    const direct = trainBaseline(points);
    const stored = points.reduce(
      (state, point) => updateBaseline(restore(encodeBaseline(state)), point).state,
      createBaseline(),
    );
    const differences = stored.dayMeans.map(
      (mean, slot) => stored.level + mean - direct.level - (direct.dayMeans[slot] ?? 0),
    );
    expect(Math.max(...differences.map(Math.abs))).toBeLessThan(0.2);
    const ratios = stored.daySpreads.map((size, slot) => size / (direct.daySpreads[slot] ?? 0));
    expect(Math.max(...ratios.map((ratio) => Math.abs(ratio - 1)))).toBeLessThan(0.1);
  });

  it("refuses other layouts, other lengths and numbers that are none", () => {
    const bytes = encodeBaseline(trainBaseline(makePoints(500, minuteMs, (timeMs) => timeMs % 7)));
    expect(decodeBaseline(bytes)).toBeDefined();
    for (let length = 0; length < bytes.length; length++)
      expect(decodeBaseline(bytes.slice(0, length))).toBeUndefined();
    expect(decodeBaseline(Uint8Array.from([...bytes, 0]))).toBeUndefined();
    expect(decodeBaseline(Uint8Array.from([2, ...bytes.slice(1)]))).toBeUndefined();
    expect(encodeBaseline(restore(Uint8Array.from([9, 9, ...bytes]).subarray(2)))).toEqual(bytes);
  });

  it("reads any bytes as a state of numbers or not at all", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 1000 }), fc.boolean(), (bytes, isOurs) => {
        const state = decodeBaseline(isOurs ? Uint8Array.from([1, ...bytes]) : bytes);
        expect(
          Object.values(state ?? {})
            .flat()
            .every(Number.isFinite),
        ).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});
