import { describe, expect, it } from "vitest";
import { percentText, shareOfText } from "./percent-text";
import { describeSensitivity } from "./sensitivity-words";

describe("describeSensitivity", () => {
  it.each([
    [0, "Only the strongest"],
    [0.25, "Strong"],
    [0.5, "Balanced"],
    [0.75, "Fine"],
    [1, "The slightest"],
  ])("%d is %s", (sensitivity, name) => {
    expect(describeSensitivity(sensitivity).name).toBe(name);
  });
});

describe("percent texts", () => {
  it("are read back as they were written", () => {
    for (let percent = 0; percent <= 100; percent += 1) {
      expect(percentText(shareOfText(String(percent)))).toBe(String(percent));
    }
  });

  it.each(["", " ", "x"])("%j is no number", (text) => {
    expect(shareOfText(text)).toBeNaN();
  });
});
