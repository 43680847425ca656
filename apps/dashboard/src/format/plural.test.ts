import { describe, expect, it } from "vitest";
import { pluralOf } from "./plural";

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
