import { describe, expect, it } from "vitest";
import { prepareMinimap } from "./minimap";
import { makeSpan } from "./span-fixture";
import { buildSpanTree } from "./span-tree";

describe("prepareMinimap", () => {
  it("gives a short trace a lane a span", () => {
    const { nodes } = buildSpanTree([
      makeSpan("a", "", 0, 100),
      makeSpan("b", "a", 25, 50, { service: "db", status: "error" }),
    ]);
    expect(prepareMinimap(nodes, 100, 30)).toEqual([
      { lane: 0, service: "shop", from: 0, to: 1, hasError: false },
      { lane: 1, service: "db", from: 0.25, to: 0.5, hasError: true },
    ]);
  });

  it("stays bounded for a long one", () => {
    const spans = Array.from({ length: 5_000 }, (_, index) =>
      makeSpan(`n${index}`, index === 0 ? "" : "n0", index, index + 1, {
        service: `s${index % 3}`,
      }),
    );
    const bars = prepareMinimap(buildSpanTree(spans).nodes, 5_000, 20);
    expect(bars.length).toBeLessThanOrEqual(60);
    expect(Math.max(...bars.map((bar) => bar.lane))).toBe(19);
  });

  it("marks errors on top where lanes are shared", () => {
    const spans = Array.from({ length: 100 }, (_, index) =>
      makeSpan(`n${index}`, "", index, index + 1, index === 50 ? { status: "error" } : {}),
    );
    const bars = prepareMinimap(buildSpanTree(spans).nodes, 100, 10);
    expect(bars.filter((bar) => bar.hasError)).toEqual([
      { lane: 5, service: "shop", from: 0.5, to: 0.51, hasError: true },
    ]);
    expect(bars.at(-1)?.hasError).toBe(true);
  });
});
