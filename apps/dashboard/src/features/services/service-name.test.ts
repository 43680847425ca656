import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeName, serviceHref } from "./service-name";

describe("service names in paths", () => {
  it("come back as they were", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (name) => {
        expect(decodeName(serviceHref(name).slice("/services/".length))).toBe(name);
      }),
    );
  });

  it("survive bad encoding", () => {
    expect(decodeName("%E0%A4%A")).toBe("%E0%A4%A");
  });
});
