import { describe, expect, it } from "vitest";
import { capitalize } from "./capitalize";

describe("capitalize", () => {
  it("leaves quantiles alone", () => {
    expect(["error ratio of cart", "p95 of cart", "payments", ""].map(capitalize)).toEqual([
      "Error ratio of cart",
      "p95 of cart",
      "Payments",
      "",
    ]);
  });
});
