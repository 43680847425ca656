import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { measureBalance, measureDispersion } from "./balance.ts";
import { sketchActivity } from "./span-fixtures.ts";

const grid = { fromMs: 0, stepMs: 60_000, count: 60 };
const each = (count: (step: number) => number) =>
  Array.from({ length: 60 }, (_, step) => count(step));

/** Requests split by independent draws. */
function drawSplit(seed: number, share: number): readonly (readonly number[])[] {
  let state = seed + 1;
  const draw = () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
  const left = each(() => Array.from({ length: 100 }, draw).filter((at) => at < share).length);
  return [left, left.map((count) => 100 - count)];
}

describe("measureDispersion", () => {
  it("is near 0 for turns, also with a remainder", () => {
    const left = each((step) => 50 + (step % 2));
    const right = each((step) => 51 - (step % 2));
    expect(measureDispersion([left, right])).toBeLessThan(0.02);
  });

  it("is around 1 for chance, whatever the shares", () => {
    fc.assert(
      fc.property(fc.nat(1_000_000), fc.constantFrom(0.5, 0.3, 0.1), (seed, share) => {
        const found = measureDispersion(drawSplit(seed, share)) ?? 0;
        expect(found).toBeGreaterThan(0.4);
        expect(found).toBeLessThan(2);
      }),
      { numRuns: 50 },
    );
  });

  it("is large where load sticks to an instance for a while", () => {
    const left = each((step) => (step % 10 < 5 ? 90 : 10));
    expect(measureDispersion([left, left.map((count) => 100 - count)])).toBeGreaterThan(10);
  });

  it("is unknown for one instance or few requests", () => {
    expect(measureDispersion([each(() => 100)])).toBeUndefined();
    expect(measureDispersion([each(() => 1), each(() => 1)])).toBeUndefined();
  });
});

describe("measureBalance", () => {
  const pair = ["a", "b"].map((instance) =>
    sketchActivity(
      each(() => 50),
      { instance },
    ),
  );

  it("counts what is sent to an instance, not what it takes from a queue", () => {
    expect(measureBalance(pair, grid, undefined)).toMatchObject({ requests: 6_000 });
    const takers = pair.map((one) => ({ ...one, kind: 5 }));
    expect(measureBalance(takers, grid, undefined)).toBeUndefined();
  });

  it("is unknown where spans are sampled", () => {
    const sampled = pair.map((one) => ({ ...one, calls: one.spans * 10 }));
    expect(measureBalance(sampled, grid, undefined)).toBeUndefined();
  });

  it("passes on how clients stick", () => {
    expect(measureBalance(pair, grid, { clients: 30, affinity: 0.98 })).toMatchObject({
      clients: 30,
      clientAffinity: 0.98,
    });
  });
});
