import { expect, it } from "vitest";
import { formatAmount, formatUse } from "./amount";

it.each<[number | null, string, string]>([
  [5, "{connection}", "5 connections"],
  [0.00002, "{connection}", "<0.01 connections"],
  [0, "{connection}", "0 connections"],
  [0.0219, "1", "2.19 %"],
  [2 ** 20, "By", "1 MiB"],
  [0.001, "s", "1 ms"],
  [null, "{worker}", "–"],
])("%s %s is %s", (value, unit, text) => {
  expect(formatAmount(value, unit)).toBe(text);
});

it("names a counted unit once", () => {
  expect(formatUse(5, 9.2, "{connection}")).toBe("5 → 9.2 connections");
  expect(formatUse(0.001, 0.2, "{worker}")).toBe("<0.01 → 0.2 workers");
  expect(formatUse(2 ** 20, 2 ** 30, "By")).toBe("1 MiB → 1 GiB");
  expect(formatUse(3, null, "{worker}")).toBe("3 workers");
});
