import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addAttributeFilters } from "./attribute-filter.ts";
import { createConditions } from "./conditions.ts";
import { formatCursor, parseCursor } from "./keyset-cursor.ts";
import { addLogSelection, parseLogText } from "./log-conditions.ts";
import { addSpanSelection } from "./span-conditions.ts";
import { chooseStepMs, maxPoints, nsOfMs } from "./time-range.ts";

const range = { fromMs: 1_000, toMs: 2_000 };
const text = fc.string({ minLength: 1, unit: "binary" });

function spanSql(value: string): { sql: string; bound: unknown[] } {
  const conditions = createConditions();
  addSpanSelection(conditions, { ...range, service: value, operation: value, q: `${value}x` });
  addAttributeFilters(conditions, [
    { key: `${value}k`, op: "contains", value },
    { key: `resource.${value}k`, op: "!=", value },
  ]);
  return { sql: conditions.sql(), bound: Object.values(conditions.parameters()) };
}

describe("conditions", () => {
  it("never write a user's text into the SQL", () => {
    const { sql } = spanSql("plain");
    fc.assert(
      fc.property(text, (value) => {
        const built = spanSql(value);
        expect(built.sql).toBe(sql);
        expect(built.bound).toContain(value);
      }),
    );
  });

  it("never write a log search into the SQL", () => {
    fc.assert(
      fc.property(text, (q) => {
        const conditions = createConditions();
        addLogSelection(conditions, { ...range, q });
        expect(conditions.sql().replace(/\{p\d+:[A-Za-z()]+\}/g, "?")).toMatch(
          /^(1|(hasAllTokens\(lower\(body\), \?\)|positionCaseInsensitiveUTF8\(body, \?\) > 0|\n {2}AND )+)$/,
        );
      }),
    );
  });

  it("refuse more than 20 filters and filters without a value", () => {
    const many = Array.from({ length: 21 }, () => ({ key: "a", op: "exists" as const }));
    expect(() => addAttributeFilters(createConditions(), many)).toThrow(/at most 20/);
    expect(() => addAttributeFilters(createConditions(), [{ key: "a", op: "=" }])).toThrow(/value/);
  });
});

describe("parseLogText", () => {
  it.each([
    ["Timeout ORDER-12", ["timeout", "order", "12"], []],
    ['"two words" x', ["two", "words", "x"], ["two words"]],
    ["Straße", ["straße"], []],
    ["()", [], ["()"]],
    ["  ", [], []],
  ])("cuts %j", (input, words, phrases) => {
    expect(parseLogText(input)).toEqual({ words, phrases });
  });
});

describe("cursors", () => {
  it("come back as they were", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 2n ** 63n - 1n }), fc.nat(), (time, id) => {
        const cursor = { timeNs: String(time), id: String(id) };
        expect(parseCursor(formatCursor(cursor), /^\d+$/)).toEqual(cursor);
      }),
    );
  });
});

describe("time ranges", () => {
  it("choose a step with at most 600 points that is a multiple of the resolution", () => {
    const ranges = fc.record({ fromMs: fc.nat(), length: fc.integer({ min: 1, max: 2 ** 40 }) });
    const resolutions = fc.constantFrom(1, 1_000, 10_000, 60_000);
    fc.assert(
      fc.property(
        ranges,
        fc.integer({ min: 1, max: 10 ** 7 }),
        resolutions,
        (r, step, resolution) => {
          const asked = { fromMs: r.fromMs, toMs: r.fromMs + r.length };
          const stepMs = chooseStepMs(asked, step, resolution);
          expect(stepMs % resolution).toBe(0);
          expect(stepMs).toBeGreaterThanOrEqual(step);
          expect(r.length / stepMs).toBeLessThanOrEqual(maxPoints);
        },
      ),
    );
  });

  it("keep whole milliseconds exact", () => {
    expect(nsOfMs(1_800_000_000_123)).toBe("1800000000123000000");
  });
});
