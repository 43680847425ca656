import { describe, expect, it } from "vitest";
import { describeUse, explainUse, groupCatalogue, listFamilies, useOf } from "./catalogue-list";
import { sketchOverview, sketchPattern, sketchService, sketchSummary } from "./pattern-fixture";

const pool = sketchSummary();
const cdn = sketchSummary({
  id: "P60",
  slug: "cdn",
  name: "Content delivery network",
  family: "edge",
  familyTitle: "Edge",
  what: "Copies near the user.",
  whenToUse: "For static content.",
  isRecognisable: false,
});
const cache = sketchSummary({ id: "P13", slug: "in-process-cache", name: "In-process cache" });
const overview = sketchOverview(sketchService("checkout", [sketchPattern()]));

describe("useOf", () => {
  it("never takes what nobody looks for as not seen", () => {
    expect(useOf(pool, overview)).toEqual({ kind: "used", services: ["checkout"] });
    expect(useOf(cache, overview)).toEqual({ kind: "unseen" });
    expect(useOf(cdn, overview)).toEqual({ kind: "unwatched" });
    expect(useOf(cache, undefined)).toEqual({ kind: "waiting" });
    expect(useOf(cdn, undefined)).toEqual({ kind: "unwatched" });
  });

  it("never says that a pattern is not in use", () => {
    for (const record of [pool, cdn, cache]) {
      const use = useOf(record, overview);
      expect(`${describeUse(use)} ${explainUse(use)}`).not.toMatch(/not in use|unused/i);
    }
    expect(describeUse({ kind: "used", services: ["a", "b"] })).toBe("Used by 2 services");
  });
});

describe("groupCatalogue", () => {
  it("groups by family in the order of the catalogue", () => {
    const families = groupCatalogue([pool, cdn, cache], overview, { family: null, q: "" });
    expect(families.map(({ title, entries }) => [title, entries.length])).toEqual([
      ["Pooling and concurrency", 2],
      ["Edge", 1],
    ]);
  });

  it("narrows by words of any text and by family", () => {
    const find = (q: string, family: string | null = null) =>
      groupCatalogue([pool, cdn, cache], overview, { family, q }).flatMap(({ entries }) =>
        entries.map(({ id }) => id),
      );
    expect(find("static near")).toEqual(["P60"]);
    expect(find("", "pooling")).toEqual(["P33", "P13"]);
    expect(find("nothing")).toEqual([]);
  });
});

it("lists each family once", () => {
  expect(listFamilies([pool, cdn, cache]).map(({ id }) => id)).toEqual(["pooling", "edge"]);
});
