import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { correlate, dropAbsent, findMean, findQuantile, measureCover } from "./span-figures.ts";

describe("findQuantile", () => {
  it.each([
    [[], 0.5, undefined],
    [[[7, 1]], 0.95, 7],
    [
      [
        [1, 1],
        [2, 1],
        [3, 1],
      ],
      0.5,
      2,
    ],
    [
      [
        [1, 99],
        [100, 1],
      ],
      0.95,
      1,
    ],
    [
      [
        [1, 90],
        [100, 10],
      ],
      0.95,
      100,
    ],
  ] as [number[][], number, number | undefined][])("of %j at %d is %d", (pairs, q, expected) => {
    const items = pairs.map(([value = 0, weight = 0]) => ({ value, weight }));
    expect(findQuantile(items, q)).toBe(expected);
  });
});

describe("findMean", () => {
  it("weighs, and is unknown without weight", () => {
    expect(
      findMean([
        { value: 1, weight: 3 },
        { value: 5, weight: 1 },
      ]),
    ).toBe(2);
    expect(findMean([{ value: 1, weight: 0 }])).toBeUndefined();
  });
});

describe("correlate", () => {
  it("is 1 on a line, unknown without variation or with few pairs", () => {
    const line = [1, 2, 3, 4].map((x) => [x, 2 * x + 1] as const);
    expect(correlate(line, 4)).toBeCloseTo(1);
    expect(correlate(line, 5)).toBeUndefined();
    expect(
      correlate(
        line.map(([x]) => [x, 3] as const),
        4,
      ),
    ).toBeUndefined();
  });
});

describe("measureCover", () => {
  it("tells time covered once from time covered at all", () => {
    const intervals = [
      { startMs: 0, endMs: 10 },
      { startMs: 5, endMs: 15 },
      { startMs: 20, endMs: 25 },
    ];
    expect(measureCover(intervals)).toEqual({ coveredMs: 20, singleMs: 15 });
  });

  it("never covers more than the lengths or the extent", () => {
    const interval = fc
      .tuple(fc.nat(1_000), fc.nat(100))
      .map(([startMs, length]) => ({ startMs, endMs: startMs + length }));
    fc.assert(
      fc.property(fc.array(interval, { minLength: 1, maxLength: 20 }), (intervals) => {
        const { coveredMs, singleMs } = measureCover(intervals);
        const lengths = intervals.reduce((sum, one) => sum + one.endMs - one.startMs, 0);
        expect(coveredMs).toBeLessThanOrEqual(lengths);
        expect(singleMs).toBeLessThanOrEqual(coveredMs);
        expect(singleMs).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});

describe("dropAbsent", () => {
  it("leaves out what is undefined and keeps what is false or 0", () => {
    expect(dropAbsent({ a: undefined, b: 0, c: false })).toEqual({ b: 0, c: false });
  });
});
