import { describe, expect, it } from "vitest";
import { countOf, pluralOf } from "./plural";

describe("pluralOf", () => {
  it.each([
    ["request", "requests"],
    ["query", "queries"],
    ["key", "keys"],
    ["process", "processes"],
    ["class", "classes"],
    ["batch", "batches"],
    ["records", "records"],
    ["", ""],
    ["CPU", "CPU"],
  ])("%s → %s", (noun, plural) => {
    expect(pluralOf(noun)).toBe(plural);
  });
});

describe("countOf", () => {
  it("agrees with its number", () => {
    expect([0, 1, 2].map((count) => countOf(count, "record"))).toEqual([
      "0 records",
      "1 record",
      "2 records",
    ]);
  });
});
