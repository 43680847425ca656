import { describe, expect, it } from "vitest";
import { profilePath } from "./profile-path";

describe("profilePath", () => {
  it("spans the box and marks zero", () => {
    expect(profilePath([-10, 0, 10], 100, 22)).toEqual({ line: "M0 21L50 11L100 1", zeroY: 11 });
  });

  it("lies on the zero line where it is flat or empty", () => {
    expect(profilePath([0, 0], 10, 20)).toEqual({ line: "M0 10L10 10", zeroY: 10 });
    expect(profilePath([], 10, 20)).toEqual({ line: "M0 10", zeroY: 10 });
  });
});
