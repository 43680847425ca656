import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findCriticalPath, indexCriticalPath } from "./critical-path";
import { selfTimeMs } from "./self-time";
import { makeSpan } from "./span-fixture";
import { buildSpanTree } from "./span-tree";

function pathOf(spans: Parameters<typeof buildSpanTree>[0]) {
  const root = buildSpanTree(spans).roots[0];
  return root === undefined ? [] : findCriticalPath(root);
}

describe("findCriticalPath", () => {
  it("follows the child that ended last, then the span's own time", () => {
    expect(
      pathOf([
        makeSpan("a", "", 0, 100),
        makeSpan("fast", "a", 10, 30),
        makeSpan("slow", "a", 10, 80),
        makeSpan("deep", "slow", 20, 70),
      ]),
    ).toEqual([
      { key: "a", fromMs: 0, toMs: 10 },
      { key: "slow", fromMs: 10, toMs: 20 },
      { key: "deep", fromMs: 20, toMs: 70 },
      { key: "slow", fromMs: 70, toMs: 80 },
      { key: "a", fromMs: 80, toMs: 100 },
    ]);
  });

  it("cuts a child that outlives its parent", () => {
    expect(pathOf([makeSpan("a", "", 0, 10), makeSpan("b", "a", 5, 50)])).toEqual([
      { key: "a", fromMs: 0, toMs: 5 },
      { key: "b", fromMs: 5, toMs: 10 },
    ]);
  });

  it("does not wait for a message that is consumed later", () => {
    expect(
      pathOf([
        makeSpan("a", "", 0, 10),
        makeSpan("sync", "a", 1, 8),
        makeSpan("later", "a", 5, 50, { kind: "consumer" }),
      ]).map(({ key }) => key),
    ).toEqual(["a", "sync", "a"]);
  });

  it("fills the root's duration without overlap", () => {
    const anyTrace = fc
      .array(fc.tuple(fc.nat(20), fc.nat(200), fc.nat(120)), { maxLength: 20 })
      .map((children) => [
        makeSpan("n0", "", 20, 180),
        ...children.map(([parent, from, length], index) =>
          makeSpan(`n${index + 1}`, `n${Math.min(parent, index)}`, from, from + length),
        ),
      ]);
    fc.assert(
      fc.property(anyTrace, (spans) => {
        const path = pathOf(spans);
        let reachedMs = 20;
        for (const segment of path) {
          expect(segment.fromMs).toBe(reachedMs);
          expect(segment.toMs).toBeGreaterThan(segment.fromMs);
          reachedMs = segment.toMs;
        }
        expect(reachedMs).toBe(180);
        const total = [...indexCriticalPath(path).values()].reduce(
          (sum, one) => sum + one.totalMs,
          0,
        );
        expect(total).toBe(160);
      }),
    );
  });
});

describe("selfTimeMs", () => {
  it("subtracts the union of overlapping children, inside the span only", () => {
    const tree = buildSpanTree([
      makeSpan("a", "", 0, 100),
      makeSpan("b", "a", 10, 40),
      makeSpan("c", "a", 30, 50),
      makeSpan("d", "a", 35, 45),
      makeSpan("e", "a", 90, 150),
    ]);
    const root = tree.roots[0];
    expect(root && selfTimeMs(root)).toBe(50);
  });

  it("lies between zero and the duration", () => {
    const children = fc.array(fc.tuple(fc.nat(100), fc.nat(100)), { maxLength: 12 });
    fc.assert(
      fc.property(children, (given) => {
        const root = buildSpanTree([
          makeSpan("a", "", 10, 60),
          ...given.map(([from, length], index) => makeSpan(`c${index}`, "a", from, from + length)),
        ]).roots[0];
        const selfMs = root === undefined ? -1 : selfTimeMs(root);
        expect(selfMs).toBeGreaterThanOrEqual(0);
        expect(selfMs).toBeLessThanOrEqual(50);
      }),
    );
  });
});
