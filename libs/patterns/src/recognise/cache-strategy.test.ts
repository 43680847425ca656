import { describe, expect, it } from "vitest";
import type { EvidenceSnapshot } from "../evidence/snapshot.ts";
import { recogniseCacheStrategies } from "./cache-strategy.ts";
import { counter, sketchRoute, sketchSnapshot } from "./fixtures.ts";

describe("cache strategy (P19)", () => {
  const route = (...steps: readonly (readonly [readonly string[], number, boolean?])[]) =>
    sketchRoute({
      cacheServerShare: 1,
      sequences: steps.map(([own, traces, background = false]) => ({
        steps: own,
        traces,
        background,
      })),
    });
  const aside = route([["cache:GET"], 150], [["cache:GET", "store:SELECT", "cache:SET"], 50]);
  const sources: readonly (readonly [string, EvidenceSnapshot, string])[] = [
    ["cache-aside", sketchSnapshot({ routes: [aside] }), "Cache-aside"],
    [
      "write-through",
      sketchSnapshot({ routes: [route([["cache:SET", "store:UPDATE"], 200])] }),
      "Write-through",
    ],
    [
      "write-behind",
      sketchSnapshot({ routes: [route([["cache:SET"], 200], [["store:INSERT"], 20, true])] }),
      "Write-behind",
    ],
    [
      "refresh-ahead",
      sketchSnapshot({
        routes: [route([["cache:GET"], 200], [["store:SELECT", "cache:SET"], 10, true])],
      }),
      "Refresh-ahead",
    ],
    [
      "cache-aside inside the process",
      sketchSnapshot({
        routes: [sketchRoute()],
        metrics: [
          counter("cache.gets", 100, { cache: "products", result: "miss" }),
          counter("cache.puts", 98, { cache: "products" }),
        ],
      }),
      "Cache-aside",
    ],
  ];
  it.each(sources)("recognises %s", (_name, snapshot, variant) => {
    expect(recogniseCacheStrategies(snapshot).map((one) => one.variant)).toEqual([variant]);
  });

  const lookAlikes: readonly (readonly [string, EvidenceSnapshot])[] = [
    [
      "session reads",
      sketchSnapshot({
        routes: [route([["cache:GET", "store:INSERT", "cache:SET"], 10], [["cache:GET"], 10])],
      }),
    ],
    ["reads that nothing fills", sketchSnapshot({ routes: [route([["cache:GET"], 200])] })],
    [
      "too few traces",
      sketchSnapshot({
        routes: [route([["cache:GET"], 20], [["cache:GET", "store:SELECT", "cache:SET"], 10])],
      }),
    ],
    [
      "misses without puts",
      sketchSnapshot({
        routes: [sketchRoute()],
        metrics: [counter("cache.gets", 100, { cache: "x", result: "miss" })],
      }),
    ],
    [
      "mixed orders",
      sketchSnapshot({
        routes: [
          route(
            [["cache:GET", "store:SELECT", "cache:SET"], 50],
            [["cache:GET", "store:SELECT"], 150],
          ),
        ],
      }),
    ],
  ];
  it.each(lookAlikes)("rejects %s", (_name, snapshot) => {
    expect(recogniseCacheStrategies(snapshot)).toEqual([]);
  });
});
