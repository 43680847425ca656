import { describe, expect, it } from "vitest";
import { safeNextPath } from "./next-path";

describe("safeNextPath", () => {
  it("keeps paths of this site", () => {
    expect(safeNextPath("/services/cart?from=now-6h")).toBe("/services/cart?from=now-6h");
  });

  it.each([null, "", "//evil.example", "/\\evil.example", "https:x", "/sign-in?next=/"])(
    "does not follow %j",
    (next) => {
      expect(safeNextPath(next)).toBe("/");
    },
  );
});
