import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatCompact, formatCount, formatDigits } from "./number";
import { formatDurationMs, formatRate, formatRatio, formatValue } from "./unit";

describe("formatValue", () => {
  it.each([
    [1.5, "s", "1.5 s"],
    [0.25, "s", "250 ms"],
    [0.0000005, "s", "500 ns"],
    [0, "s", "0 s"],
    [0.99996, "s", "1 s"],
    [150, "ms", "150 ms"],
    [1_500, "ms", "1.5 s"],
    [300_000, "ms", "5 min"],
    [3, "h", "3 h"],
    [1_536, "By", "1.5 KiB"],
    [5 * 1024 ** 2, "By/s", "5 MiB/s"],
    [42.25, "%", "42.3 %"],
    [0.0123, "ratio", "1.23 %"],
    [0.5, "1", "0.5"],
    [1_234_567, "1", "1.23M"],
    [1, "{request}", "1 request"],
    [0, "{query}", "0 queries"],
    [12, "{request}", "12 requests"],
    [12_000, "{request}/s", "12k requests/s"],
    [8.4, "req/s", "8.4 req/s"],
    [3, "1/s", "3/s"],
    [-2_048, "By", "-2 KiB"],
  ])("%d %s → %s", (value, unit, text) => {
    expect(formatValue(value, unit)).toBe(text);
  });

  it("shows a dash for no number", () => {
    expect(formatValue(null, "s")).toBe("–");
    expect(formatValue(Number.NaN, "s")).toBe("–");
    expect(formatDurationMs(undefined)).toBe("–");
  });

  it("never shows more than four digits before the unit changes", () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-9, max: 1e5, noNaN: true }), (seconds) => {
        const [digits = ""] = formatValue(seconds, "s").split(" ");
        expect(Math.abs(Number(digits))).toBeLessThan(1_000);
      }),
    );
  });
});

describe("numbers", () => {
  it("keep three significant digits", () => {
    expect([0.01234, 1.2345, 12.345, 123.45, 1234.5].map(formatDigits)).toEqual([
      "0.0123",
      "1.23",
      "12.3",
      "123",
      "1235",
    ]);
  });

  it("shorten large values and group whole ones", () => {
    expect([9_999, 12_345, 4_500_000, 2e12].map(formatCompact)).toEqual([
      "9999",
      "12.3k",
      "4.5M",
      "2T",
    ]);
    expect(formatCount(1_234_567)).toBe("1\u202f234\u202f567");
  });

  it("have shorthands for rate, errors and duration", () => {
    expect(formatRate(12.34)).toBe("12.3 req/s");
    expect(formatRate(0.0000678)).toBe("<0.001 req/s");
    expect(formatRate(0)).toBe("0 req/s");
    expect(formatRatio(1)).toBe("100 %");
    expect([0, 0.00001, 0.0001].map(formatRatio)).toEqual(["0 %", "<0.01 %", "0.01 %"]);
  });
});
