import { describe, expect, it } from "vitest";
import { differsOnlyInTime, queryKey, withCursor } from "./query-keys";

describe("differsOnlyInTime", () => {
  const at = (from: string, service: string) =>
    queryKey("getServiceRed", { params: { service }, query: { from } });

  it("sees the same question at another time", () => {
    expect(differsOnlyInTime(at("a", "cart"), at("b", "cart"))).toBe(true);
  });

  it("sees another question", () => {
    expect(differsOnlyInTime(at("a", "cart"), at("a", "shop"))).toBe(false);
    expect(differsOnlyInTime(queryKey("listRules", {}), queryKey("listAlerts", {}))).toBe(false);
  });
});

describe("withCursor", () => {
  it("adds the cursor beside the rest of the query", () => {
    expect(withCursor({ query: { q: "x" } }, "c1")).toEqual({ query: { q: "x", cursor: "c1" } });
    expect(withCursor(undefined, "c1")).toEqual({ query: { cursor: "c1" } });
    expect(withCursor({ query: { q: "x" } }, null)).toEqual({ query: { q: "x" } });
  });
});
