import { describe, expect, it } from "vitest";
import { compareWithLimit, findStrictestLimit, limitTables } from "./index.ts";
import type { Limit } from "./index.ts";

const limit = (severity: Limit["severity"], value: number): Limit => ({
  source: "own proposal",
  severity,
  comparison: "gt",
  value,
  unit: "1",
});

describe("tables of limits", () => {
  it("are T1 to T29 in order", () => {
    expect(limitTables.map(({ id }) => id)).toEqual(
      Array.from({ length: 29 }, (_, index) => `T${index + 1}`),
    );
  });

  it.each(limitTables.map((table) => [table.id, table] as const))(
    "%s says what its limits mean",
    (id, table) => {
      expect(table.publisher).not.toBe("");
      expect(Object.keys(table.limits).length).toBeGreaterThan(0);
      for (const { source, meaning, unit, value } of Object.values(table.limits)) {
        expect(source).toBe(id);
        expect(meaning).toMatch(/^[A-Z0-9].*[.]$/);
        expect(unit).not.toBe("");
        expect(Number.isFinite(value)).toBe(true);
      }
    },
  );
});

describe("limits", () => {
  it("are crossed as their comparison says", () => {
    const crossed = (comparison: Limit["comparison"], value: number) =>
      compareWithLimit(value, { ...limit("warning", 5), comparison });
    expect([4, 5, 6].map((value) => crossed("gt", value))).toEqual([false, false, true]);
    expect([4, 5, 6].map((value) => crossed("gte", value))).toEqual([false, true, true]);
    expect([4, 5, 6].map((value) => crossed("lt", value))).toEqual([true, false, false]);
    expect([4, 5, 6].map((value) => crossed("lte", value))).toEqual([true, true, false]);
    expect(crossed("gt", Number.NaN)).toBe(false);
  });

  it("are ordered by severity, the last one first among equals", () => {
    const [info, first, second] = [limit("info", 3), limit("warning", 2), limit("warning", 1)];
    expect(findStrictestLimit([first, info, second])).toBe(second);
    expect(findStrictestLimit([limit("critical", 9), first])?.value).toBe(9);
    expect(findStrictestLimit([])).toBeUndefined();
  });
});
