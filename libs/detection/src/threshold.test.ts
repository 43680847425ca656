import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { comparisons, compares, explainBadRecovery, judgeThreshold } from "./threshold.ts";

describe("judgeThreshold", () => {
  it.each([
    ["gt", 5, undefined, 6, "true"],
    ["gt", 5, undefined, 5, "false"],
    ["gte", 5, undefined, 5, "true"],
    ["lt", 5, undefined, 4, "true"],
    ["lte", 5, undefined, 5, "true"],
    ["eq", 5, undefined, 5, "true"],
    ["neq", 5, undefined, 5, "false"],
    ["gt", 5, 3, 4, "hold"],
    ["gt", 5, 3, 3, "false"],
    ["lt", 5, 8, 6, "hold"],
    ["lt", 5, 8, 8, "false"],
    ["gt", 5, undefined, Number.NaN, "unknown"],
    ["gt", 5, undefined, Infinity, "true"],
  ] as const)(
    "%s %d (recovery %s) of %d is %s",
    (comparison, threshold, recovery, value, verdict) => {
      expect(judgeThreshold(value, { comparison, threshold, recovery })).toBe(verdict);
    },
  );

  it("never holds without a recovery limit and never on the breached side", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...comparisons),
        fc.double({ noNaN: true }),
        fc.option(fc.double({ noNaN: true }), { nil: undefined }),
        fc.double({ noNaN: true }),
        (comparison, threshold, recovery, value) => {
          const verdict = judgeThreshold(value, { comparison, threshold, recovery });
          if (compares(value, comparison, threshold)) expect(verdict).toBe("true");
          else if (recovery === undefined) expect(verdict).toBe("false");
        },
      ),
    );
  });

  it("fires no more often when an upper limit is raised", () => {
    fc.assert(
      fc.property(
        fc.double({ noNaN: true }),
        fc.double({ noNaN: true }),
        fc.double({ noNaN: true }),
        (a, b, value) => {
          const [low, high] = a < b ? [a, b] : [b, a];
          const above = (threshold: number) =>
            judgeThreshold(value, { comparison: "gt", threshold }) === "true";
          expect(above(high) && !above(low)).toBe(false);
        },
      ),
    );
  });
});

describe("explainBadRecovery", () => {
  it.each([
    ["gt", 5, 3, undefined],
    ["gt", 5, 6, /at or below/],
    ["lt", 5, 8, undefined],
    ["lt", 5, 2, /at or above/],
    ["eq", 5, 5, /Remove/],
  ] as const)("%s %d with recovery %d", (comparison, threshold, recovery, expected) => {
    const text = explainBadRecovery({ comparison, threshold, recovery });
    if (expected === undefined) expect(text).toBeUndefined();
    else expect(text).toMatch(expected);
  });
});
