import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { minimiseSquares, solveLinear } from "./least-squares.ts";

describe("solveLinear", () => {
  it("solves what it can", () => {
    expect(
      solveLinear(
        [
          [2, 1],
          [1, 3],
        ],
        [5, 10],
      ),
    ).toEqual([1, 3]);
    expect(
      solveLinear(
        [
          [0, 1],
          [1, 0],
        ],
        [2, 3],
      ),
    ).toEqual([3, 2]);
    expect(
      solveLinear(
        [
          [1, 2],
          [2, 4],
        ],
        [1, 2],
      ),
    ).toBeUndefined();
  });

  it("gives back the vector that made the right side", () => {
    const entry = fc.integer({ min: -9, max: 9 });
    const row = fc.tuple(entry, entry, entry);
    fc.assert(
      fc.property(fc.tuple(row, row, row), row, (matrix, wanted) => {
        const right = matrix.map((line) =>
          line.reduce((sum, value, index) => sum + value * (wanted[index] ?? 0), 0),
        );
        const solved = solveLinear(matrix, right);
        if (solved === undefined) return;
        const again = matrix.map((line) =>
          line.reduce((sum, value, index) => sum + value * (solved[index] ?? 0), 0),
        );
        // A nearly singular matrix has other solutions too, so the right side is compared.
        for (const [index, value] of again.entries()) {
          if (Number.isFinite(value) && Math.max(...solved.map(Math.abs)) < 1e3) {
            expect(value).toBeCloseTo(right[index] ?? 0, 6);
          }
        }
      }),
    );
  });
});

describe("minimiseSquares", () => {
  it("finds the minimum of a curved valley", () => {
    const fit = minimiseSquares([-1.2, 1], ([x = 0, y = 0]) => ({
      values: [10 * (y - x * x), 1 - x],
      jacobian: [
        [-20 * x, 10],
        [-1, 0],
      ],
    }));
    expect(fit?.parameters[0]).toBeCloseTo(1, 6);
    expect(fit?.parameters[1]).toBeCloseTo(1, 6);
  });

  it("does not step where it may not go", () => {
    const fit = minimiseSquares([1], ([x = 0]) =>
      x > 0 ? { values: [x + 1], jacobian: [[1]] } : undefined,
    );
    expect(fit?.parameters[0]).toBeGreaterThan(0);
    expect(minimiseSquares([1], () => undefined)).toBeUndefined();
  });
});
