import { describe, expect, it } from "vitest";
import { hrefTo, withRange } from "./range-href";

describe("withRange", () => {
  const search = new URLSearchParams("from=now-6h&to=now&q=x");

  it("carries the range and nothing else", () => {
    expect(withRange("/logs", search)).toBe("/logs?from=now-6h&to=now");
    expect(withRange("/logs?q=a", search)).toBe("/logs?q=a&from=now-6h&to=now");
  });

  it("keeps the link's own range", () => {
    expect(withRange("/logs?from=now-5m", search)).toBe("/logs?from=now-5m");
  });
});

describe("hrefTo", () => {
  it("leaves out what is empty", () => {
    expect(hrefTo("/traces", { service: "cart", q: "", operation: undefined })).toBe(
      "/traces?service=cart",
    );
    expect(hrefTo("/traces", {})).toBe("/traces");
  });
});
