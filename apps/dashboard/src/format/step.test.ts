import { describe, expect, it } from "vitest";
import { describeStep } from "./step";

describe("describeStep", () => {
  it("says steps in their largest whole unit", () => {
    expect([15, 60, 90, 7_200, 86_400].map(describeStep)).toEqual([
      "15 s",
      "1 min",
      "90 s",
      "2 h",
      "1 d",
    ]);
  });
});
