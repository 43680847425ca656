import { expect, it } from "vitest";
import { isWorthDrawing } from "./curve-size";

const curve = (valueUnit: string, ...values: number[]) => ({
  valueUnit,
  line: values.map((value, load): [number, number] => [load, value]),
  measured: [],
});

it("draws no waiting times that are next to nothing", () => {
  expect(isWorthDrawing(curve("s", 0, 1e-40, 1e-20))).toBe(false);
  expect(isWorthDrawing(curve("ms", 0, 0.5))).toBe(true);
  expect(isWorthDrawing(curve("s", 0, 0.2))).toBe(true);
  expect(isWorthDrawing(curve("{connection}", 0, 1e-9))).toBe(true);
});
