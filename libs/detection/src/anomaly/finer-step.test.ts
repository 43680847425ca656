import { describe, expect, it } from "vitest";
import { bandOf } from "./band.ts";
import type { BaselineState } from "./baseline-state.ts";
import { moveToFinerStep } from "./finer-step.ts";
import type { Point } from "./judgement.ts";
import { decodeBaseline, encodeBaseline } from "./stored-form.ts";
import { trainBaseline, updateBaselineAll } from "./update.ts";

const minuteMs = 60_000;
const dayMs = 1_440 * minuteMs;
const nowMs = 20_000 * dayMs + 13 * 60 * minuteMs;
const fineMs = 1_000 * minuteMs;

/** Noise of about ±1 that a formula can repeat. */
const noiseAt = (timeMs: number): number => {
  const mixed = Math.sin(timeMs / 1_000 + 0.5) * 43_758.5453;
  return 4 * (mixed - Math.floor(mixed)) - 2;
};
const swingAt = (timeMs: number): number =>
  50 + 20 * Math.sin((2 * Math.PI * timeMs) / dayMs) + noiseAt(timeMs);

function sample(fromMs: number, toMs: number, stepMs: number): Point[] {
  return Array.from({ length: Math.floor((toMs - fromMs) / stepMs) }, (_, k) => {
    const timeMs = fromMs + k * stepMs;
    return { timeMs, value: swingAt(timeMs) };
  });
}

const widthOf = (state: BaselineState): number => {
  const [band] = bandOf(state, [nowMs]);
  return (band?.upper ?? 0) - (band?.lower ?? 0);
};

describe("moveToFinerStep", () => {
  const coarse = trainBaseline(sample(nowMs - 7 * dayMs, nowMs - fineMs, 15 * minuteMs));
  const fine = sample(nowMs - fineMs, nowMs, minuteMs);
  const moved = updateBaselineAll(moveToFinerStep(coarse, fine.slice(0, 200)), fine).state;

  it("gives about the band of a baseline that saw every point, from a tenth of them", () => {
    const all = widthOf(trainBaseline(sample(nowMs - 7 * dayMs, nowMs, minuteMs)));
    expect(widthOf(moved)).toBeLessThan(2.5 * all);
    expect(widthOf(moved)).toBeGreaterThan(all / 2);
    expect(widthOf(updateBaselineAll(coarse, fine).state)).toBeGreaterThan(4 * all);
  });

  it("keeps the season", () => {
    const midnightMs = nowMs + 5 * 60 * minuteMs;
    const [band] = bandOf(moved, [midnightMs]);
    expect(
      Math.abs((band?.expected ?? 0) - (swingAt(midnightMs) - noiseAt(midnightMs))),
    ).toBeLessThan(4);
  });

  it("is stored like any other", () => {
    const start = moveToFinerStep(coarse, fine);
    const read = decodeBaseline(encodeBaseline(start));
    expect(read?.count).toBe(start.count);
    expect(Object.values(start).flat().every(Number.isFinite)).toBe(true);
  });

  it("changes nothing without enough to measure", () => {
    expect(moveToFinerStep(coarse, fine.slice(0, 19))).toBe(coarse);
    const young = trainBaseline(sample(0, 10 * minuteMs, minuteMs));
    expect(moveToFinerStep(young, fine)).toBe(young);
  });

  it("takes a series that does not move", () => {
    const flat = fine.map(({ timeMs }) => ({ timeMs, value: 7 }));
    const { judgements } = updateBaselineAll(moveToFinerStep(coarse, flat), flat);
    expect(judgements.every(({ score }) => Number.isFinite(score))).toBe(true);
  });
});
