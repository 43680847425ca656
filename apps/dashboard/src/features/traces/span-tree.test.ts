import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { makeSpan } from "./span-fixture";
import { buildSpanTree, mainSpan } from "./span-tree";

describe("buildSpanTree", () => {
  it("puts children under their parents, by start, whatever the order given", () => {
    const tree = buildSpanTree([
      makeSpan("c", "a", 20, 30),
      makeSpan("b", "a", 10, 15),
      makeSpan("d", "b", 11, 12),
      makeSpan("a", "", 0, 40),
    ]);
    expect(tree.nodes.map((node) => node.key)).toEqual(["a", "b", "d", "c"]);
    expect(tree.roots.map((node) => node.descendants)).toEqual([3]);
    expect(tree.endMs).toBe(40);
  });

  it("groups orphans under the parent that is missing", () => {
    const tree = buildSpanTree([
      makeSpan("a", "", 0, 40),
      makeSpan("x", "gone", 5, 9),
      makeSpan("y", "gone", 7, 8),
      makeSpan("z", "x", 6, 7),
    ]);
    expect(tree.orphans).toHaveLength(1);
    expect(tree.orphans[0]?.parentSpanId).toBe("gone");
    expect(tree.orphans[0]?.nodes.map((node) => node.key)).toEqual(["x", "y"]);
    expect(tree.nodes.map((node) => node.key)).toEqual(["a", "x", "z", "y"]);
  });

  it("measures by how much a child begins before its parent", () => {
    const tree = buildSpanTree([makeSpan("a", "", 10, 40), makeSpan("b", "a", 4, 20)]);
    expect(tree.byKey.get("b")?.skewMs).toBe(6);
    expect(tree.skewedCount).toBe(1);
    expect(tree.startMs).toBe(4);
  });

  it("keeps spans of a cycle, spans that are their own parent and repeated ids", () => {
    const tree = buildSpanTree([
      makeSpan("a", "b", 3, 4),
      makeSpan("b", "a", 1, 9),
      makeSpan("s", "s", 2, 3),
      makeSpan("s", "a", 3, 3),
    ]);
    expect(tree.nodes.map((node) => node.key).toSorted()).toEqual(["a", "b", "s", "s#2"]);
    expect(tree.byKey.get("b")?.parent).toBeNull();
    expect(tree.byKey.get("a")?.parent?.key).toBe("b");
  });

  it("takes a chain of 10,000 spans", () => {
    const chain = Array.from({ length: 10_000 }, (_, index) =>
      makeSpan(`n${index}`, index === 0 ? "" : `n${index - 1}`, index, 20_000 - index),
    );
    expect(buildSpanTree(chain).roots[0]?.descendants).toBe(9_999);
  });

  it("never loses or repeats a span", () => {
    const anySpans = fc.array(
      fc
        .tuple(fc.nat(12), fc.nat(14), fc.nat(100), fc.nat(50))
        .map(([id, parent, from, length]) =>
          makeSpan(`i${id}`, parent === 0 ? "" : `i${parent}`, from, from + length),
        ),
      { maxLength: 30 },
    );
    fc.assert(
      fc.property(anySpans, (spans) => {
        const tree = buildSpanTree(spans);
        expect(tree.nodes).toHaveLength(spans.length);
        expect(new Set(tree.nodes.map((node) => node.span)).size).toBe(spans.length);
        expect(tree.byKey.size).toBe(spans.length);
      }),
    );
  });

  it("names the span that stands for the trace", () => {
    expect(mainSpan(buildSpanTree([]))).toBeUndefined();
    const orphans = buildSpanTree([makeSpan("x", "gone", 5, 9), makeSpan("y", "lost", 2, 3)]);
    expect(mainSpan(orphans)?.key).toBe("y");
  });
});
