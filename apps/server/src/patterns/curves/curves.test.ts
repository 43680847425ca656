import { describe, expect, it } from "vitest";
import { assessPool, poolPeak, poolSnapshot } from "../testing/made-up-pool.ts";
import { drawCurves } from "./draw-curves.ts";

const draw = (lines = {}) => {
  const { recognition, sized } = assessPool();
  return drawCurves({ snapshot: poolSnapshot, recognition, sized, peak: poolPeak, lines });
};

describe("drawCurves", () => {
  it("draws the use of a pool through today, to its limit", () => {
    const [use] = draw();
    expect(use).toMatchObject({ limit: 10, today: [1, 8], peak: [1.5, 12] });
    expect(use?.measured[0]).toEqual([1, 8]);
    const atLimit = use?.line.filter(([, value]) => value <= 10).at(-1)?.[0] ?? 0;
    expect(atLimit).toBeGreaterThan(1.1);
    expect(atLimit).toBeLessThanOrEqual(1.25);
    expect(use?.explanation.sentence).toContain("12");
  });

  it("follows the line of the last week where there is one", () => {
    const points = [[1, 6.5]] as const;
    const [use] = draw({ "pool-connections:orders": { base: 6, perRequest: 0.5, points } });
    // The line says 6.5 at today's load; 8 are in use.
    expect(use?.peak).toEqual([1.5, 8.25]);
    expect(use?.measured).toEqual([[1, 6.5]]);
  });

  it("draws the wait up to saturation", () => {
    const [, wait] = draw();
    // Ten takes a second of half a second each on ten connections saturate at twice the load.
    expect(wait?.valueUnit).toBe("s");
    expect(wait?.line.at(-1)?.[0]).toBeCloseTo(1.96, 6);
    const values = wait?.line.map(([, value]) => value) ?? [];
    expect(values.every((value, index) => index === 0 || value >= (values[index - 1] ?? 0))).toBe(
      true,
    );
    expect(wait?.today?.[1]).toBeLessThan(wait?.peak?.[1] ?? 0);
  });

  it("draws nothing without a load", () => {
    const { recognition, sized } = assessPool();
    const request = { snapshot: poolSnapshot, recognition, sized, peak: undefined, lines: {} };
    expect(drawCurves(request)).toEqual([]);
  });
});
