import { describe, expect, it } from "vitest";
import { leakedConnections } from "./slow-leak.ts";

const dayMs = 86_400_000;

describe("leakedConnections", () => {
  it.each([
    [-14, 0],
    [-12.5, 0],
    [-10, 1],
    [-5, 3],
    [0, 5],
    [2.5, 6],
    [12.5, 10],
  ])("%d days from the start of the shop it is %d", (days, expected) => {
    expect(leakedConnections(days * dayMs, 0)).toBe(expected);
  });
});
