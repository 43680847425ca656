import { expect, it } from "vitest";
import { limitUnits, readLimit } from "./limit-units";

it("offers byte units for memory and the plain name for the rest", () => {
  expect(limitUnits("By").map(({ label }) => label)).toEqual(["MiB", "GiB"]);
  expect(limitUnits("{connection}")).toEqual([{ label: "connection", factor: 1 }]);
  expect(limitUnits("1")).toEqual([{ label: "", factor: 1 }]);
});

it.each([
  ["20", 20],
  [" 1,5 ", 1.5],
  ["", null],
  ["0", null],
  ["-3", null],
  ["many", null],
])("reads %j as %s", (text, value) => {
  expect(readLimit(text, { label: "", factor: 1 })).toBe(value);
});

it("converts", () => {
  expect(readLimit("2", { label: "MiB", factor: 1024 ** 2 })).toBe(2 * 1024 ** 2);
});
