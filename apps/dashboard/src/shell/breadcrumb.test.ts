import { describe, expect, it } from "vitest";
import { breadcrumbOf } from "./breadcrumb";
import { currentItem } from "./navigation";

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
    const id = "01a1fb70-93a6-77b7-b423-dcba779159fd";
    expect(breadcrumbOf(`/incidents/${id}`)[1]?.label).toBe("Incident");
    expect(breadcrumbOf(`/alerts/rules/${id}`)[2]?.label).toBe("Rule");
    expect(breadcrumbOf("/services/%E0%A4%A")[1]?.label).toBe("%E0%A4%A");
  });
});

describe("currentItem", () => {
  it.each([
    ["/", "Overview"],
    ["/services/cart", "Services"],
    ["/alerts", "Incidents"],
    ["/incidents/42", "Incidents"],
    ["/alerts/rules", "Alert rules"],
    ["/alerts/rules/new", "Alert rules"],
  ])("finds the page of %s", (pathname, label) => {
    expect(currentItem(pathname)?.label).toBe(label);
  });

  it("takes no other path for a page", () => {
    expect(currentItem("/services-old")).toBeNull();
  });
});
