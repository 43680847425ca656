import { describe, expect, it } from "vitest";
import { makeSpan } from "./span-fixture";
import { buildSpanTree } from "./span-tree";
import { listInnerKeys, listRows, revealKey, stepByKey } from "./waterfall-rows";

const tree = buildSpanTree([
  makeSpan("a", "", 0, 100),
  makeSpan("b", "a", 10, 40),
  makeSpan("c", "b", 12, 20),
  makeSpan("d", "a", 50, 60),
  makeSpan("o", "gone", 70, 80),
]);
const shown = (collapsed: string[]) =>
  listRows(tree, new Set(collapsed)).map((row) => `${row.depth}${row.key}`);

describe("listRows", () => {
  it("lists spans by depth and orphans under their marker", () => {
    expect(shown([])).toEqual(["0a", "1b", "2c", "1d", "0missing:gone", "1o"]);
  });

  it("leaves out what is folded", () => {
    expect(shown(["b", "missing:gone"])).toEqual(["0a", "1b", "1d", "0missing:gone"]);
  });

  it("unfolds what hides a span, and only that", () => {
    expect([...revealKey(tree, new Set(["a", "b", "missing:gone"]), "c")]).toEqual([
      "missing:gone",
    ]);
    expect([...revealKey(tree, new Set(["a", "missing:gone"]), "o")]).toEqual(["a"]);
    const none = new Set(["b"]);
    expect(revealKey(tree, none, "d")).toBe(none);
  });

  it("names what folding to an overview folds", () => {
    expect([...listInnerKeys(tree)]).toEqual(["b"]);
  });
});

describe("stepByKey", () => {
  const rows = listRows(tree, new Set(["b"]));
  it("moves by line and stops at the ends", () => {
    expect(stepByKey(rows, null, "ArrowDown")).toEqual({ key: "a" });
    expect(stepByKey(rows, "a", "ArrowDown")).toEqual({ key: "b" });
    expect(stepByKey(rows, "a", "ArrowUp")).toBeNull();
    expect(stepByKey(rows, "a", "End")).toEqual({ key: "o" });
  });

  it("folds and unfolds before it goes to parent or child", () => {
    expect(stepByKey(rows, "b", "ArrowRight")).toEqual({ key: "b", expand: "b" });
    expect(stepByKey(rows, "b", "ArrowLeft")).toEqual({ key: "a" });
    expect(stepByKey(rows, "a", "ArrowLeft")).toEqual({ key: "a", collapse: "a" });
    expect(stepByKey(rows, "a", "ArrowRight")).toEqual({ key: "b" });
    expect(stepByKey(rows, "d", "ArrowRight")).toBeNull();
    expect(stepByKey(rows, "o", "ArrowLeft")).toEqual({ key: "missing:gone" });
  });

  it("leaves other keys alone", () => {
    expect(stepByKey(rows, "a", "x")).toBeNull();
  });
});
