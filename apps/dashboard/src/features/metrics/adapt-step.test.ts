import { describe, expect, it } from "vitest";
import { widerStep } from "./adapt-step";

function sentEvery(seconds: number, count: number) {
  const points = Array.from({ length: count * seconds }, (_, second): [number, number | null] => [
    second * 1_000,
    second % seconds === 0 ? 1 : null,
  ]);
  return [{ labels: {}, points }];
}

describe("widerStep", () => {
  it("follows how often a metric is sent", () => {
    expect(widerStep(sentEvery(60, 10), 10)).toBe(60);
    expect(widerStep(sentEvery(50, 10), 10)).toBe(60);
  });

  it("leaves a step alone that is wide enough", () => {
    expect(widerStep(sentEvery(10, 20), 10)).toBeNull();
    expect(widerStep(sentEvery(60, 10), 60)).toBeNull();
  });

  it("does not guess from few values", () => {
    expect(widerStep(sentEvery(60, 3), 10)).toBeNull();
    expect(widerStep([], 10)).toBeNull();
  });
});
