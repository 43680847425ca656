import { describe, expect, it } from "vitest";
import { correlationHref, exploreHref, trendHref } from "./signal-links";

const p95 = { type: "red", measure: "p95", service: "checkout", groupBy: [] } as const;

function searchOf(href: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(href.split("?")[1] ?? ""));
}

describe("links of a signal", () => {
  it("carry it without groups", () => {
    const href = trendHref({ ...p95, groupBy: ["operation"] });
    expect(JSON.parse(searchOf(href)["signal"] ?? "")).toEqual({
      type: "red",
      measure: "p95",
      service: "checkout",
    });
  });

  it("carry a range where one is given", () => {
    const range = { from: "2026-01-31T12:00:00.000Z", to: "2026-01-31T13:00:00.000Z" };
    expect(searchOf(correlationHref({ ...p95, groupBy: [] }, range))).toMatchObject(range);
  });
});

describe("exploreHref", () => {
  it("opens a metric with its filters in the explorer", () => {
    const filters = [{ key: "pool", op: "=" as const, value: "main" }];
    const href = exploreHref({
      type: "metric",
      metric: "pool.used",
      aggregation: "max",
      service: "cart",
      filters,
      groupBy: [],
    });
    expect(href.startsWith("/metrics?")).toBe(true);
    expect(searchOf(href)).toEqual({
      metric: "pool.used",
      aggregation: "max",
      service: "cart",
      filters: JSON.stringify(filters),
    });
  });

  it("opens requests at the service and its operation", () => {
    expect(exploreHref({ ...p95, groupBy: [], operation: "POST /pay" })).toBe(
      "/services/checkout?operation=POST+%2Fpay",
    );
    expect(exploreHref({ type: "red", measure: "rate", groupBy: [] })).toBe("/services");
  });

  it("opens log records in the log search", () => {
    const href = exploreHref({
      type: "logs",
      service: "cart",
      minSeverity: 17,
      query: "declined",
      filters: [],
      groupBy: [],
    });
    expect(searchOf(href)).toEqual({ service: "cart", q: "declined", minSeverity: "error" });
  });
});
