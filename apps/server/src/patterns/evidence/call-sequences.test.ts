import { describe, expect, it } from "vitest";
import { foldSteps, listRoutes } from "./call-sequences.ts";
import { listRequests } from "./sampled-requests.ts";
import { sketchTrace } from "./span-fixtures.ts";

// In these tests the shape of a call is the name of its step.
const stepOf = (shape: string) => (shape === "other" ? undefined : shape);
const get = { shape: "cache:GET" };
const select = { shape: "store:SELECT" };
const set = { shape: "cache:SET" };

function route(traces: readonly ReturnType<typeof sketchTrace>[]) {
  return listRoutes(
    listRequests(traces.flat(), () => undefined),
    stepOf,
  )[0];
}

describe("foldSteps", () => {
  it.each([
    ["", ""],
    ["a", "a"],
    ["a a a", "a"],
    ["a b a b a b", "a b"],
    ["a b b c a b c", "a b c"],
    ["a b c a", "a b c a"],
    ["g s w g s w g", "g s w g"],
  ])("of %s is %s", (given, expected) => {
    const words = (text: string) => text.split(" ").filter((word) => word !== "");
    expect(foldSteps(words(given))).toEqual(words(expected));
  });
});

describe("listRoutes", () => {
  it("counts orders of calls, without those that are no steps", () => {
    const hits = Array.from({ length: 3 }, (_, index) => sketchTrace(`h${index}`, [get]));
    const misses = [sketchTrace("m", [get, { shape: "other" }, select, set])];
    expect(route([...hits, ...misses])).toEqual({
      name: "GET /",
      kind: "server",
      traces: 4,
      storeShare: 0.25,
      cacheServerShare: 1,
      missPenaltyS: 0.001,
      sequences: [
        { steps: ["cache:GET"], traces: 3, background: false },
        { steps: ["cache:GET", "store:SELECT", "cache:SET"], traces: 1, background: false },
      ],
    });
  });

  it("tells fast answers from slow ones where there are enough of both", () => {
    const make = (calls: Parameters<typeof sketchTrace>[1], durationMs: number) =>
      Array.from({ length: 20 }, (_, index) =>
        sketchTrace(`${durationMs}-${index}`, calls, { durationMs, method: "GET" }),
      );
    const found = route([...make([], 1), ...make([select], 10)]);
    expect(found).toMatchObject({
      method: "GET",
      storeShare: 0.5,
      fastP95S: 0.001,
      slowP95S: 0.01,
    });
  });

  it("marks work that no request began", () => {
    const found = route([sketchTrace("b", [select, set], { kind: 1, name: "refresh" })]);
    expect(found).toMatchObject({ name: "refresh", kind: "internal" });
    expect(found?.sequences).toEqual([
      { steps: ["store:SELECT", "cache:SET"], traces: 1, background: true },
    ]);
  });

  it("counts failures of the cache and the requests that survived them", () => {
    const broken = { ...get, isError: true };
    const found = route([
      sketchTrace("a", [broken, select]),
      sketchTrace("b", [broken, select], { isError: true }),
    ]);
    expect(found?.sequences[0]).toMatchObject({ cacheErrors: 2, survivedCacheErrors: 1 });
  });
});
