import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createBaseline } from "./baseline-state.ts";
import { scoreLimitOf } from "./judgement.ts";
import { dailyWave, makeNoise, makePoints } from "./made-up-series.ts";
import { trainBaseline, updateBaseline, updateBaselineAll } from "./update.ts";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const limit = scoreLimitOf(0.5);
const judge = (points: ReturnType<typeof makePoints>) =>
  updateBaselineAll(createBaseline(), points).judgements;
/** Values as they come: small, large, repeated, missing. */
const anyValues = fc.array(
  fc.oneof(fc.double({ min: -1e6, max: 1e6, noNaN: true }), fc.integer(), fc.constant(Number.NaN)),
  { minLength: 1, maxLength: 300 },
);

describe("what a baseline knows", () => {
  it("is learning for 60 points and says nothing about them", () => {
    const noise = makeNoise(1);
    const judged = judge(
      makePoints(100, minuteMs, (_t, index) => noise() + (index === 50 ? 99 : 0)),
    );
    expect(
      judged.slice(0, 60).every(({ status, score }) => status === "learning" && score === 0),
    ).toBe(true);
    expect(judged.slice(60).every(({ status }) => status === "ready")).toBe(true);
  });

  it.each([
    [2.9, "none"],
    [3.1, "daily"],
    [13.9, "daily"],
    [14.1, "daily-and-weekly"],
  ] as const)("after %d days uses the season: %s", (days, season) => {
    const points = makePoints(days * 96, 15 * minuteMs, (timeMs) => dailyWave(timeMs, 5));
    expect(judge(points).at(-1)?.season).toBe(season);
  });

  it("never alarms on a constant", () => {
    fc.assert(
      fc.property(
        fc.double({ min: -1e12, max: 1e12, noNaN: true }),
        fc.integer({ min: 1000, max: 2 * hourMs }),
        (value, stepMs) => {
          const judged = judge(makePoints(400, stepMs, () => value));
          expect(judged.every(({ news }) => news === 0)).toBe(true);
        },
      ),
      { numRuns: 40 },
    );
  });

  it("keeps the expectation inside the band", () => {
    fc.assert(
      fc.property(anyValues, (values) => {
        for (const { expected, lower, upper } of judge(
          makePoints(values.length, minuteMs, (_t, index) => values[index] ?? 0),
        )) {
          expect(lower).toBeLessThanOrEqual(expected);
          expect(upper).toBeGreaterThanOrEqual(expected);
        }
      }),
    );
  });
});

describe("updating", () => {
  const points = (values: number[]) =>
    makePoints(values.length, minuteMs, (_t, index) => values[index] ?? 0);

  it("is the same one by one and all at once, and leaves the state passed in as it was", () => {
    fc.assert(
      fc.property(anyValues, (values) => {
        const all = updateBaselineAll(createBaseline(), points(values));
        let state = createBaseline();
        const judged = points(values).map((point) => {
          const before = structuredClone(state);
          const update = updateBaseline(state, point);
          expect(state).toEqual(before);
          state = update.state;
          return update.judgement;
        });
        expect(judged).toEqual(all.judgements);
        expect(state).toEqual(all.state);
      }),
      { numRuns: 25 },
    );
  });

  it("never looks ahead: what comes later changes no judgement", () => {
    fc.assert(
      fc.property(anyValues, anyValues, (before, after) => {
        const alone = judge(points(before));
        expect(judge(points([...before, ...after])).slice(0, before.length)).toEqual(alone);
      }),
      { numRuns: 25 },
    );
  });

  it("scales and shifts with the values", () => {
    const noise = makeNoise(3);
    const values = Array.from(
      { length: 1500 },
      (_, index) => noise() + dailyWave(index * 5 * minuteMs, 4) + (index === 1400 ? 30 : 0),
    );
    const plain = judge(makePoints(1500, 5 * minuteMs, (_t, index) => values[index] ?? 0));
    fc.assert(
      fc.property(
        fc.integer({ min: -8, max: 8 }),
        fc.integer({ min: -100, max: 100 }),
        (power, shift) => {
          const scale = 2 ** power;
          const moved = judge(
            makePoints(1500, 5 * minuteMs, (_t, index) => (values[index] ?? 0) * scale + shift),
          );
          for (const index of [100, 700, 1400, 1499]) {
            const [a, b] = [plain[index], moved[index]];
            expect(b?.score).toBeCloseTo(a?.score ?? 0, 2);
            expect(((b?.expected ?? 0) - shift) / scale).toBeCloseTo(a?.expected ?? 0, 2);
          }
        },
      ),
      { numRuns: 20 },
    );
  });

  it("leaves out what is not finite and learns nothing from late points", () => {
    const noise = makeNoise(4);
    const state = trainBaseline(makePoints(200, minuteMs, () => noise()));
    for (const value of [Number.NaN, Infinity, -Infinity, 1e31]) {
      const update = updateBaseline(state, { timeMs: state.lastMs + minuteMs, value });
      expect(update.state).toEqual(state);
      expect(update.judgement.score).toBeNaN();
    }
    const late = updateBaseline(state, { timeMs: state.lastMs, value: 50 });
    expect(late.state).toEqual(state);
    expect(late.judgement.score).toBeGreaterThan(limit);
  });
});
