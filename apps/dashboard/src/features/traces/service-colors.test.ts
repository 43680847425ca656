import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { assignServiceColors } from "./service-colors";

describe("assignServiceColors", () => {
  it("gives up to eight services colours of their own, in any order of the names", () => {
    const names = fc.uniqueArray(fc.string(), { maxLength: 8 });
    fc.assert(
      fc.property(names, (services) => {
        const colors = assignServiceColors(services);
        expect(new Set(colors.values()).size).toBe(services.length);
        expect(assignServiceColors(services.toReversed())).toEqual(colors);
      }),
    );
  });

  it("shares colours among more", () => {
    const many = Array.from({ length: 20 }, (_, index) => `service-${index}`);
    expect(assignServiceColors(many).size).toBe(20);
  });
});
