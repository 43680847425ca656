import { describe, expect, it } from "vitest";
import { ValueSketch } from "./value-sketch.ts";
import { mixHash } from "./wire-hash.ts";

function sketchOf(count: number, repeats = 1): number {
  const sketch = new ValueSketch();
  for (let repeat = 0; repeat < repeats; repeat++) {
    for (let value = 1; value <= count; value++) sketch.add(mixHash(value));
  }
  return sketch.estimate();
}

describe("ValueSketch", () => {
  it("counts nothing and one exactly", () => {
    expect(sketchOf(0)).toBe(0);
    expect(sketchOf(1)).toBe(1);
  });

  // Three standard errors of 3.3 %.
  it.each([10, 100, 1_000, 2_600, 5_000, 20_000, 200_000])("estimates %d within 10 %", (count) => {
    expect(Math.abs(sketchOf(count) / count - 1)).toBeLessThan(0.1);
  });

  it("does not count a value twice", () => {
    expect(sketchOf(5_000, 3)).toBe(sketchOf(5_000));
  });
});
