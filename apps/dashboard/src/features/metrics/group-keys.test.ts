import { describe, expect, it } from "vitest";
import { readGroupKeys } from "./group-keys";

describe("readGroupKeys", () => {
  it("reads what the API takes, and nothing else", () => {
    expect(readGroupKeys('["pool","state"]')).toEqual(["pool", "state"]);
    expect(readGroupKeys('["a","b","c","d","e","f"]')).toBeNull();
    expect(readGroupKeys("pool")).toBeNull();
    expect(readGroupKeys("[1]")).toBeNull();
  });
});
