import { describe, expect, it } from "vitest";
import { nextMatch, searchSpans } from "./span-search";
import { makeSpan } from "./span-fixture";
import { buildSpanTree } from "./span-tree";

const { nodes } = buildSpanTree([
  makeSpan("a", "", 0, 100, { name: "GET /cart" }),
  makeSpan("b", "a", 1, 40, { name: "SELECT carts", service: "Database" }),
  makeSpan("c", "a", 50, 60, { status: "error", attributes: { tier: "gold" } }),
]);

describe("searchSpans", () => {
  it("finds all words in names, services and attributes, in any case", () => {
    expect(searchSpans(nodes, "CART")).toEqual(["a", "b"]);
    expect(searchSpans(nodes, "cart database")).toEqual(["b"]);
    expect(searchSpans(nodes, "tier=gold error")).toEqual(["c"]);
    expect(searchSpans(nodes, "  ")).toEqual([]);
  });
});

describe("nextMatch", () => {
  it("goes around, and from a span that is no match to the nearest", () => {
    expect(nextMatch(nodes, ["a", "c"], "a", 1)).toBe("c");
    expect(nextMatch(nodes, ["a", "c"], "c", 1)).toBe("a");
    expect(nextMatch(nodes, ["a", "c"], "a", -1)).toBe("c");
    expect(nextMatch(nodes, ["a", "c"], "b", 1)).toBe("c");
    expect(nextMatch(nodes, ["a", "c"], "b", -1)).toBe("a");
    expect(nextMatch(nodes, ["a"], "c", 1)).toBe("a");
    expect(nextMatch(nodes, ["a"], null, 1)).toBe("a");
    expect(nextMatch(nodes, [], "a", 1)).toBeNull();
  });
});
