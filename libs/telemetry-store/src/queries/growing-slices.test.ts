import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { growingSlices, readFirstFull } from "./growing-slices.ts";

const ranges = fc
  .record({ fromMs: fc.nat(), length: fc.integer({ min: 1, max: 90 * 86_400_000 }) })
  .map(({ fromMs, length }) => ({ fromMs, toMs: fromMs + length }));
const orders = fc.constantFrom("asc" as const, "desc" as const);

describe("growingSlices", () => {
  it("grow to the whole range in a few steps and keep the starting edge", () => {
    fc.assert(
      fc.property(
        ranges,
        orders,
        fc.double({ min: 0, max: 1, noNaN: true }),
        (range, order, at) => {
          const anchorMs = range.fromMs + at * (range.toMs - range.fromMs);
          const slices = growingSlices(range, order, anchorMs);
          expect(slices.length).toBeLessThanOrEqual(4);
          expect(slices.at(-1)).toEqual(range);
          for (const slice of slices) {
            expect(slice.fromMs).toBeGreaterThanOrEqual(range.fromMs);
            expect(slice.toMs).toBeLessThanOrEqual(range.toMs);
            if (order === "desc") expect(slice.toMs).toBe(range.toMs);
            else expect(slice.fromMs).toBe(range.fromMs);
          }
        },
      ),
    );
  });

  it("find the same page as the whole range would", async () => {
    const times = fc.array(fc.nat({ max: 86_400_000 }), { maxLength: 100 });
    await fc.assert(
      fc.asyncProperty(
        times,
        orders,
        fc.integer({ min: 1, max: 20 }),
        async (list, order, limit) => {
          const range = { fromMs: 0, toMs: 86_400_001 };
          const read = async (slice: { fromMs: number; toMs: number }): Promise<number[]> =>
            list
              .filter((time) => time >= slice.fromMs && time < slice.toMs)
              .sort((a, b) => (order === "asc" ? a - b : b - a))
              .slice(0, limit + 1);
          const slices = growingSlices(range, order, undefined);
          expect(await readFirstFull(slices, limit, read)).toEqual(await read(range));
        },
      ),
    );
  });
});
