import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fromLocalInput, toLocalInput } from "./local-input";

describe("local date and time fields", () => {
  it("read back what they wrote, to the second", () => {
    // Times that a change of clocks repeats have two instants; UTC days in January have none.
    const start = Date.UTC(2026, 0, 2) / 1_000;
    fc.assert(
      fc.property(fc.integer({ min: start, max: start + 20 * 86_400 }), (seconds) => {
        expect(fromLocalInput(toLocalInput(seconds * 1_000))).toBe(seconds * 1_000);
      }),
    );
  });

  it("refuse other texts", () => {
    expect(fromLocalInput("")).toBeNull();
    expect(fromLocalInput("2026-13-99T99:99")).toBeNull();
  });
});
