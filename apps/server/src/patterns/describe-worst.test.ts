import type { Assessment } from "@headroom/patterns";
import { describe, expect, it } from "vitest";
import { describeWorst, formatValue, formatWithUnit } from "./describe-worst.ts";

describe("formatWithUnit", () => {
  it.each([
    [0.02189, "s", "21.9 ms"],
    [1.519e-54, "s", "0 s"],
    [90, "s", "90 s"],
    [600, "s", "10 min"],
    [2.5, "ms", "2.5 ms"],
    [562_036_736, "By", "536 MiB"],
    [0, "By", "0 B"],
    [1, "{consumer}", "1 consumer"],
    [2, "{consumer}", "2 consumers"],
    [171.2345, "{request}/s", "171 requests/s"],
    [3, "{query}", "3 queries"],
    [0.4, "1", "0.4"],
    [12.3456, "%", "12.3 %"],
    [Infinity, "s", "∞ s"],
  ])("%s %s reads %s", (value, unit, text) => {
    expect(formatWithUnit(value, unit)).toBe(text);
  });
});

describe("formatValue", () => {
  it("never shows an exponent or a long decimal", () => {
    expect(
      ["1e-43", "0.000123456", "0.85333", "205.9", "125200.4"].map(Number).map(formatValue),
    ).toEqual(["0", "0.000123", "0.853", "206", "125200"]);
  });
});

describe("describeWorst", () => {
  const part = (given: Record<string, unknown>) =>
    ({
      indicator: "consumers",
      name: "Consumers",
      unit: "{consumer}",
      weight: 0.1,
      normalised: 50,
      ...given,
    }) as unknown as Assessment["parts"][number];

  it("names the value and which way is good", () => {
    expect(describeWorst({ parts: [part({ value: 1, scale: { good: 2, bad: 0 } })] })).toBe(
      "Consumers: 1 consumer, good is 2 consumers or more",
    );
    const wait = part({ name: "Wait", unit: "s", value: 0.0219, scale: { good: 0.01, bad: 1 } });
    expect(describeWorst({ parts: [wait] })).toBe("Wait: 21.9 ms, good is 10 ms or less");
    const share = part({ indicator: "wait-share", name: "Wait share", unit: "1" });
    expect(
      describeWorst({ parts: [{ ...share, value: 0.4046, scale: { good: 0.01, bad: 0.5 } }] }),
    ).toBe("Wait share: 40.5 %, good is 1 % or less");
    const errors = part({
      name: "Timeouts",
      unit: "{timeout}",
      value: 3,
      scale: { good: 0, bad: 9 },
    });
    expect(describeWorst({ parts: [errors] })).toBe("Timeouts: 3 timeouts, good is 0 timeouts");
  });

  it("is null where nothing costs half a point", () => {
    expect(describeWorst({ parts: [] })).toBeNull();
    expect(
      describeWorst({ parts: [part({ normalised: 99, value: 2, scale: { good: 2, bad: 0 } })] }),
    ).toBeNull();
  });
});
