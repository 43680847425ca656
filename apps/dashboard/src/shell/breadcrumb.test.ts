import { describe, expect, it } from "vitest";
import { breadcrumbOf } from "./breadcrumb";
import { isCurrent } from "./navigation";

describe("breadcrumbOf", () => {
  it("names known pages and decodes names", () => {
    expect(breadcrumbOf("/")).toEqual([{ label: "Overview", href: null }]);
    expect(breadcrumbOf("/services/shop%2Fcart")).toEqual([
      { label: "Services", href: "/services" },
      { label: "shop/cart", href: null },
    ]);
    expect(breadcrumbOf("/alerts/rules/new").map(({ label }) => label)).toEqual([
      "Alerts",
      "Rules",
      "New",
    ]);
  });

  it("shortens ids and survives bad escapes", () => {
    expect(breadcrumbOf("/traces/0123456789abcdef0123456789abcdef")[1]?.label).toBe("01234567…");
    expect(breadcrumbOf("/services/%E0%A4%A")[1]?.label).toBe("%E0%A4%A");
  });
});

describe("isCurrent", () => {
  it("marks the page and what is below it", () => {
    expect(isCurrent("/", "/services")).toBe(false);
    expect(isCurrent("/services", "/services/cart")).toBe(true);
    expect(isCurrent("/services", "/services-old")).toBe(false);
    expect(isCurrent("/alerts/rules", "/alerts")).toBe(true);
  });
});
