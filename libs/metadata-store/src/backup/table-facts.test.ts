import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { orderByReferences, quoteName } from "./table-facts.ts";

describe("orderByReferences", () => {
  it("fills a table after those that it refers to", () => {
    const tables = [
      { table: "event", references: ["incident"] },
      { table: "incident", references: ["rule", "incident"] },
      { table: "rule", references: [] },
      { table: "setting", references: ["gone"] },
    ];
    expect(orderByReferences(tables).map((each) => each.table)).toEqual([
      "rule",
      "setting",
      "incident",
      "event",
    ]);
  });

  it("refuses a circle", () => {
    const tables = [
      { table: "a", references: ["b"] },
      { table: "b", references: ["a"] },
    ];
    expect(() => orderByReferences(tables)).toThrow(/circle/);
  });

  it("keeps every table and every reference of any graph without circles", () => {
    const graph = fc.array(fc.array(fc.nat(20), { maxLength: 5 }), { maxLength: 20 });
    fc.assert(
      fc.property(graph, fc.nat(), (edges, seed) => {
        const tables = edges.map((targets, index) => ({
          table: `t${index}`,
          references: targets.filter((target) => target <= index).map((target) => `t${target}`),
        }));
        const shuffled = tables.toSorted(
          (a, b) =>
            ((Number(a.table.slice(1)) * 7 + seed) % 11) -
            ((Number(b.table.slice(1)) * 7 + seed) % 11),
        );
        const order = orderByReferences(shuffled).map((each) => each.table);
        expect(order.toSorted()).toEqual(tables.map((each) => each.table).toSorted());
        for (const { table, references } of tables) {
          for (const target of references) {
            expect(order.indexOf(target)).toBeLessThanOrEqual(order.indexOf(table));
          }
        }
      }),
    );
  });
});

describe("quoteName", () => {
  it("doubles quotes", () => {
    expect(quoteName('a"b')).toBe('"a""b"');
  });
});
